import {
	createRestBundleSource,
	type SiteAsset,
	type SiteInformation,
	type SiteSource,
	type SiteUrl,
} from '@aether/publish-engine';
import { fetchAnonymously } from './anonymous-fetch';
import { type Rest, restJson } from './rest';
import { restPages } from './rest-pages';

/**
 * WordPress as the engine sees it: inventory over REST, pages as any visitor gets them.
 *
 * @param rest
 * @param fetch
 */
export function createSiteSource(
	rest: Rest,
	fetch: typeof globalThis.fetch
): SiteSource {
	return {
		getSite: ( { signal } ) =>
			restJson< SiteInformation >( rest, 'aether/v1/site', { signal } ),
		listUrls: ( options ) =>
			restPages< SiteUrl >( rest, 'aether/v1/site/urls', options ),
		listAssets: ( options ) =>
			restPages< SiteAsset >( rest, 'aether/v1/site/assets', options ),
		fetchResource: ( url, options ) =>
			fetchAnonymously( fetch, url, options ),
		bundle: createRestBundleSource( rest ),
	};
}
