<?php
/**
 * Plugin Name:       Release Server for Aether
 * Description:       Lets Aether Site Exporter publish to a server of your own that keeps releases.
 * Version:           1.0.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * License:           GPL-2.0-or-later
 * Text Domain:       release-server-plugin
 *
 * @package Release_Server_Plugin
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

// Optional: lets the token come from wp-config.php before anybody has opened the settings.
add_action( 'aether_register_provider_schemas', static fn () => aether_register_provider_schema( 'release-server', array( array( 'id' => 'endpoint', 'type' => 'url', 'required' => true ), array( 'id' => 'token', 'type' => 'password', 'required' => true ), array( 'id' => 'public_url', 'type' => 'url', 'required' => true ) ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
add_action( 'aether_register_provider_hosts', static fn () => aether_register_provider_hosts( 'release-server', array( '{endpoint}' ) ) );

add_action(
	'aether_enqueue_provider_scripts',
	static function (): void {
		$asset = require __DIR__ . '/build/index.asset.php';
		wp_enqueue_script( 'release-server-plugin', plugins_url( 'build/index.js', __FILE__ ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
	}
);
