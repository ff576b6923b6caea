<?php
/**
 * Follows a site to the address at which it is started this time: stored content names the address of the last time.
 */

declare( strict_types=1 );

namespace Aether\Stand;

global $wpdb;

$before = (string) get_option( 'aether_stand_address', '' );
$now    = home_url();

if ( '' !== $before && $before !== $now ) {
	foreach ( array( 'post_content', 'guid' ) as $column ) {
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- the column is one of the two above
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->posts} SET $column = REPLACE( $column, %s, %s )", $before, $now ) );
	}
	$wpdb->query( "DELETE FROM {$wpdb->postmeta} WHERE meta_key LIKE '\\_oembed\\_%'" );
	wp_cache_flush();
}

update_option( 'aether_stand_address', $now );
update_option( 'home', $now );
update_option( 'siteurl', $now );
