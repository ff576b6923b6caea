import { AetherError } from '@aether/provider-sdk';
import type {
	FetchResourceOptions,
	SiteResponse,
} from '@aether/publish-engine';
import { readBody } from './read-body';

const RENDER_HEADER = 'X-Aether-Render';
const REDIRECT_STATUS_HEADER = 'X-Aether-Redirect-Status';
const REDIRECT_LOCATION_HEADER = 'X-Aether-Redirect-Location';

/** A video that a tab can still hold beside the rest of a site. Bytes. */
const LARGEST_BODY = 256 * 1024 * 1024;

type Redirect = NonNullable< SiteResponse[ 'redirect' ] >;

const asRedirectStatus = ( status: number ): Redirect[ 'status' ] =>
	status === 301 || status === 307 || status === 308 ? status : 302;

/**
 * A browser tells no status of the redirects that it followed, so one that the web server made itself counts as
 * temporary; WordPress describes its own.
 *
 * @param url      What was asked for.
 * @param response
 */
function findRedirect( url: string, response: Response ): Redirect | null {
	if ( response.redirected ) {
		return { location: response.url, status: 302 };
	}
	const location = response.headers.get( REDIRECT_LOCATION_HEADER );
	if ( location === null ) {
		return null;
	}
	return {
		location: new URL( location, url ).href,
		status: asRedirectStatus(
			Number( response.headers.get( REDIRECT_STATUS_HEADER ) )
		),
	};
}

/**
 * One GET as a visitor without cookies, past every cache, in the form that docs/rest-api.md gives to the render header.
 *
 * @param fetch
 * @param url
 * @param options
 * @param options.signal
 * @param options.maxBytes
 */
export async function fetchAnonymously(
	fetch: typeof globalThis.fetch,
	url: string,
	{ signal, maxBytes = LARGEST_BODY }: FetchResourceOptions
): Promise< SiteResponse > {
	try {
		const response = await fetch( url, {
			credentials: 'omit',
			cache: 'no-store',
			referrerPolicy: 'no-referrer',
			// A browser opens few connections per host: heartbeat and cancel go first.
			priority: 'low',
			headers: { [ RENDER_HEADER ]: '1' },
			signal,
		} );
		const { headers } = response;
		const redirect = findRedirect( url, response );
		if ( redirect ) {
			await response.body?.cancel();
			return {
				url,
				status: redirect.status,
				headers,
				redirect,
				body: new Uint8Array(),
			};
		}
		return {
			url,
			status: response.status,
			headers,
			body: await readBody( response, maxBytes ),
		};
	} catch ( cause ) {
		signal.throwIfAborted();
		if ( AetherError.isInstance( cause ) ) {
			throw cause;
		}
		throw new AetherError( 'network_failed', `${ url } did not answer.`, {
			cause,
		} );
	}
}
