import {
	AetherError,
	type Clock,
	type OperationOptions,
} from '@aether/provider-sdk';
import type { SiteAsset, SiteInformation, SiteSource, SiteUrl } from '../ports';
import { createBundleSource } from './bundle-source';
import { type SiteRest, restJson } from './rest';
import { restPages } from './rest-pages';

/**
 * WordPress as the engine sees it: inventory and bundle over REST, pages as any visitor gets them.
 *
 * @param rest
 * @param fetchResource Asks the front end, without any login.
 * @param clock
 */
export const createSiteSource = (
	rest: SiteRest,
	fetchResource: SiteSource[ 'fetchResource' ],
	clock: Clock
): SiteSource => ( {
	getSite: ( { signal } ) =>
		restJson< SiteInformation >( rest, 'aether/v1/site', { signal } ),
	listUrls: ( options ) =>
		restPages< SiteUrl >( rest, 'aether/v1/site/urls', options, clock ),
	listAssets: ( options ) =>
		restPages< SiteAsset >( rest, 'aether/v1/site/assets', options, clock ),
	listFindings: ( options ) => listFindings( rest, options ),
	fetchResource,
	bundle: createBundleSource( rest, clock ),
} );

/**
 * A site whose plugin is older has no such route, and nobody who could say anything.
 *
 * @param rest
 * @param options
 * @param options.signal
 */
async function listFindings(
	rest: SiteRest,
	{ signal }: OperationOptions
): Promise< readonly unknown[] > {
	try {
		return await restJson< readonly unknown[] >(
			rest,
			'aether/v1/site/findings',
			{ signal }
		);
	} catch ( error ) {
		if ( AetherError.isInstance( error ) && error.status === 404 ) {
			return [];
		}
		throw error;
	}
}
