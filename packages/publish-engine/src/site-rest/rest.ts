import { AetherError, errorFromRestResponse } from '@aether/provider-sdk';

/**
 * The site's REST API, as a host reaches it: with the login of a page, or with an application password. Answers with any
 * status; rejects with `network_failed` when there was no answer.
 *
 * @param path Route with its namespace, query included, no leading slash.
 */
export type SiteRest = (
	path: string,
	init?: RequestInit
) => Promise< Response >;

/**
 * @param  rest
 * @param  path
 * @param  init
 * @throws {AetherError} For an answer outside 2xx, or one that is not JSON.
 */
export async function restJson< Answer >(
	rest: SiteRest,
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
			`${ path } answered ${ response.status } with something that is not JSON. A PHP message may have mixed with the answer: look into the site's error log.`,
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
