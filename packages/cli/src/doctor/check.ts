import type { AetherError } from '@aether/provider-sdk';
import type { NodeHostOptions } from '../node-host';
import type { RestClient } from '../ports/rest-client';
import type { SiteInformation } from '@aether/publish-engine';

export interface Diagnosis {
	readonly status: 'ok' | 'warning' | 'failed';
	/** What was found. */
	readonly message: string;
	/** What to do about it. */
	readonly action?: string;
}

export interface Patient {
	readonly rest: RestClient;
	readonly connection: NodeHostOptions;
	readonly signal: AbortSignal;
	/** Known once the check "plugin" has passed. */
	site?: SiteInformation;
}

export interface Check {
	readonly id: string;
	/** A failure of this one makes the later ones pointless. */
	readonly decisive?: boolean;
	readonly run: ( patient: Patient ) => Promise< readonly Diagnosis[] >;
}

export const ok = ( message: string ): readonly Diagnosis[] => [
	{ status: 'ok', message },
];

export const failed = (
	error: AetherError | string,
	action: string
): readonly Diagnosis[] => [
	{
		status: 'failed',
		message: typeof error === 'string' ? error : error.message,
		action,
	},
];
