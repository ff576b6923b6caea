import {
	AetherError,
	type ConnectionTest,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { CustomDomain, publicAddress } from './addresses';
import { CloudflareApi } from './cloudflare-api';
import { Script } from './script';
import type { WorkerSettings } from './settings';

interface TokenStatus {
	readonly status: 'active' | 'disabled' | 'expired';
	/** ISO 8601. Without it, the token has no end. */
	readonly expires_on?: string;
}

/**
 * Asks for everything that a publish needs, without changing anything.
 *
 * @param  runtime
 * @param  settings
 * @param  options
 * @return When the token ends, as far as it does.
 * @throws {AetherError} Says what is missing.
 */
export async function checkConnection(
	runtime: ProviderRuntime,
	settings: WorkerSettings,
	options: OperationOptions
): Promise< Pick< ConnectionTest, 'endsAt' > > {
	const api = new CloudflareApi( runtime );
	const { status, expires_on: end } = await verifyToken(
		api,
		settings,
		options
	);
	if ( status !== 'active' ) {
		throw new AetherError(
			'auth_failed',
			status === 'expired'
				? __(
						'The API token has ended. Make a new one and enter it.',
						'aether-site-exporter-providers'
					)
				: __(
						'The API token is switched off. Make a new one and enter it.',
						'aether-site-exporter-providers'
					),
			{ details: { field: 'api_token' } }
		);
	}
	await new Script( api, settings ).read( options );
	await publicAddress( runtime, settings, options );
	await new CustomDomain( api, settings ).check( options );
	const [ endsAt ] = /^\d{4}-\d\d-\d\d/.exec( end ?? '' ) ?? [];
	return endsAt === undefined ? {} : { endsAt };
}

/**
 * A token belongs to a person or to an account, and only one of the two addresses knows it.
 *
 * @param api
 * @param settings
 * @param settings.accountId
 * @param options
 */
async function verifyToken(
	api: CloudflareApi,
	{ accountId }: WorkerSettings,
	options: OperationOptions
): Promise< TokenStatus > {
	try {
		return await api.send( '/user/tokens/verify', {}, options );
	} catch ( error ) {
		if ( ! AetherError.isInstance( error ) || error.isRetryable ) {
			throw error;
		}
		return api.send(
			`/accounts/${ accountId }/tokens/verify`,
			{},
			options
		);
	}
}
