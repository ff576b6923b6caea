import { AetherError } from '@aether/provider-sdk';
import type {
	FetchResourceOptions,
	SiteResponse,
} from '@aether/publish-engine';
import { VERSION } from '../version';
import { httpGet, type HttpAnswer } from './http-get';
import { toNetworkError } from './network-error';

export interface AnonymousFetchOptions {
	/** Milliseconds for one answer, body included. Default: 60,000. */
	readonly timeoutMs?: number;
	/** Bytes after decoding. Default: 512 MiB. */
	readonly maxBytes?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;

const HEADERS = {
	'X-Aether-Render': '1',
	'User-Agent': `Aether/${ VERSION }`,
};

type RedirectStatus = NonNullable< SiteResponse[ 'redirect' ] >[ 'status' ];

/** 303 means "look there by GET", which is all that a visitor of a static site can do: it is a 302. */
const REDIRECT_STATUS: Readonly< Record< number, RedirectStatus > > = {
	301: 301,
	302: 302,
	303: 302,
	307: 307,
	308: 308,
};

function describedRedirect(
	url: URL,
	status: number,
	location: string | null
): SiteResponse[ 'redirect' ] {
	const redirectStatus = REDIRECT_STATUS[ status ];
	return redirectStatus !== undefined &&
		location !== null &&
		URL.canParse( location, url.href )
		? { location: new URL( location, url ).href, status: redirectStatus }
		: undefined;
}

/**
 * The redirect that an answer is, or that the plugin describes in place of it.
 *
 * @param url
 * @param answer
 * @param answer.status
 * @param answer.headers
 */
function redirectOf(
	url: URL,
	{ status, headers }: HttpAnswer
): SiteResponse[ 'redirect' ] {
	return (
		describedRedirect( url, status, headers.get( 'Location' ) ) ??
		describedRedirect(
			url,
			Number( headers.get( 'X-Aether-Redirect-Status' ) ),
			headers.get( 'X-Aether-Redirect-Location' )
		)
	);
}

/**
 * GETs as any visitor would: no cookie, no credentials, no redirect followed. Connections are kept alive.
 *
 * @param options
 */
export function createAnonymousFetch( options: AnonymousFetchOptions = {} ) {
	const {
		timeoutMs = DEFAULT_TIMEOUT_MS,
		maxBytes: defaultMaxBytes = DEFAULT_MAX_BYTES,
	} = options;

	return async (
		address: string,
		{ signal, maxBytes = defaultMaxBytes }: FetchResourceOptions
	): Promise< SiteResponse > => {
		const url = new URL( address );
		if ( ! [ 'http:', 'https:' ].includes( url.protocol ) ) {
			throw new AetherError(
				'contract_violated',
				`${ url.protocol } addresses are not fetched.`
			);
		}
		try {
			const answer = await httpGet( url, {
				headers: HEADERS,
				signal,
				timeoutMs,
				maxBytes,
			} );
			const redirect = redirectOf( url, answer );
			return redirect === undefined
				? { url: address, ...answer }
				: { url: address, ...answer, redirect, body: new Uint8Array() };
		} catch ( error ) {
			throw toNetworkError( error, url );
		}
	};
}
