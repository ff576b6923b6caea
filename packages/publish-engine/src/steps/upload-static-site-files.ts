import { assertAnySucceeded, concludeUpload } from '../deploying/conclude';
import {
	type DeploymentResults,
	deployToProviders,
} from '../deploying/deploy-to-providers';
import { SiteManifests } from '../manifest/site-manifests';
import type { PublishStep } from '../workflow/step';
import { noStaticSiteProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** What became of the static site at each provider. */
		staticSiteResults: DeploymentResults;
	}
}

export const uploadStaticSiteFiles: PublishStep = {
	id: 'uploadStaticSiteFiles',
	label: 'Upload static site',
	shouldSkip: noStaticSiteProvider,
	run: async ( context ) => {
		const manifests = new SiteManifests( {
			publishId: context.runId,
			site: context.require( 'renderedSite' ),
			services: context.services,
			signal: context.signal,
		} );
		const staticSiteResults = await deployToProviders( context, {
			deploymentType: 'static_site',
			providerIds: context.staticSiteProviders,
			manifestFor: ( { baseUrl, urlStyle = 'absolute' } ) =>
				manifests.for( { baseUrl, urlStyle } ),
		} );
		assertAnySucceeded( staticSiteResults );
		return { staticSiteResults };
	},
	conclude: ( { staticSiteResults } ) =>
		staticSiteResults && concludeUpload( 'static site', staticSiteResults ),
};
