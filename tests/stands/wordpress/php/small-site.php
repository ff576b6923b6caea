<?php
/**
 * A must-use plugin for tests that publish one small site many times: only the front page, the pages, what is missing and
 * the files of the theme are listed.
 */

declare( strict_types=1 );

namespace Aether\Stand;

const LISTED_URLS   = array( 'home', 'posts:page', 'not-found' );
const LISTED_ASSETS = array( 'theme' );

/**
 * @param object[] $parts With an `id()`.
 * @param string[] $ids
 * @return object[]
 */
function only( array $parts, array $ids ): array {
	return array_filter( $parts, static fn ( object $part ): bool => in_array( $part->id(), $ids, true ) );
}

add_filter( 'aether_url_inventory_sections', static fn ( array $sections ): array => only( $sections, LISTED_URLS ) );
add_filter( 'aether_asset_roots', static fn ( array $roots ): array => only( $roots, LISTED_ASSETS ) );
add_filter( 'feed_links_show_posts_feed', '__return_false' );
add_filter( 'feed_links_show_comments_feed', '__return_false' );
