import {
	AetherError,
	type EdgeFunctions,
	errorFromRestResponse,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import type { WorkerSettings } from './settings';

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const ENTRYPOINTS = [ 'index.js', 'index.mjs', 'worker.js', 'worker.mjs' ];

const CONTENT_TYPES: Readonly< Record< string, string > > = {
	js: JAVASCRIPT,
	mjs: JAVASCRIPT,
	wasm: 'application/wasm',
	json: 'application/json',
	html: 'text/html; charset=utf-8',
	css: 'text/css; charset=utf-8',
	txt: 'text/plain; charset=utf-8',
};

interface FolderListing {
	readonly modules: readonly {
		readonly path: string;
		/** Base64. */
		readonly body: string;
	}[];
}

/**
 * What shall run, as the configuration says.
 *
 * @param  runtime
 * @param  settings
 * @param  options
 * @throws {AetherError}
 */
export async function readEdgeFunctions(
	runtime: ProviderRuntime,
	settings: WorkerSettings,
	options: OperationOptions
): Promise< EdgeFunctions > {
	options.signal.throwIfAborted();
	switch ( settings.source ) {
		case 'edge-worker': {
			const { EDGE_WORKER } = await import(
				/* webpackChunkName: "edge-worker" */ '@aether/edge-worker/bundle'
			);
			return oneModule( EDGE_WORKER );
		}
		case 'code': {
			const { code } = runtime.config;
			if ( typeof code !== 'string' || code.trim() === '' ) {
				throw new AetherError(
					'config_invalid',
					__(
						'Enter the module that shall run.',
						'aether-site-exporter-providers'
					),
					{ details: { field: 'code' } }
				);
			}
			return oneModule( code );
		}
		case 'folder':
			return readFolder( runtime, options );
	}
}

const oneModule = ( body: string ): EdgeFunctions => ( {
	modules: [ { path: 'worker.js', body, contentType: JAVASCRIPT } ],
	entrypoint: 'worker.js',
} );

async function readFolder(
	runtime: ProviderRuntime,
	{ signal }: OperationOptions
): Promise< EdgeFunctions > {
	const { folder } = runtime.config;
	if ( typeof folder !== 'string' || folder === '' ) {
		throw new AetherError(
			'config_invalid',
			__(
				'Enter the folder of the modules.',
				'aether-site-exporter-providers'
			),
			{ details: { field: 'folder' } }
		);
	}
	const response = await runtime.rest(
		`aether/v1/edge-functions/${ encodeURIComponent( folder ) }`,
		{ signal }
	);
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response );
	}
	const { modules } = ( await response.json() ) as FolderListing;
	const entrypoint = ENTRYPOINTS.find( ( name ) =>
		modules.some( ( { path } ) => path === name )
	);
	if ( entrypoint === undefined ) {
		throw new AetherError(
			'config_invalid',
			sprintf(
				/* translators: 1: a folder, 2: names of files. */
				__(
					'The folder “%1$s” has no module to start with: %2$s.',
					'aether-site-exporter-providers'
				),
				folder,
				ENTRYPOINTS.join( ', ' )
			),
			{ details: { field: 'folder' } }
		);
	}
	return {
		entrypoint,
		modules: modules.map( ( { path, body } ) => ( {
			path,
			body: Uint8Array.from( atob( body ), ( letter ) =>
				letter.charCodeAt( 0 )
			),
			contentType:
				CONTENT_TYPES[ path.split( '.' ).at( -1 ) ?? '' ] ??
				'application/octet-stream',
		} ) ),
	};
}
