/**
 * The local routes of docs/rest-api.md in memory, as strict as WordPress is: parts in order, digests checked, kept
 * files only from the base release, the file count checked before the switch.
 */
import { createHash } from 'node:crypto';
import type { LedgerEntry } from '@aether/provider-sdk';

interface FakeFile extends LedgerEntry {
	readonly bytes: Uint8Array;
}

interface FakeRelease {
	readonly id: string;
	readonly createdAt: string;
	readonly base: string | null;
	readonly files: Map< string, FakeFile >;
	/** Parts of files that are still on their way. */
	readonly partial: Map< string, Uint8Array >;
	isStaging: boolean;
}

interface PartHeader {
	readonly path: string;
	readonly size: number;
	readonly sha256: string;
	readonly contentType: string;
	readonly offset: number;
	readonly total: number;
}

export interface FakeRequest {
	readonly method: string;
	readonly path: string;
	/** Bytes of the body. */
	readonly size: number;
	/** Number of files that it carried. */
	readonly files: number;
}

const MANIFEST_PAGE = 3;

const json = ( value: unknown, status = 200 ) =>
	new Response( JSON.stringify( value ), {
		status,
		headers: { 'Content-Type': 'application/json' },
	} );

const refuse = ( code: string, status: number ) =>
	json(
		{ code: `aether_${ code }`, message: code, data: { status } },
		status
	);

const join = ( left: Uint8Array, right: Uint8Array ): Uint8Array => {
	const joined = new Uint8Array( left.length + right.length );
	joined.set( left );
	joined.set( right, left.length );
	return joined;
};

export class FakeLocalSite {
	readonly baseUrl: string;
	readonly requests: FakeRequest[] = [];
	/** A larger body answers 413. Bytes. */
	largestBody = Infinity;
	/** Called before a request is answered; what it returns is the answer. */
	intercept:
		| ( (
				request: FakeRequest,
				init: RequestInit
		  ) => Response | undefined | Promise< Response | undefined > )
		| null = null;
	readonly #releases: FakeRelease[] = [];
	#active: string | null = null;

	constructor( baseUrl = 'https://wordpress.test/published/' ) {
		this.baseUrl = baseUrl;
	}

	/** What visitors see. */
	get published(): ReadonlyMap< string, FakeFile > {
		return this.#find( this.#active )?.files ?? new Map();
	}

	get stagingCount(): number {
		return this.#releases.filter( ( { isStaging } ) => isStaging ).length;
	}

	get releaseCount(): number {
		return this.#releases.length - this.stagingCount;
	}

	readonly rest = async (
		route: string,
		init: RequestInit = {}
	): Promise< Response > => {
		init.signal?.throwIfAborted();
		const url = new URL( route, 'https://wordpress.test/wp-json/' );
		const body = new Uint8Array(
			await new Response( init.body ?? null ).arrayBuffer()
		);
		const isBatch = url.pathname.endsWith( '/files' );
		const request: FakeRequest = {
			method: init.method ?? 'GET',
			path: url.pathname.replace( /^\/wp-json\/aether\/v1\/local\//, '' ),
			size: body.length,
			files: isBatch ? decodeBatch( body ).length : 0,
		};
		this.requests.push( request );
		const intercepted = await this.intercept?.( request, init );
		init.signal?.throwIfAborted();
		if ( intercepted ) {
			return intercepted;
		}
		if ( body.length > this.largestBody ) {
			return refuse( 'payload_too_large', 413 );
		}
		return this.#answer( request, url.searchParams, body );
	};

	#answer(
		{ method, path }: FakeRequest,
		query: URLSearchParams,
		body: Uint8Array
	): Response {
		const [ , resource, id = null, action ] = path.split( '/' );
		switch ( `${ method } ${ action ?? resource ?? '' }` ) {
			case 'GET ':
				return json( this.#describe() );
			case 'GET manifest':
				return this.#manifest( Number( query.get( 'cursor' ) ) );
			case 'POST releases':
				return json( this.#open(), 201 );
			case 'DELETE releases':
				return this.#discard( this.#find( id ) );
		}
		const release = this.#find( id );
		if ( ! release ) {
			return refuse( 'not_found', 404 );
		}
		if ( action === 'files' ) {
			return this.#write( release, decodeBatch( body ) );
		}
		const fields = JSON.parse( new TextDecoder().decode( body ) );
		return action === 'kept'
			? this.#keep( release, fields.files )
			: this.#activate( release, fields.fileCount );
	}

	#describe() {
		return {
			baseUrl: this.baseUrl,
			switching: 'link',
			active: this.#active,
			releases: this.#releases
				.filter( ( { isStaging } ) => ! isStaging )
				.reverse()
				.map( ( { id, createdAt, files } ) => ( {
					id,
					createdAt,
					active: id === this.#active,
					fileCount: files.size,
				} ) ),
		};
	}

	#manifest( start: number ): Response {
		const all = [ ...this.published ];
		const end = start + MANIFEST_PAGE;
		const entries = all
			.slice( start, end )
			.map( ( [ path, { sha256, size, contentType } ] ) => [
				path,
				{ sha256, size, contentType },
			] );
		return json( {
			release: this.#active,
			entries: Object.fromEntries( entries ),
			next: end < all.length ? String( end ) : null,
		} );
	}

