import { randomBytes } from 'node:crypto';

type Constant = string | number | boolean;

const SALTS = [
	'AUTH_KEY',
	'SECURE_AUTH_KEY',
	'LOGGED_IN_KEY',
	'NONCE_KEY',
	'AUTH_SALT',
	'SECURE_AUTH_SALT',
	'LOGGED_IN_SALT',
	'NONCE_SALT',
];

/**
 * A value as PHP writes it.
 *
 * @param value
 */
export const literal = ( value: Constant ): string =>
	typeof value === 'string'
		? `'${ value.replace( /[\\']/g, '\\$&' ) }'`
		: String( value );

/**
 * Salts of a site: those it has, so that sessions and encrypted settings outlive a restart, else random ones.
 *
 * @param config Text of the site's `wp-config.php`; empty for a new site.
 * @return Eight constants.
 */
export const salts = ( config: string ): Record< string, string > =>
	Object.fromEntries(
		SALTS.map( ( name ) => [
			name,
			new RegExp( `'${ name }', '([^']+)'` ).exec( config )?.[ 1 ] ??
				randomBytes( 48 ).toString( 'base64' ),
		] )
	);

/**
 * What every stand has; WordPress neither reaches out nor changes itself.
 *
 * @param root The tree, as PHP sees it.
 */
export const standConstants = (
	root: string
): Readonly< Record< string, Constant > > => ( {
	WP_ENVIRONMENT_TYPE: 'local',
	WP_DEBUG: true,
	WP_DEBUG_DISPLAY: false,
	WP_DEBUG_LOG: `${ root }/wp-content/debug.log`,
	WP_HTTP_BLOCK_EXTERNAL: true,
	WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
	AUTOMATIC_UPDATER_DISABLED: true,
	DISABLE_WP_CRON: true,
	AETHER_RELAY_ALLOWED_HOSTS: '127.0.0.1:*,localhost:*',
} );

/** Says where a moved site lives; beside `wp-config.php`. */
export const LOCATION_FILE = 'wp-location.php';

/**
 * The text of a `wp-config.php`.
 *
 * @param constants Names and values, salts included.
 */
export function wpConfig(
	constants: Readonly< Record< string, Constant > >
): string {
	const database = {
		DB_NAME: 'wordpress',
		DB_USER: '',
		DB_PASSWORD: '',
		DB_HOST: '',
		DB_CHARSET: 'utf8mb4',
		DB_COLLATE: '',
	};
	const lines = Object.entries( { ...database, ...constants } ).map(
		( [ name, value ] ) =>
			`define( ${ literal( name ) }, ${ literal( value ) } );`
	);
	return [
		'<?php',
		...lines,
		"$table_prefix = 'wp_';",
		"defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );",
		`if ( is_file( __DIR__ . '/${ LOCATION_FILE }' ) ) {`,
		`	require __DIR__ . '/${ LOCATION_FILE }';`,
		'}',
		"require_once ABSPATH . 'wp-settings.php';",
		'',
	].join( '\n' );
}
