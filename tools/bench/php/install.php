<?php
/**
 * Installs WordPress from the command line.
 *
 * php install.php <WordPress directory> <JSON: title, url, user, password, plugins[]>
 * Prints JSON: { "applicationPassword": "…", "plugins": { "<file>": true or "<what went wrong>" } }
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
require_once ABSPATH . 'wp-admin/includes/plugin.php';

$aether_user = wp_install(
	$aether_options['title'],
	$aether_options['user'],
	'admin@example.org',
	true,
	'',
	$aether_options['password']
)['user_id'];
wp_set_current_user( $aether_user );

$GLOBALS['wp_rewrite']->set_permalink_structure( '/%postname%/' );
update_option( 'posts_per_page', 10 );

$aether_activated = array();
foreach ( $aether_options['plugins'] as $aether_plugin ) {
	$aether_result                       = activate_plugin( $aether_plugin );
	$aether_activated[ $aether_plugin ] = is_wp_error( $aether_result ) ? $aether_result->get_error_message() : true;
}
// The taxonomies took part in no pretty permalinks yet: the next request computes the rules.
delete_option( 'rewrite_rules' );

[ $aether_password ] = WP_Application_Passwords::create_new_application_password(
	$aether_user,
	array( 'name' => 'bench' )
);

echo wp_json_encode(
	array(
		'applicationPassword' => $aether_password,
		'plugins'             => $aether_activated,
	)
);
