import {
	type Clock,
	type Logger,
	type OperationOptions,
	type ProviderConfig,
	type ProviderRuntime,
	type RuntimeSite,
} from '@aether/provider-sdk';
import {
	createLedger,
	createRelayFetch,
	requestSigningKey,
	secretPlaceholder,
	type SiteInformation,
	type SiteRest,
} from '@aether/publish-engine';

export interface RuntimeParts {
	readonly rest: SiteRest;
	readonly fetch: typeof globalThis.fetch;
	readonly getConfig: ( providerId: string ) => ProviderConfig | null;
	readonly getSite: (
		options: OperationOptions
	) => Promise< SiteInformation >;
	readonly logger: Logger;
	readonly clock: Clock;
	/** Of a publish that runs, which may have signing keys for that. Default: false. */
	readonly isPublishing?: boolean;
}

const describeSite = ( site: SiteInformation ): RuntimeSite => ( {
	name: site.name,
	homeUrl: site.homeUrl,
	maxRequestBytes: site.maxRequestBytes,
} );

/**
 * What a provider may touch when it runs in the wp-admin page.
 *
 * @param parts
 */
export function createRuntimeFor( parts: RuntimeParts ) {
	const { rest, clock, logger } = parts;
	return async (
		providerId: string,
		options: OperationOptions
	): Promise< ProviderRuntime > => {
		const site = describeSite( await parts.getSite( options ) );
		return {
			providerId,
			config: parts.getConfig( providerId ) ?? {},
			site,
			fetch: createRelayFetch( {
				providerId,
				rest,
				maxRequestBytes: site.maxRequestBytes,
				direct: parts.fetch,
			} ),
			rest,
			secret: secretPlaceholder,
			signingKey: ( scope, operation ) =>
				requestSigningKey( rest, providerId, scope, {
					...operation,
					isOutsidePublish: ! parts.isPublishing,
				} ),
			ledger: ( deploymentType ) =>
				createLedger( rest, providerId, deploymentType ),
			logger,
			clock,
		};
	};
}
