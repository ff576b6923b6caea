import { createHash } from 'node:crypto';
import { sharedWordPress } from './wordpress';

export interface LocalState {
	readonly baseUrl: string;
	readonly switching: 'link' | 'rename' | null;
	readonly active: string | null;
	readonly releases: readonly {
		readonly id: string;
		readonly createdAt: string;
		readonly active: boolean;
		readonly fileCount: number;
	}[];
}

export interface Part {
	readonly path: string;
	readonly bytes: string;
	/** Default 0. */
	readonly offset?: number;
	/** The whole file; default: these bytes. */
	readonly whole?: string;
	/** Default: the right one. */
	readonly sha256?: string;
}

export const sha256 = ( text: string ): string =>
	createHash( 'sha256' ).update( text ).digest( 'hex' );

/**
 * The binary body that docs/rest-api.md describes.
 * @param parts
 */
export function batchOf( parts: readonly Part[] ): Uint8Array< ArrayBuffer > {
	const header = Buffer.from(
		JSON.stringify(
			parts.map(
				( { path, bytes, offset = 0, whole = bytes, ...part } ) => ( {
					path,
					size: Buffer.byteLength( bytes ),
					sha256: part.sha256 ?? sha256( whole ),
					contentType: 'text/html; charset=UTF-8',
					offset,
					total: Buffer.byteLength( whole ),
				} )
			)
		)
	);
	const length = Buffer.alloc( 4 );
	length.writeUInt32BE( header.length );
	return Uint8Array.from(
		Buffer.concat( [
			length,
			header,
			...parts.map( ( { bytes } ) => Buffer.from( bytes ) ),
		] )
	);
}

export interface RestAnswer< Body > {
	readonly status: number;
	readonly body: Body;
}

/**
 * Calls `aether/v1/local/<type>` over HTTP, as the administrator.
 * @param type
 */
export function localTarget( type: 'static_site' | 'blueprint_bundle' ) {
	const call = async < Body >(
		method: string,
		path: string,
		body?: object | Uint8Array< ArrayBuffer >
	): Promise< RestAnswer< Body > > => {
		const isBatch = body instanceof Uint8Array;
		const response = await sharedWordPress().rest(
			`aether/v1/local/${ type }${ path }`,
			{
				method,
				...( body && {
					headers: {
						'Content-Type': isBatch
							? 'application/octet-stream'
							: 'application/json',
					},
					body: isBatch ? body : JSON.stringify( body ),
				} ),
			}
		);
		const text = await response.text();
		return {
			status: response.status,
			body: ( text === '' ? null : JSON.parse( text ) ) as Body,
		};
	};
	return {
		state: () => call< LocalState >( 'GET', '' ),
		manifest: ( cursor = '' ) =>
			call< {
				release: string | null;
				entries: Record<
					string,
					{ sha256: string; size: number; contentType: string }
				>;
				next: string | null;
			} >( 'GET', `/manifest?cursor=${ cursor }` ),
		begin: ( publishId: string ) =>
			call< { id: string; base: string | null } >( 'POST', '/releases', {
				publishId,
			} ),
		send: < Body = { written: number } >(
			id: string,
			batch: Uint8Array< ArrayBuffer >
		) => call< Body >( 'POST', `/releases/${ id }/files`, batch ),
		keep: < Body = { kept: number } >(
			id: string,
			files: readonly { path: string; sha256: string }[]
		) => call< Body >( 'POST', `/releases/${ id }/kept`, { files } ),
		activate: < Body = { id: string; baseUrl: string } >(
			id: string,
			fileCount?: number
		) =>
			call< Body >( 'POST', `/releases/${ id }/activate`, {
				...( fileCount !== undefined && { fileCount } ),
			} ),
		discard: ( id: string ) => call( 'DELETE', `/releases/${ id }` ),
	};
}
