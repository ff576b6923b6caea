<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * The archives of those who published at least one entry that is no page, as in the sitemaps of WordPress.
 */
final class Authors_Section extends Keyset_Section {

	public function id(): string {
		return 'authors';
	}

	protected function key( object $row ): int {
		return (int) $row->post_author;
	}

	protected function rows( int $key, int $limit ): array {
		global $wpdb;

		$types  = array_values( array_diff( get_post_types( array( 'public' => true ) ), array( 'page', 'attachment' ) ) );
		$places = implode( ', ', array_fill( 0, count( $types ), '%s' ) );

		// phpcs:disable WordPress.DB -- No API lists authors behind another one; $places is made of placeholders.
		return (array) $wpdb->get_results(
			$wpdb->prepare(
				"SELECT DISTINCT post_author FROM {$wpdb->posts}
				WHERE post_type IN ( {$places} ) AND post_status = 'publish' AND post_author > %d ORDER BY post_author LIMIT %d",
				...$types,
				...array( $key, $limit )
			)
		);
		// phpcs:enable
	}

	protected function urls_of( object $row ): iterable {
		$id = (int) $row->post_author;
		if ( false === get_userdata( $id ) ) {
			return;
		}
		yield from Pagination::urls( get_author_posts_url( $id ), 'author', Pagination::pages_of_query( array( 'author' => $id ) ) );
		yield new Url( get_author_feed_link( $id ), 'feed' );
	}
}
