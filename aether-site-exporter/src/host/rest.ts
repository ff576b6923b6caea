import { AetherError } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import type { APIFetchOptions } from '@wordpress/api-fetch';

/** The part of `wp.apiFetch` that is used: it knows the REST root, and the nonce. */
export type ApiFetch = (
	options: APIFetchOptions< boolean >
) => Promise< unknown >;

/** The cheapest answer for which WordPress checks the nonce. */
const NONCE_PROBE = 'wp/v2/users/me?_fields=id';

async function isExpiredNonce( response: Response ): Promise< boolean > {
	if ( response.status !== 403 ) {
		return false;
	}
	const body: unknown = await response
		.clone()
		.json()
		.catch( () => null );
	return (
		typeof body === 'object' &&
		body !== null &&
		'code' in body &&
		body.code === 'rest_cookie_invalid_nonce'
	);
}

const messageOf = ( error: unknown ): string =>
	typeof error === 'object' &&
	error !== null &&
	'message' in error &&
	typeof error.message === 'string'
		? error.message
		: 'WordPress did not answer.';

/**
 * `fetch`-like REST over `wp.apiFetch`. A page that stayed open longer than its nonce lives gets a new one.
 *
 * @param apiFetch
 */
export function createRest( apiFetch: ApiFetch ): SiteRest {
	const send: SiteRest = async ( path, init = {} ) => {
		const { headers, signal, ...rest } = init;
		signal?.throwIfAborted();
		try {
			return ( await apiFetch( {
				...rest,
				...( signal ? { signal } : {} ),
				path,
				parse: false,
				headers: Object.fromEntries( new Headers( headers ) ),
			} ) ) as Response;
		} catch ( error ) {
			signal?.throwIfAborted();
			if ( error instanceof Response ) {
				return error;
			}
			throw new AetherError( 'network_failed', messageOf( error ), {
				cause: error,
			} );
		}
	};
	return async ( path, init ) => {
		const response = await send( path, init );
		if ( ! ( await isExpiredNonce( response ) ) ) {
			return response;
		}
		try {
			// Only a parsed answer makes apiFetch ask for a new nonce.
			await apiFetch( { path: NONCE_PROBE } );
		} catch {
			return response;
		}
		return send( path, init );
	};
}
