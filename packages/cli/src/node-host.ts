import type { Logger, OperationOptions } from '@aether/provider-sdk';
import {
	createPublishRecords,
	createSiteSource,
	type PublishRecords,
	type PublishServices,
	type SiteInformation,
} from '@aether/publish-engine';
import { createBuiltinRegistry } from './builtin-providers';
import { createAnonymousFetch } from './ports/anonymous-fetch';
import { FileContentStore } from './ports/file-content-store';
import { nodeHasher } from './ports/node-hasher';
import { createProviderRuntime } from './ports/provider-runtime';
import { RestClient } from './ports/rest-client';
import { readSettings, type SiteSettings } from './ports/rest-settings';
import { systemClock } from './ports/system-clock';
import { parseSiteAddress } from './site-address';

export interface NodeHostOptions {
	/** The address of the WordPress site. */
	readonly url: string;
	readonly user: string;
	/** An application password. */
	readonly password: string;
	/** Where `AETHER_SECRET_…` variables are looked up. Default: the process' own. */
	readonly environment?: NodeJS.ProcessEnv;
	/** For WordPress' REST API and the providers. Default: the global one. */
	readonly fetch?: typeof globalThis.fetch;
	/** Milliseconds for one page. Default: 60,000. */
	readonly timeoutMs?: number;
	/** Default: says nothing. */
	readonly logger?: Logger;
}

export interface NodeHost {
	/** What the engine asks of its host. */
	readonly services: PublishServices;
	readonly records: PublishRecords;
	readonly rest: RestClient;
	/** Read from WordPress once. */
	readonly site: SiteInformation;
	readonly settings: SiteSettings;
	/** Removes temporary files. Idempotent. */
	readonly dispose: () => Promise< void >;
}

export const silentLogger: Logger = {
	debug: () => {},
	warn: () => {},
	error: () => {},
};

export function createRestClient( options: NodeHostOptions ): RestClient {
	return new RestClient( {
		site: parseSiteAddress( options.url ),
		user: options.user,
		password: options.password,
		...( options.fetch === undefined ? {} : { fetch: options.fetch } ),
	} );
}

/**
 * Connects the engine to a WordPress over HTTP, with its settings as they are now. Rejects when the site does not
 * answer, or does not know the user.
 * @param options
 * @param root0
 * @param root0.signal
 */
export async function createNodeHost(
	options: NodeHostOptions,
	{ signal }: OperationOptions
): Promise< NodeHost > {
	const fetch = options.fetch ?? globalThis.fetch;
	const logger = options.logger ?? silentLogger;
	const rest = createRestClient( options );
	const source = createSiteSource(
		rest.request,
		createAnonymousFetch(
			options.timeoutMs === undefined
				? {}
				: { timeoutMs: options.timeoutMs }
		),
		systemClock
	);
	const site = await source.getSite( { signal } );
	const settings = await readSettings( rest.request, { signal } );
	const registry = createBuiltinRegistry();
	registry.setConfigs( settings.providers );
	const content = new FileContentStore();

	return {
		services: {
			providers: registry,
			site: source,
			content,
			hasher: nodeHasher,
			logger,
			clock: systemClock,
			random: Math.random,
			runtimeFor: async ( providerId ) =>
				createProviderRuntime( {
					providerId,
					config: settings.providers[ providerId ] ?? {},
					site: {
						name: site.name,
						homeUrl: site.homeUrl,
						maxRequestBytes: site.maxRequestBytes,
					},
					rest: rest.request,
					environment: options.environment ?? process.env,
					fetch,
					logger,
					clock: systemClock,
				} ),
		},
		records: createPublishRecords( rest.request, systemClock ),
		rest,
		site,
		settings,
		dispose: () => content.dispose(),
	};
}
