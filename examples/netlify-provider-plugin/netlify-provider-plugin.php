<?php
/**
 * Plugin Name:       Netlify for Aether
 * Description:       Lets Aether Site Exporter publish to Netlify by digest.
 * Version:           1.0.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * License:           GPL-2.0-or-later
 * Text Domain:       netlify-provider-plugin
 *
 * @package Netlify_Provider_Plugin
 */

declare( strict_types=1 );

namespace Netlify_Provider_Plugin;

defined( 'ABSPATH' ) || exit;

const PROVIDER = 'netlify';

function register_schema(): void {
	aether_register_provider_schema(
		PROVIDER,
		array(
			array(
				'id'       => 'site_id',
				'type'     => 'text',
				'required' => true,
				'pattern'  => '[A-Za-z0-9-]+',
			),
			array(
				'id'       => 'access_token',
				'type'     => 'password',
				'required' => true,
			),
			array(
				'id'       => 'public_url',
				'type'     => 'url',
				'required' => true,
			),
			array(
				'id'      => 'api_url',
				'type'    => 'url',
				'default' => 'https://api.netlify.com/api/v1',
			),
		)
	);
}
add_action( 'aether_register_provider_schemas', __NAMESPACE__ . '\register_schema' );

/** The token travels to this one site's deploys and no further, whatever a script asks for. */
function register_hosts(): void {
	aether_register_provider_hosts( PROVIDER, array( '{api_url}/sites/{site_id}', '{api_url}/deploys' ) );
}
add_action( 'aether_register_provider_hosts', __NAMESPACE__ . '\register_hosts' );

add_action(
	'aether_enqueue_provider_scripts',
	static function (): void {
		$asset = require __DIR__ . '/build/index.asset.php';
		wp_enqueue_script( 'netlify-provider-plugin', plugins_url( 'build/index.js', __FILE__ ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
	}
);
