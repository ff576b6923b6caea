import type {
	Clock,
	Logger,
	ProviderConfig,
	ProviderRuntime,
	RuntimeSite,
} from '@aether/provider-sdk';
import {
	createLedger,
	requestSigningKey,
	secretPlaceholder,
	type SiteRest,
} from '@aether/publish-engine';
import { createProviderFetch } from './provider-fetch';
import { secretsFromEnvironment } from './secrets';
import { deriveSigningKey } from './signing-key';

export interface ProviderRuntimeOptions {
	readonly providerId: string;
	readonly config: ProviderConfig;
	readonly site: RuntimeSite;
	readonly rest: SiteRest;
	/** Where `AETHER_SECRET_…` variables are looked up. */
	readonly environment: NodeJS.ProcessEnv;
	readonly fetch: typeof globalThis.fetch;
	readonly logger: Logger;
	readonly clock: Clock;
}

/**
 * All that one provider may touch outside itself.
 * @param options
 */
export function createProviderRuntime(
	options: ProviderRuntimeOptions
): ProviderRuntime {
	const { providerId, rest, site } = options;
	const secrets = secretsFromEnvironment( providerId, options.environment );
	return {
		providerId,
		config: options.config,
		site,
		fetch: createProviderFetch( {
			providerId,
			rest,
			maxRequestBytes: site.maxRequestBytes,
			secrets,
			fetch: options.fetch,
		} ),
		rest,
		secret: secretPlaceholder,
		async signingKey( scope, operation ) {
			const secret = secrets( scope.field );
			return secret === undefined
				? requestSigningKey( rest, providerId, scope, operation )
				: deriveSigningKey( secret, scope );
		},
		ledger: ( deploymentType ) =>
			createLedger( rest, providerId, deploymentType ),
		logger: options.logger,
		clock: options.clock,
	};
}
