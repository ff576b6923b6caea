import {
	createRestBundleSource,
	type SiteAsset,
	type SiteInformation,
	type SiteSource,
	type SiteUrl,
} from '@aether/publish-engine';
import {
	createAnonymousFetch,
	type AnonymousFetchOptions,
} from './anonymous-fetch';
import type { RestClient } from './rest-client';
import { restPages } from './rest-pages';

/**
 * WordPress as the engine sees it: the inventory over REST, everything public as a visitor gets it.
 * @param rest
 * @param options
 */
export function createSiteSource(
	rest: RestClient,
	options: AnonymousFetchOptions = {}
): SiteSource {
	return {
		getSite: ( { signal } ) =>
			rest.json< SiteInformation >( 'aether/v1/site', { signal } ),
		listUrls: ( { signal } ) =>
			restPages< SiteUrl >( rest, 'aether/v1/site/urls', signal ),
		listAssets: ( { signal } ) =>
			restPages< SiteAsset >( rest, 'aether/v1/site/assets', signal ),
		fetchResource: createAnonymousFetch( options ),
		bundle: createRestBundleSource( ( path, init ) =>
			rest.request( path, init )
		),
	};
}
