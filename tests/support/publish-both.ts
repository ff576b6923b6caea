import { createNodeHost } from '@aether/cli';
import {
	DEPLOYMENT_TYPES,
	ProviderRegistry,
	type Provider,
} from '@aether/provider-sdk';
import {
	publishSite,
	type Finding,
	type PublishResult,
	type PublishStep,
} from '@aether/publish-engine';
import { LocalFilesystemProvider } from 'aether-site-exporter/providers/local-filesystem';
import type { WordPressAccess } from '../stands/wordpress';
import {
	directoryProvider,
	type PublishedDirectory,
} from './directory-provider';

/** A file of the site as WordPress made it. */
export interface RenderedFile {
	/** At WordPress. */
	readonly url: string;
	/** At every target. */
	readonly path: string;
	readonly kind: string;
	readonly contentType: string;
	readonly body: Uint8Array;
	/** The spans that may differ at a target, in their order. */
	readonly references: readonly {
		readonly start: number;
		readonly end: number;
	}[];
}

export interface PublishedBoth {
	readonly result: PublishResult;
	readonly findings: readonly Finding[];
	readonly rendered: readonly RenderedFile[];
}

/**
 * Keeps what the engine rendered, as a plugin's step between rendering and uploading may.
 *
 * @param rendered Is filled.
 */
const keepRendering = ( rendered: RenderedFile[] ): PublishStep => ( {
	id: 'keepRendering',
	label: 'Keep the rendering',
	run: async ( { require, services } ) => {
		const site = require( 'renderedSite' );
		for ( const resource of site.resources ) {
			const { url, path, kind, contentType, sha256 } = resource;
			const blob = await services.content.open( sha256 );
			rendered.push( {
				url,
				path,
				kind,
				contentType,
				body: new Uint8Array( await blob.arrayBuffer() ),
				references:
					resource.references === null
						? []
						: site.arena.unpack( resource.references ),
			} );
		}
	},
} );

/**
 * Publishes a site in one run to two places: through the local filesystem provider, as its settings say, and into a
 * directory.
 *
 * @param access Of the WordPress.
 * @param second The directory.
 */
export async function publishBoth(
	access: WordPressAccess,
	second: PublishedDirectory
): Promise< PublishedBoth > {
	const host = await createNodeHost(
		{
			url: access.url,
			user: access.user,
			password: access.applicationPassword,
		},
		{ signal: new AbortController().signal }
	);
	const types = { deployment_types: [ DEPLOYMENT_TYPES.STATIC_SITE ] };
	const providers = new ProviderRegistry();
	providers.register( 'local-filesystem', LocalFilesystemProvider );
	providers.register( 'directory', directoryProvider( second ) );
	providers.setConfigs( {
		'local-filesystem': {
			...host.settings.providers[ 'local-filesystem' ],
			...types,
		},
		directory: types,
	} );
	const findings: Finding[] = [];
	const rendered: RenderedFile[] = [];
	try {
		const result = await publishSite( {
			services: {
				...host.services,
				providers: {
					get: ( id ): Provider | null => providers.get( id ),
					getAllIds: () => providers.getAllIds(),
				},
			},
			records: host.records,
			registeredSteps: new Map( [
				[ 'keepRendering', keepRendering( rendered ) ],
			] ),
			filterWorkflow: ( workflow ) =>
				workflow.flatMap( ( phase ) =>
					phase.some( ( [ id ] ) => id === 'renderStaticSite' )
						? [ phase, [ [ 'keepRendering', 1 ] ] ]
						: [ phase ]
				),
			onEvent: ( event ) => {
				if ( event.type === 'finding' ) {
					findings.push( event.finding );
				}
			},
		} );
		return { result, findings, rendered };
	} finally {
		await host.dispose();
	}
}
