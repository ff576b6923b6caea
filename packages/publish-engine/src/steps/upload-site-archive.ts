import { type PublishFile, toTargetPath } from '@aether/provider-sdk';
import { assertAnySucceeded, concludeUpload } from '../deploying/conclude';
import {
	type DeploymentResults,
	deployToProviders,
} from '../deploying/deploy-to-providers';
import { SiteFile } from '../manifest/site-file';
import type { Hasher } from '../ports';
import type { PublishStep } from '../workflow/step';
import { noBundleProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** What became of the bundle at each provider. */
		siteArchiveResults: DeploymentResults;
	}
}

/** Characters of the hash that tell one version from another. */
const VERSION_LENGTH = 12;
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * The same bytes under an address that will never hold others.
 *
 * @param archive
 * @param hasher
 */
const versioned = ( archive: PublishFile, hasher: Hasher ): PublishFile =>
	new SiteFile( {
		path: toTargetPath(
			archive.path.replace(
				/\.zip$/,
				`-${ archive.sha256.slice( 0, VERSION_LENGTH ) }.zip`
			)
		),
		size: archive.size,
		sha256: archive.sha256,
		contentType: archive.contentType,
		cacheControl: FOREVER,
		hasher,
		read: () => archive.open(),
	} );

export const uploadSiteArchive: PublishStep = {
	id: 'uploadSiteArchive',
	label: 'Upload blueprint bundle',
	shouldSkip: noBundleProvider,
	run: async ( context ) => {
		const archive = context.require( 'siteArchive' );
		const copy = versioned( archive, context.services.hasher );
		const siteArchiveResults = await deployToProviders( context, {
			deploymentType: 'blueprint_bundle',
			providerIds: context.blueprintBundleProviders,
			manifestFor: async ( { baseUrl } ) => ( {
				publishId: context.runId,
				deploymentType: 'blueprint_bundle',
				baseUrl,
				files: new Map( [
					[ archive.path, archive ],
					[ copy.path, copy ],
				] ),
				redirects: [],
			} ),
		} );
		assertAnySucceeded( siteArchiveResults );
		return { siteArchiveResults };
	},
	conclude: ( { siteArchiveResults } ) =>
		siteArchiveResults &&
		concludeUpload( 'blueprint bundle', siteArchiveResults ),
};
