import { ProviderRegistry } from '@aether/provider-sdk';
import {
	createPublishRecords,
	createSiteSource,
	type PublishRecords,
	type PublishServices,
	type SiteInformation,
} from '@aether/publish-engine';
import { fetchAnonymously } from './anonymous-fetch';
import { systemClock } from './clock';
import { createBlobStore } from './content-store';
import { browserHasher } from './digests/browser-hasher';
import { createLogger } from './logger';
import { createRuntimeFor } from './provider-runtime';
import { siteRest } from './site-rest';

export interface BrowserHost {
	readonly services: PublishServices;
	readonly records: PublishRecords;
}

/**
 * Everything that one run of the engine needs, with a content store of its own.
 *
 * @param root0
 * @param root0.isPublishing Default: false.
 */
export function createBrowserHost( {
	isPublishing = false,
}: { readonly isPublishing?: boolean } = {} ): BrowserHost {
	const registry = ProviderRegistry.getInstance();
	const fetch = window.fetch.bind( window );
	const logger = createLogger( window.console );
	const site = createSiteSource(
		siteRest,
		( url, options ) => fetchAnonymously( fetch, url, options ),
		systemClock
	);
	let information: Promise< SiteInformation > | null = null;
	return {
		records: createPublishRecords( siteRest, systemClock ),
		services: {
			providers: {
				get: ( id ) => registry.get( id ),
				getAllIds: () => registry.getAllInstanceIds(),
			},
			runtimeFor: createRuntimeFor( {
				rest: siteRest,
				fetch,
				getConfig: ( providerId ) => registry.getConfig( providerId ),
				getSite: ( options ) =>
					( information ??= site
						.getSite( options )
						.catch( ( error: unknown ) => {
							information = null;
							throw error;
						} ) ),
				logger,
				clock: systemClock,
				isPublishing,
			} ),
			site,
			content: createBlobStore(),
			hasher: browserHasher,
			logger,
			clock: systemClock,
			random: Math.random,
		},
	};
}
