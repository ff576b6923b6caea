<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

use WP_Query;

/**
 * How many pages an archive has, and their addresses.
 */
final class Pagination {

	/**
	 * Counts as the main query of the archive does, for an anonymous visitor.
	 *
	 * @param array<string, mixed> $query Query variables that select the archive.
	 * @return int 0 when it is empty.
	 */
	public static function pages_of_query( array $query ): int {
		$result = new WP_Query(
			array(
				'post_status'            => 'publish',
				'posts_per_page'         => (int) get_option( 'posts_per_page' ),
				'fields'                 => 'ids',
				'ignore_sticky_posts'    => true,
				'update_post_meta_cache' => false,
				'update_post_term_cache' => false,
			) + $query
		);

		return 0 === $result->post_count ? 0 : max( 1, (int) $result->max_num_pages );
	}

	public static function pages_of_count( int $posts ): int {
		$per_page = (int) get_option( 'posts_per_page' );

		return $per_page > 0 ? (int) ceil( $posts / $per_page ) : min( 1, $posts );
	}

	/**
	 * The first page under its own kind, the others as `pagination`.
	 *
	 * @return list<Url>
	 */
	public static function urls( string $first, string $kind, int $pages ): array {
		$urls = array( new Url( $first, $kind ) );
		for ( $page = 2; $page <= $pages; $page++ ) {
			$urls[] = new Url( self::page( $first, $page ), 'pagination' );
		}

		return $urls;
	}

	private static function page( string $first, int $page ): string {
		global $wp_rewrite;

		if ( ! get_option( 'permalink_structure' ) || str_contains( $first, '?' ) ) {
			return add_query_arg( 'paged', $page, $first );
		}

		$base = trailingslashit( $first );
		if ( $wp_rewrite->using_index_permalinks() && trailingslashit( home_url() ) === $base ) {
			$base .= $wp_rewrite->root;
		}

		return $base . user_trailingslashit( $wp_rewrite->pagination_base . '/' . $page, 'paged' );
	}
}
