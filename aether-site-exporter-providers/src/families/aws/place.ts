import { AetherError, type ConfigValue } from '@aether/provider-sdk';

/**
 * @param url
 */
export const withSlash = ( url: string ): string =>
	url.endsWith( '/' ) ? url : `${ url }/`;

/**
 * The path below which all objects of a site lie: empty, or with a slash at its end and none at its beginning.
 *
 * @param value What is stored in `prefix`.
 */
export function readPrefix( value: ConfigValue | undefined ): string {
	const path =
		typeof value === 'string' ? value.replace( /^\/+|\/+$/g, '' ) : '';
	return path === '' ? '' : `${ path }/`;
}

/**
 * @param config
 * @param field
 * @param message What to do when it is missing.
 */
export function requireText(
	config: Readonly< Record< string, ConfigValue > >,
	field: string,
	message: string
): string {
	const value = config[ field ];
	if ( typeof value !== 'string' || value === '' ) {
		throw new AetherError( 'config_invalid', message, {
			details: { field },
		} );
	}
	return value;
}
