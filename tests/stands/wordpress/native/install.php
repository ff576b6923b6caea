<?php
/**
 * Installs WordPress from the command line.
 *
 * php install.php <WordPress directory> <JSON: title, url, user, password>
 */

declare( strict_types=1 );

define( 'WP_INSTALLING', true );

/**
 * Replaces WordPress' own: there is nobody to write to.
 */
function wp_new_blog_notification(): void {
}

define( 'WP_DISABLE_FATAL_ERROR_HANDLER', true );

[ , $aether_directory, $aether_json ] = $argv;
$aether_options                       = json_decode( $aether_json, true, 8, JSON_THROW_ON_ERROR );

$_SERVER['HTTP_HOST']   = (string) preg_replace( '#^https?://#', '', $aether_options['url'] );
$_SERVER['REQUEST_URI'] = '/';

require $aether_directory . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install(
	$aether_options['title'],
	$aether_options['user'],
	'admin@example.org',
	true,
	'',
	$aether_options['password']
);
