import {
	createPublishFile,
	type PublishFile,
	toTargetPath,
} from '@aether/provider-sdk';
import { writeBundle } from '../bundle';
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

export const generateBlueprint: PublishStep = {
	id: 'generateBlueprint',
	label: 'Write the blueprint',
	shouldSkip: noBundleProvider,
	run: async ( context ) => {
		const { services, signal } = context;
		const { content, hasher } = services;
		const { blueprint, ...kept } = await writeBundle(
			context.require( 'siteParts' ),
			content,
			{ signal }
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
