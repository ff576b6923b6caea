<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * The published entries of one post type, each with its own pages (`<!--nextpage-->`), comment pages and comment feed.
 */
final class Posts_Section extends Keyset_Section {

	public function __construct( private readonly string $post_type ) {
	}

	public function id(): string {
		return 'posts:' . $this->post_type;
	}

	protected function key( object $row ): int {
		return (int) $row->ID;
	}

	protected function rows( int $key, int $limit ): array {
		global $wpdb;

		// An attachment has no status of its own: it is as public as what it hangs on.
		$is_public = 'attachment' === $this->post_type
			? "p.post_status = 'inherit' AND ( p.post_parent = 0 OR EXISTS ( SELECT 1 FROM {$wpdb->posts} parent WHERE parent.ID = p.post_parent AND parent.post_status = 'publish' AND parent.post_password = '' ) )"
			: "p.post_status = 'publish'";

		// phpcs:disable WordPress.DB -- $is_public is made of constants; the inventory must be fresh.
		$rows = (array) $wpdb->get_results(
			$wpdb->prepare(
				"SELECT p.ID, p.post_modified_gmt, p.comment_count,
					( LENGTH( p.post_content ) - LENGTH( REPLACE( p.post_content, '<!--nextpage-->', '' ) ) ) / 15 AS breaks,
					SUBSTR( p.post_content, 1, 15 ) = '<!--nextpage-->' AS begins_with_break
				FROM {$wpdb->posts} p
				WHERE p.post_type = %s AND {$is_public} AND p.post_password = '' AND p.ID > %d
				ORDER BY p.ID LIMIT %d",
				$this->post_type,
				$key,
				$limit
			)
		);
		// phpcs:enable
		_prime_post_caches( array_map( 'intval', array_column( $rows, 'ID' ) ), str_contains( (string) get_option( 'permalink_structure' ), '%category%' ), false );

		return $rows;
	}

	protected function urls_of( object $row ): iterable {
		$id      = (int) $row->ID;
		$is_page = 'page' === $this->post_type && 'page' === get_option( 'show_on_front' );
		if ( $is_page && (int) get_option( 'page_for_posts' ) === $id ) {
			return;
		}
		$is_front  = $is_page && (int) get_option( 'page_on_front' ) === $id;
		$permalink = get_permalink( $id );
		if ( ! is_string( $permalink ) ) {
			return;
		}
		if ( ! $is_front ) {
			yield new Url( $permalink, 'post', $row->post_modified_gmt );
		}

		$pages = (int) $row->breaks + ( $row->begins_with_break ? 0 : 1 );
		for ( $page = 2; $page <= $pages; $page++ ) {
			yield new Url( self::page( $permalink, $page, $is_front ), 'pagination', $row->post_modified_gmt );
		}
		if ( (int) $row->comment_count > 0 && post_type_supports( $this->post_type, 'comments' ) ) {
			yield from self::comment_pages( $id, $permalink );
			yield new Url( get_post_comments_feed_link( $id ), 'feed' );
		}
	}

	private static function page( string $permalink, int $page, bool $is_front ): string {
		global $wp_rewrite;

		if ( ! get_option( 'permalink_structure' ) || str_contains( $permalink, '?' ) ) {
			return add_query_arg( 'page', $page, $permalink );
		}

		return trailingslashit( $permalink ) . user_trailingslashit( ( $is_front ? $wp_rewrite->pagination_base . '/' : '' ) . $page, 'single_paged' );
	}

	/**
	 * @return iterable<Url>
	 */
	private static function comment_pages( int $id, string $permalink ): iterable {
		global $wp_rewrite;

		$pages = self::count_comment_pages( $id );
		// The post's own address shows the last page when the newest comments come first.
		$shown = 'newest' === get_option( 'default_comments_page' ) ? $pages : 1;
		for ( $page = 1; $page <= $pages; $page++ ) {
			if ( $page === $shown ) {
				continue;
			}
			yield new Url(
				get_option( 'permalink_structure' )
					? trailingslashit( $permalink ) . user_trailingslashit( $wp_rewrite->comments_pagination_base . '-' . $page, 'commentpaged' )
					: add_query_arg( 'cpage', $page, $permalink ),
				'pagination'
			);
		}
	}

	private static function count_comment_pages( int $id ): int {
		$per_page = (int) get_option( 'comments_per_page' );
		if ( ! get_option( 'page_comments' ) || $per_page < 1 ) {
			return 1;
		}
		$query = array(
			'post_id' => $id,
			'status'  => 'approve',
			'count'   => true,
		);
		if ( get_option( 'thread_comments' ) ) {
			$query['parent'] = 0;
		}

		return (int) ceil( (int) get_comments( $query ) / $per_page );
	}
}
