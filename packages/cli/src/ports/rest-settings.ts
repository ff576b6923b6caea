import type { OperationOptions, ProviderConfig } from '@aether/provider-sdk';
import { restJson, type SiteRest } from '@aether/publish-engine';

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
	rest: SiteRest,
	{ signal }: OperationOptions
): Promise< SiteSettings > =>
	restJson< SiteSettings >( rest, 'aether/v1/settings', { signal } );
