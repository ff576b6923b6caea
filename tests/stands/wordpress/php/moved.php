<?php
/**
 * Follows a site to the address at which it is now: stored content names the addresses that it had before.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once __DIR__ . '/addresses.php';

global $wpdb;

$before = (array) get_option( 'aether_stand_addresses', array() );
$now    = site_addresses();

if ( array() !== $before && $before !== $now ) {
	foreach ( $wpdb->get_results( "SELECT ID, post_content, post_excerpt, guid FROM {$wpdb->posts}", ARRAY_A ) as $row ) {
		$moved = array_map( static fn ( string $text ): string => with_addresses( $text, $before, $now ), $row );
		if ( $moved !== $row ) {
			$wpdb->update( $wpdb->posts, $moved, array( 'ID' => $row['ID'] ) );
		}
	}
	foreach ( $wpdb->get_results( "SELECT comment_ID, comment_content FROM {$wpdb->comments}", ARRAY_A ) as $row ) {
		$wpdb->update( $wpdb->comments, array( 'comment_content' => with_addresses( $row['comment_content'], $before, $now ) ), array( 'comment_ID' => $row['comment_ID'] ) );
	}
	$wpdb->query( "DELETE FROM {$wpdb->postmeta} WHERE meta_key LIKE '\\_oembed\\_%'" );
	wp_cache_flush();
}

update_option( 'aether_stand_addresses', $now );
update_option( 'home', home_url() );
update_option( 'siteurl', site_url() );
