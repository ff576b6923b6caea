<?php
/**
 * Plugin Name:       My Cloud for Aether
 * Description:       Lets Aether Site Exporter publish to My Cloud.
 * Version:           1.0.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * License:           GPL-2.0-or-later
 * Text Domain:       my-cloud
 *
 * @package My_Cloud
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

add_action(
	'aether_enqueue_provider_scripts',
	static function (): void {
		$asset = require __DIR__ . '/build/index.asset.php';
		wp_enqueue_script( 'my-cloud', plugins_url( 'build/index.js', __FILE__ ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		wp_set_script_translations( 'my-cloud', 'my-cloud' );
	}
);
