import type { SiteAddresses } from '../addresses';
import type { Finding } from '../events';

const SLASHES_BEFORE = /(?:\/\/|\\\/\\\/|%2F%2F)$/i;
const LONGEST_SLASHES = 6;
/** Port and path after a host, plain or escaped as in JSON or in a query. */
const AFTER_HOST = /^((?::|%3A)\d{1,5})?((?:\/|\\\/|%2F)[^\s"'<>()&]*)?/i;
/** What makes it another host. */
const HOST_GOES_ON = /^(?:[\w-]|\.\w)/;
const LONGEST_URL = 500;
const TEXT_TYPE =
	/^\s*(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|x-javascript|ecmascript|manifest)|image\/svg)/i;

export const canNameOrigin = ( contentType: string ): boolean =>
	TEXT_TYPE.test( contentType );

/** Looks through published bytes; null when there is nothing to find. */
export type OriginSearch = ( bytes: Uint8Array ) => string | null;

/**
 * Looks for addresses of WordPress that the rewriting left behind. Where the target lies within WordPress' own address,
 * what leads to the target is no leftover.
 *
 * @param site
 * @param baseUrl The target's, with trailing slash.
 */
export function createOriginSearch(
	site: Pick< SiteAddresses, 'hosts' | 'isSameSite' >,
	baseUrl: string
): OriginSearch {
	const base = withoutScheme( baseUrl );
	const searches = site.hosts.map(
		( host ) =>
			[
				host,
				new RegExp( host.replace( /[.\\-]/g, '\\$&' ), 'gi' ),
			] as const
	);
	// One character per byte: where a character begins does not matter here.
	const decoder = new TextDecoder( 'latin1' );

	return ( bytes ) => {
		const text = decoder.decode( bytes );
		for ( const [ host, pattern ] of searches ) {
			for ( const { index } of text.matchAll( pattern ) ) {
				const before = text.slice(
					Math.max( 0, index - LONGEST_SLASHES ),
					index
				);
				if ( ! SLASHES_BEFORE.test( before ) ) {
					continue;
				}
				const end = index + host.length;
				const after = text.slice( end, end + LONGEST_URL );
				const [ rest = '' ] = AFTER_HOST.exec( after ) ?? [];
				const url = `//${ host }${ unescape( rest ) }`;
				if (
					! HOST_GOES_ON.test( after ) &&
					! `${ url }/`.startsWith( base ) &&
					site.isSameSite( `http:${ url }` )
				) {
					return url;
				}
			}
		}
		return null;
	};
}

export const originLeft = ( url: string, leftover: string ): Finding => ( {
	severity: 'error',
	code: 'origin_left',
	message: "The published file would still name WordPress' own address.",
	url,
	subject: leftover,
	action: 'Look for the address in the page: a plugin may write it in a form that is not recognised. Remove it there, or publish anyway if it may be known.',
} );

const withoutScheme = ( url: string ): string => url.replace( /^https?:/, '' );

const unescape = ( text: string ): string =>
	text
		.replaceAll( '\\/', '/' )
		.replace( /%2F/gi, '/' )
		.replace( /%3A/gi, ':' )
		.replace( /\\.*$/, '' );
