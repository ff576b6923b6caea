<?php
/**
 * Plugin Name:       Publish Rules for Aether
 * Description:       Rules of one site for what Aether Site Exporter publishes, each by one hook.
 * Version:           1.0.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * License:           GPL-2.0-or-later
 * Text Domain:       publish-rules-plugin
 *
 * @package Publish_Rules_Plugin
 */

declare( strict_types=1 );

namespace Publish_Rules_Plugin;

defined( 'ABSPATH' ) || exit;

/** A URL rule: pages below /internal/ are not published, whoever links to them in the inventory. */
function leave_out_internal_pages( bool $is_wanted, string $url ): bool {
	$path = (string) wp_parse_url( $url, PHP_URL_PATH );

	return $is_wanted && ! str_contains( trailingslashit( $path ), '/internal/' );
}
add_filter( 'aether_url_inventory_includes', __NAMESPACE__ . '\leave_out_internal_pages', 10, 2 );

/**
 * A rule of the gate: nothing is published while a page still has the text of a template. Who means it publishes anyway.
 *
 * @param list<array<string, string>> $findings
 * @return list<array<string, string>>
 */
function refuse_placeholder_text( array $findings ): array {
	$unfinished = get_posts(
		array(
			'post_type'      => 'any',
			'post_status'    => 'publish',
			's'              => 'lorem ipsum',
			'sentence'       => true,
			'posts_per_page' => 20,
		)
	);
	foreach ( $unfinished as $post ) {
		$findings[] = array(
			'severity' => 'error',
			'code'     => 'publish_rules_placeholder_text',
			'message'  => __( 'The page still has the text of a template.', 'publish-rules-plugin' ),
			'url'      => (string) get_permalink( $post ),
			'action'   => __( 'Write the page, or take it back to the drafts.', 'publish-rules-plugin' ),
		);
	}

	return $findings;
}
add_filter( 'aether_gate_findings', __NAMESPACE__ . '\refuse_placeholder_text' );

/** The last publish on the dashboard of whoever reads options. */
function remember( string $id, string $status ): void {
	update_option(
		'publish_rules_last_publish',
		array(
			'id'     => $id,
			'status' => $status,
		),
		false
	);
}
add_action( 'aether_publish_started', static fn ( string $id ) => remember( $id, 'running' ) );
add_action( 'aether_publish_ended', __NAMESPACE__ . '\remember', 10, 2 );

add_action(
	'aether_enqueue_provider_scripts',
	static function (): void {
		$asset = require __DIR__ . '/build/index.asset.php';
		wp_enqueue_script( 'publish-rules-plugin', plugins_url( 'build/index.js', __FILE__ ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
	},
	// Before the providers, so that the filter sees each class when it is registered.
	5
);
