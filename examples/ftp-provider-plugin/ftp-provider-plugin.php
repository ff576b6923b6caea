<?php
/**
 * Plugin Name:       FTP for Aether
 * Description:       Lets Aether Site Exporter publish to web space that is reached by FTP.
 * Version:           1.0.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * License:           GPL-2.0-or-later
 * Text Domain:       ftp-provider-plugin
 *
 * @package Ftp_Provider_Plugin
 */

declare( strict_types=1 );

namespace Ftp_Provider_Plugin;

defined( 'ABSPATH' ) || exit;

const PROVIDER = 'ftp';

require_once __DIR__ . '/includes/routes.php';

function register_schema(): void {
	aether_register_provider_schema(
		PROVIDER,
		array(
			array(
				'id'       => 'host',
				'type'     => 'text',
				'required' => true,
			),
			array(
				'id'      => 'port',
				'type'    => 'number',
				'min'     => 1,
				'max'     => 65535,
				'default' => 21,
			),
			array(
				'id'       => 'username',
				'type'     => 'text',
				'required' => true,
			),
			array(
				'id'       => 'password',
				'type'     => 'password',
				'required' => true,
			),
			array(
				'id'   => 'directory',
				'type' => 'text',
			),
			array(
				'id'       => 'public_url',
				'type'     => 'url',
				'required' => true,
			),
		)
	);
}
add_action( 'aether_register_provider_schemas', __NAMESPACE__ . '\register_schema' );

/** The password belongs to the server that it was entered for: who names another one enters it again. */
function register_hosts(): void {
	aether_register_provider_hosts( PROVIDER, array( '{host}' ) );
}
add_action( 'aether_register_provider_hosts', __NAMESPACE__ . '\register_hosts' );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_routes' );

add_action(
	'aether_enqueue_provider_scripts',
	static function (): void {
		$asset = require __DIR__ . '/build/index.asset.php';
		wp_enqueue_script( 'ftp-provider-plugin', plugins_url( 'build/index.js', __FILE__ ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
	}
);
