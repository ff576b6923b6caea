<?php
/**
 * Removes everything that is ours, on every site of a network.
 *
 * @package Aether\Site_Exporter
 */

declare( strict_types=1 );

namespace Aether\Site_Exporter;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/autoload.php';

$sites = is_multisite() ? get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) : array( get_current_blog_id() ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
foreach ( $sites as $site ) {
	if ( is_multisite() ) {
		switch_to_blog( (int) $site );
	}
	Uninstaller::run();
	if ( is_multisite() ) {
		restore_current_blog();
	}
}
