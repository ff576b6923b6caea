import { AetherError, errorFromRestResponse } from '@aether/provider-sdk';
import type { APIFetchOptions } from '@wordpress/api-fetch';

/**
 * Calls this site's REST API as the person who is logged in. Answers with any status; rejects with `network_failed`
 * when there was no answer.
 *
 * @param path Route with its namespace, query included, no leading slash.
 */
export type Rest = ( path: string, init?: RequestInit ) => Promise< Response >;

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
export function createRest( apiFetch: ApiFetch ): Rest {
	const send: Rest = async ( path, init = {} ) => {
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

/**
 * @param  rest
 * @param  path
 * @param  init
 * @throws {AetherError} For an answer outside 2xx, or one that is not JSON.
 */
export async function restJson< Answer >(
	rest: Rest,
	path: string,
	init: RequestInit = {}
): Promise< Answer > {
	const response = await rest( path, init );
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response );
	}
	try {
		return await response.json();
	} catch ( cause ) {
		init.signal?.throwIfAborted();
		throw new AetherError(
			'remote_failed',
			'WordPress answered with something that is not JSON.',
			{ cause, status: response.status }
		);
	}
}

/**
 * A request with a JSON body.
 *
 * @param method
 * @param body
 */
export const jsonRequest = ( method: string, body: unknown ): RequestInit => ( {
	method,
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify( body ),
} );
