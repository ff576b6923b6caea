import { assertAnySucceeded, concludeUpload } from '../deploying/conclude';
import {
	type DeploymentResults,
	deployToProviders,
} from '../deploying/deploy-to-providers';
import {
	environmentOf,
	readsRobots,
	robotsOutOfReach,
	type SiteEnvironment,
} from '../environments';
import { SiteManifests } from '../manifest/site-manifests';
import type { PublishContext, PublishStep } from '../workflow/step';
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
		const environments = await environmentsOf( context );
		const staticSiteResults = await deployToProviders( context, {
			deploymentType: 'static_site',
			providerIds: context.staticSiteProviders,
			environmentFor: ( providerId ) =>
				environmentOf( environments, providerId ),
			manifestFor: ( target, providerId ) => {
				const { baseUrl } = target;
				const destination = {
					baseUrl,
					urlStyle: target.urlStyle ?? 'absolute',
					matchesQueries: target.matchesQueries === true,
				};
				const environment = environmentOf( environments, providerId );
				if ( environment?.robots !== 'noindex' ) {
					return manifests.for( destination );
				}
				if ( ! readsRobots( baseUrl ) ) {
					context.report(
						robotsOutOfReach( environment, providerId, baseUrl )
					);
				}
				return manifests.for( { ...destination, robots: 'noindex' } );
			},
		} );
		assertAnySucceeded( staticSiteResults );
		return { staticSiteResults };
	},
	conclude: ( { staticSiteResults } ) =>
		staticSiteResults && concludeUpload( 'static site', staticSiteResults ),
};

/**
 * A plugin's own way to render knows nothing of them, and what is meant for nobody must not become public by that.
 *
 * @param context
 */
async function environmentsOf(
	context: PublishContext
): Promise< readonly SiteEnvironment[] > {
	const { services, signal } = context;
	return (
		context.get( 'environments' ) ??
		( await services.site.getSite( { signal } ) ).environments ??
		[]
	);
}
