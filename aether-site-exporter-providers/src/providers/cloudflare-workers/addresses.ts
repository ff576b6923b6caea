import {
	AetherError,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { CloudflareApi } from './cloudflare-api';
import type { WorkerSettings } from './settings';

interface Domain {
	readonly hostname: string;
	readonly service: string;
}

/** The domain under which visitors reach the Worker. */
export class CustomDomain {
	readonly #api: CloudflareApi;
	readonly #path: string;
	readonly #settings: WorkerSettings;

	constructor( api: CloudflareApi, settings: WorkerSettings ) {
		this.#api = api;
		this.#path = `/accounts/${ settings.accountId }/workers/domains`;
		this.#settings = settings;
	}

	/**
	 * Whether the domain leads here already.
	 *
	 * @param  options
	 * @throws {AetherError} `conflict` when another Worker has it and nobody agreed to take it away.
	 */
	async check( options: OperationOptions ): Promise< boolean > {
		const { customDomain, scriptName, takeOver } = this.#settings;
		if ( customDomain === null ) {
			return true;
		}
		const domains = await this.#api.send< readonly Domain[] >(
			this.#path,
			{ query: { hostname: customDomain } },
			options
		);
		const owner = domains.find(
			( { hostname } ) => hostname === customDomain
		)?.service;
		if (
			owner !== undefined &&
			owner !== scriptName &&
			owner !== takeOver
		) {
			throw new AetherError(
				'conflict',
				sprintf(
					/* translators: 1: a domain, 2: name of a Worker. */
					__(
						'%1$s leads to the Worker “%2$s”. To move it here, enter “%2$s” under “Take over from” and publish again.',
						'aether-site-exporter-providers'
					),
					customDomain,
					owner
				),
				{ details: { domain: customDomain, worker: owner } }
			);
		}
		return owner === scriptName;
	}

	/**
	 * Makes the domain lead here, unless it does.
	 *
	 * @param options
	 */
	async attach( options: OperationOptions ): Promise< void > {
		const { customDomain, scriptName } = this.#settings;
		if ( await this.check( options ) ) {
			return;
		}
		await this.#api.send(
			this.#path,
			{
				method: 'PUT',
				body: { hostname: customDomain, service: scriptName },
			},
			options
		);
	}
}

/**
 * Where visitors reach the Worker, with trailing slash. Null when it has no address of its own.
 *
 * @param runtime
 * @param settings
 * @param options
 */
export async function publicAddress(
	runtime: ProviderRuntime,
	settings: WorkerSettings,
	options: OperationOptions
): Promise< string | null > {
	if ( settings.customDomain !== null ) {
		return `https://${ settings.customDomain }/`;
	}
	if ( ! settings.workersDev ) {
		return null;
	}
	const { subdomain } = await new CloudflareApi( runtime ).send< {
		subdomain: string;
	} >( `/accounts/${ settings.accountId }/workers/subdomain`, {}, options );
	return `https://${ settings.scriptName }.${ subdomain }.workers.dev/`;
}
