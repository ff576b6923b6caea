<?php
/**
 * Settings that bring out what an export file holds: few comments on a page, threads; and no more lists than needed.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once __DIR__ . '/import-wxr.php';

/**
 * @param string $file The export.
 * @return int How many posts, pages and pictures the site has now.
 */
function site_from_export( string $file ): int {
	update_option( 'posts_per_page', 30 );
	update_option( 'page_comments', 1 );
	update_option( 'comments_per_page', 2 );
	update_option( 'thread_comments', 1 );
	update_option( 'thread_comments_depth', 5 );
	update_option( 'show_avatars', 0 );
	return ( new Wxr_Import( $file ) )->run();
}
