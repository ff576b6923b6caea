import {
	createPublishFile,
	type PublishFile,
	toTargetPath,
} from '@aether/provider-sdk';
import { createBlueprint, zipStream } from '../bundle';
import { SiteFile } from '../manifest/site-file';
import type { PublishStep } from '../workflow/step';
import { noBundleProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		blueprint: PublishFile;
		/** The bundle: a ZIP with the blueprint and everything that it needs. */
		siteArchive: PublishFile;
	}
}

const CONTENT_TYPE = 'application/zip';
/** The address stays and what it holds changes. */
const CACHE_CONTROL = 'public, max-age=0, must-revalidate';

const encoder = new TextEncoder();

export const generateBlueprint: PublishStep = {
	id: 'generateBlueprint',
	label: 'Write the blueprint',
	shouldSkip: noBundleProvider,
	run: async ( context ) => {
		const { services, signal } = context;
		const { content, hasher } = services;
		const site = context.require( 'siteParts' );
		const blueprint = encoder.encode(
			`${ JSON.stringify( createBlueprint( site ), null, '\t' ) }\n`
		);
		const kept = await content.write(
			zipStream(
				[
					{
						path: 'blueprint.json',
						compress: true,
						read: async () => blueprint,
					},
					...site.parts.map( ( { path, sha256 } ) => ( {
						path,
						compress: ! path.endsWith( '.zip' ),
						read: async () =>
							new Uint8Array(
								await (
									await content.open( sha256 )
								).arrayBuffer()
							),
					} ) ),
				],
				{ signal }
			)
		);
		return {
			blueprint: await createPublishFile( {
				path: 'blueprint.json',
				body: blueprint,
				contentType: 'application/json',
				hasher,
			} ),
			siteArchive: new SiteFile( {
				path: toTargetPath( 'blueprint.zip' ),
				...kept,
				contentType: CONTENT_TYPE,
				cacheControl: CACHE_CONTROL,
				hasher,
				read: () => content.open( kept.sha256 ),
			} ),
		};
	},
};
