import { AetherError, errorFromRestResponse } from '@aether/provider-sdk';
import type { RelayRest } from '../relay';
import { openEnvelope } from '../relay/envelope';
import type {
	BundleCodeFile,
	BundleFacts,
	BundleFile,
	BundleMedia,
	BundleSource,
} from './ports';

/** A million portions: more is a server that turns in circles. */
const MOST_PORTIONS = 1_000_000;

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/**
 * The bundle's side of the site's REST API; see docs/rest-api.md.
 *
 * @param rest
 */
export function createRestBundleSource( rest: RelayRest ): BundleSource {
	const ask = async (
		path: string,
		init: RequestInit
	): Promise< Response > => {
		const response = await rest( `aether/v1/bundle${ path }`, init );
		if ( ! response.ok ) {
			throw await errorFromRestResponse( response );
		}
		return response;
	};
	const json = async < T >( path: string, init: RequestInit ): Promise< T > =>
		( await ( await ask( path, init ) ).json() ) as T;

	return {
		facts: ( { signal } ) => json< BundleFacts >( '', { signal } ),
		async *listContent( { signal } ) {
			let cursor = '';
			for ( let portion = 0; portion < MOST_PORTIONS; portion++ ) {
				const { items, next } = await json< {
					readonly items: readonly string[];
					readonly next: string | null;
				} >( `/content?cursor=${ encodeURIComponent( cursor ) }`, {
					signal,
				} );
				yield* items;
				if ( next === null ) {
					return;
				}
				cursor = next;
			}
			throw new AetherError(
				'remote_failed',
				'WordPress lists its content without an end.'
			);
		},
		findMedia: ( references, { signal } ) =>
			json< BundleMedia >( '/media', {
				method: 'POST',
				headers: JSON_HEADERS,
				body: JSON.stringify( references ),
				signal,
			} ),
		listCode: async ( { signal } ) =>
			(
				await json< { readonly files: readonly BundleCodeFile[] } >(
					'/code',
					{ signal }
				)
			).files,
		readFiles: async ( paths, { signal } ) =>
			unpack(
				new Uint8Array(
					await (
						await ask( '/files', {
							method: 'POST',
							headers: JSON_HEADERS,
							body: JSON.stringify( { paths } ),
							signal,
						} )
					).arrayBuffer()
				)
			),
	};
}

/**
 * @param  message
 * @throws {AetherError} `remote_failed` when it ends before its last file does.
 */
function unpack(
	message: Uint8Array< ArrayBuffer >
): ReadonlyMap< string, Uint8Array< ArrayBuffer > > {
	const { head, body } = openEnvelope( message );
	const { files } = head as { readonly files: readonly BundleFile[] };
	const bodies = new Map< string, Uint8Array< ArrayBuffer > >();
	let start = 0;
	for ( const { path, size } of files ) {
		bodies.set( path, body.subarray( start, start + size ) );
		start += size;
	}
	if ( start !== body.byteLength || files.length === 0 ) {
		throw new AetherError(
			'remote_failed',
			'WordPress sent fewer bytes of the bundle’s files than it announced. They may have changed meanwhile; publish again.'
		);
	}
	return bodies;
}