	#open() {
		const release: FakeRelease = {
			id: `release-${ this.#releases.length + 1 }`,
			createdAt: new Date( this.#releases.length * 1000 ).toISOString(),
			base: this.#active,
			files: new Map(),
			partial: new Map(),
			isStaging: true,
		};
		this.#releases.push( release );
		return { id: release.id, base: release.base };
	}

	#write(
		release: FakeRelease,
		parts: readonly ( PartHeader & { bytes: Uint8Array } )[]
	): Response {
		for ( const part of parts ) {
			const before =
				part.offset === 0
					? new Uint8Array()
					: ( release.partial.get( part.path ) ?? new Uint8Array() );
			if ( before.length !== part.offset ) {
				return refuse( 'conflict', 409 );
			}
			const bytes = join( before, part.bytes );
			if ( bytes.length < part.total ) {
				release.partial.set( part.path, bytes );
				continue;
			}
			release.partial.delete( part.path );
			const sha256 = createHash( 'sha256' )
				.update( bytes )
				.digest( 'hex' );
			if ( sha256 !== part.sha256 ) {
				return refuse( 'integrity_failed', 422 );
			}
			release.files.set( part.path, {
				bytes,
				sha256,
				size: bytes.length,
				contentType: part.contentType,
			} );
		}
		return json( { written: parts.length } );
	}

	#keep(
		release: FakeRelease,
		files: readonly { path: string; sha256: string }[]
	): Response {
		if ( files.length > 1000 ) {
			return refuse( 'payload_too_large', 413 );
		}
		const base = this.#find( release.base )?.files;
		for ( const { path, sha256 } of files ) {
			const file = base?.get( path );
			if ( file?.sha256 !== sha256 ) {
				return refuse( 'conflict', 409 );
			}
			release.files.set( path, file );
		}
		return json( { kept: files.length } );
	}

	#activate( release: FakeRelease, fileCount: number | undefined ): Response {
		if ( release.isStaging && release.files.size !== fileCount ) {
			return refuse( 'integrity_failed', 422 );
		}
		release.isStaging = false;
		this.#active = release.id;
		return json( { id: release.id, baseUrl: this.baseUrl } );
	}

	#discard( release: FakeRelease | undefined ): Response {
		if ( release && ! release.isStaging ) {
			return refuse( 'conflict', 409 );
		}
		if ( release ) {
			this.#releases.splice( this.#releases.indexOf( release ), 1 );
		}
		return new Response( null, { status: 204 } );
	}

	#find( id: string | null ): FakeRelease | undefined {
		return this.#releases.find( ( release ) => release.id === id );
	}
}

function decodeBatch(
	body: Uint8Array
): readonly ( PartHeader & { bytes: Uint8Array } )[] {
	const length = new DataView( body.buffer ).getUint32( 0 );
	const headers: readonly PartHeader[] = JSON.parse(
		new TextDecoder().decode( body.subarray( 4, 4 + length ) )
	);
	let at = 4 + length;
	return headers.map( ( header ) => {
		const bytes = body.slice( at, at + header.size );
		at += header.size;
		return { ...header, bytes };
	} );
}
