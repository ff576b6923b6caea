import { AetherError } from '@aether/provider-sdk';
import {
	mentionsSecret,
	revealSecrets,
	SECRET_BODY_HEADER,
	secretsIn,
	sendByRelay,
	type RelayOptions,
} from '@aether/publish-engine';
import { isLoopback } from '../site-address';
import { toNetworkError } from './network-error';
import { withoutSecrets } from './redactor';
import type { LocalSecrets } from './secrets';

export interface ProviderFetchOptions extends RelayOptions {
	readonly secrets: LocalSecrets;
	readonly fetch: typeof globalThis.fetch;
}

function refuseOpenRoad( url: URL, providerId: string ): void {
	if ( url.protocol !== 'https:' && ! isLoopback( url ) ) {
		throw new AetherError(
			'config_invalid',
			`${ url.origin } is no https address: a secret is not sent there.`,
			{ providerId }
		);
	}
}

/**
 * The `fetch` of one provider. A request without a secret goes directly. One with secrets that the environment has gets
 * them here, goes by https only, this machine excepted, and follows no redirect: the secrets would travel with it; they are
 * taken out of the answer. All others go through the site's relay, which has the secrets, and which alone puts any into a body.
 *
 * @param options
 */
export function createProviderFetch(
	options: ProviderFetchOptions
): typeof globalThis.fetch {
	const { providerId, secrets, fetch } = options;

	return async ( input, init ) => {
		const request = new Request( input, init );
		if ( mentionsSecret( request.url ) ) {
			throw new AetherError(
				'config_invalid',
				'A secret is put into headers only, never into an address.',
				{ providerId }
			);
		}
		const url = new URL( request.url );
		const fields = [ ...secretsIn( request.headers ) ];
		const values = new Map(
			fields.map( ( field ) => [ field, secrets( field ) ?? '' ] )
		);
		const isForRelay = request.headers.has( SECRET_BODY_HEADER );
		if ( isForRelay || [ ...values.values() ].includes( '' ) ) {
			return sendByRelay( request, options );
		}
		try {
			if ( fields.length === 0 ) {
				return await fetch( request );
			}
			refuseOpenRoad( url, providerId );
			const response = await fetch( request, {
				headers: revealSecrets(
					request.headers,
					( field ) => values.get( field ) ?? ''
				),
				redirect: 'manual',
			} );
			return withoutSecrets( response, [ ...values.values() ] );
		} catch ( error ) {
			throw toNetworkError( error, url );
		}
	};
}
