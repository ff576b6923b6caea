import type { OperationOptions, ProviderConfig } from '@aether/provider-sdk';
import type { RestClient } from './rest-client';

/** What is stored for the providers; see docs/rest-api.md. */
export interface SiteSettings {
	readonly revision: number | string;
	readonly providers: Readonly< Record< string, ProviderConfig > >;
	readonly secrets: Readonly<
		Record<
			string,
			Readonly<
				Record< string, 'set' | 'unset' | 'unreadable' | 'constant' >
			>
		>
	>;
}

export const readSettings = (
	rest: RestClient,
	{ signal }: OperationOptions
): Promise< SiteSettings > =>
	rest.json< SiteSettings >( 'aether/v1/settings', { signal } );
