import { AetherError } from '@aether/provider-sdk';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * True where a password in clear text stays on this machine.
 * @param url
 */
export const isLoopback = ( url: URL ): boolean =>
	LOOPBACK.test( url.hostname );

/**
 * True where everybody on the way can read what is sent.
 * @param url
 */
export const isReadableOnTheWay = ( url: URL ): boolean =>
	url.protocol === 'http:' && ! isLoopback( url );

/**
 * Reads the address of a WordPress as a person types it; credentials, query and fragment have no place in it.
 *
 * @param  value With or without trailing slash.
 * @return With trailing slash.
 * @throws {AetherError} `config_invalid`.
 */
export function parseSiteAddress( value: string ): URL {
	const url = URL.canParse( value ) ? new URL( value ) : null;
	if ( url === null || ! [ 'http:', 'https:' ].includes( url.protocol ) ) {
		throw new AetherError(
			'config_invalid',
			`"${ value }" is not the address of a website. It looks like https://example.com/.`
		);
	}
	if ( url.username !== '' || url.password !== '' ) {
		throw new AetherError(
			'config_invalid',
			'User and password do not belong in the address. Use AETHER_USER and AETHER_PASSWORD.'
		);
	}
	url.search = '';
	url.hash = '';
	if ( ! url.pathname.endsWith( '/' ) ) {
		url.pathname += '/';
	}
	return url;
}
