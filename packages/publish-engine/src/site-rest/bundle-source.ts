import {
	AetherError,
	type Clock,
	errorFromRestResponse,
} from '@aether/provider-sdk';
import { openEnvelope } from '../relay/envelope';
import type {
	BundleCode,
	BundleCodeFile,
	BundleFacts,
	BundleFile,
	BundleMedia,
	BundleSource,
	ContentChoice,
	DirectoryPlugin,
} from '../bundle/ports';
import { retry } from '../async/retry';
import { jsonRequest, restJson, type SiteRest } from './rest';
import { restPages, RETRY_POLICY } from './rest-pages';

/** Records per answer; one can be as long as a long page. */
const PORTION = 100;
/** Themes and plugins per answer. */
const PACKAGES = 20;

/** A theme, a plugin, or what else of programs travels, as WordPress describes it. */
interface CodePackage {
	readonly package: string;
	/** File of a plugin. */
	readonly plugin: string | null;
	readonly origin: 'disk' | 'directory' | 'not_directory' | 'missing';
	readonly release: DirectoryPlugin | null;
	readonly files: readonly BundleCodeFile[];
}

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
	const again = < Answer >(
		signal: AbortSignal,
		ask: () => Promise< Answer >
	): Promise< Answer > =>
		retry( ask, RETRY_POLICY, { clock, random: Math.random, signal } );

	return {
		facts: ( { choice, signal } ) => {
			const query = new URLSearchParams(
				inQuery( parametersOf( choice ) )
			);
			return restJson< BundleFacts >(
				rest,
				route( query.size === 0 ? '' : `?${ query }` ),
				{ signal }
			);
		},
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
			again( signal, () =>
				restJson< BundleMedia >( rest, route( '/media' ), {
					...jsonRequest( 'POST', {
						...references,
						...parametersOf( choice ),
					} ),
					signal,
				} )
			),
		listCode: async ( options ) => {
			const packages: CodePackage[] = [];
			for await ( const item of restPages< CodePackage >(
				rest,
				route( '/code' ),
				options,
				clock,
				PACKAGES
			) ) {
				packages.push( item );
			}
			return codeOf( packages );
		},
		readFiles: ( paths, { signal } ) =>
			again( signal, async () => {
				const response = await rest( route( '/files' ), {
					...jsonRequest( 'POST', { paths } ),
					signal,
				} );
				if ( ! response.ok ) {
					throw await errorFromRestResponse( response );
				}
				return unpack( new Uint8Array( await response.arrayBuffer() ) );
			} ),
	};
}

/**
 * @param packages As WordPress lists them.
 */
function codeOf( packages: readonly CodePackage[] ): BundleCode {
	const from = ( origin: CodePackage[ 'origin' ] ) =>
		packages.filter( ( item ) => item.origin === origin );
	return {
		files: packages.flatMap( ( { files } ) => files ),
		fromDirectory: from( 'directory' ).flatMap( ( { release } ) =>
			release ? [ release ] : []
		),
		notFromDirectory: from( 'not_directory' ).map(
			( item ) => item.plugin ?? item.package
		),
		missing: from( 'missing' ).map( ( item ) => item.package ),
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
