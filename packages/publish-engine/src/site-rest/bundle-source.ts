import {
	AetherError,
	type Clock,
	errorFromRestResponse,
} from '@aether/provider-sdk';
import { openEnvelope } from '../relay/envelope';
import type {
	BundleCode,
	BundleFacts,
	BundleFile,
	BundleMedia,
	BundleSource,
	ContentChoice,
} from '../bundle/ports';
import { jsonRequest, restJson, type SiteRest } from './rest';
import { restPages } from './rest-pages';

/** Records per answer; one can be as long as a long page. */
const PORTION = 100;

/**
 * @param choice
 * @return Parameters of a request; none where the settings decide.
 */
function parametersOf( choice: ContentChoice | undefined ): {
	readonly post_types?: readonly string[];
	readonly entries?: readonly number[];
} {
	if ( choice === undefined ) {
		return {};
	}
	return choice === 'all'
		? { post_types: [ 'all' ] }
		: { post_types: choice.postTypes, entries: choice.entries };
}

const inQuery = (
	parameters: ReturnType< typeof parametersOf >
): Record< string, string > =>
	Object.fromEntries(
		Object.entries( parameters ).map( ( [ name, values ] ) => [
			name,
			values.join( ',' ),
		] )
	);

/**
 * The bundle's side of the site's REST API; see docs/rest-api.md.
 *
 * @param rest
 * @param clock
 */
export function createBundleSource(
	rest: SiteRest,
	clock: Clock
): BundleSource {
	const route = ( path: string ) => `aether/v1/bundle${ path }`;

	return {
		facts: ( { signal } ) =>
			restJson< BundleFacts >( rest, route( '' ), { signal } ),
		listContent: ( options ) =>
			restPages< string >(
				rest,
				route( '/content' ),
				options,
				clock,
				PORTION,
				inQuery( parametersOf( options.choice ) )
			),
		findMedia: ( references, { choice, signal } ) =>
			restJson< BundleMedia >( rest, route( '/media' ), {
				...jsonRequest( 'POST', {
					...references,
					...parametersOf( choice ),
				} ),
				signal,
			} ),
		listCode: ( { signal } ) =>
			restJson< BundleCode >( rest, route( '/code' ), { signal } ),
		readFiles: async ( paths, { signal } ) => {
			const response = await rest( route( '/files' ), {
				...jsonRequest( 'POST', { paths } ),
				signal,
			} );
			if ( ! response.ok ) {
				throw await errorFromRestResponse( response );
			}
			return unpack( new Uint8Array( await response.arrayBuffer() ) );
		},
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
