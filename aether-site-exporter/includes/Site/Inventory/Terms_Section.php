<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * The archives of one taxonomy's terms, with their pages and feeds. Empty archives are left out, as in every menu.
 */
final class Terms_Section extends Keyset_Section {

	public function __construct( private readonly string $taxonomy ) {
	}

	public function id(): string {
		return 'terms:' . $this->taxonomy;
	}

	protected function key( object $row ): int {
		return (int) $row->term_id;
	}

	protected function rows( int $key, int $limit ): array {
		global $wpdb;

		// phpcs:ignore WordPress.DB -- WP_Term_Query cannot continue behind a term.
		return (array) $wpdb->get_results(
			$wpdb->prepare(
				"SELECT term_id FROM {$wpdb->term_taxonomy} WHERE taxonomy = %s AND term_id > %d ORDER BY term_id LIMIT %d",
				$this->taxonomy,
				$key,
				$limit
			)
		);
	}

	protected function urls_of( object $row ): iterable {
		$term = get_term( (int) $row->term_id, $this->taxonomy );
		$link = $term instanceof \WP_Term ? get_term_link( $term ) : null;
		if ( ! is_string( $link ) ) {
			return;
		}
		$pages = Pagination::pages_of_query( $this->query( $term ) );
		if ( 0 === $pages ) {
			return;
		}
		yield from Pagination::urls( $link, 'term', $pages );
		$feed = get_term_feed_link( $term->term_id, $this->taxonomy );
		if ( is_string( $feed ) ) {
			yield new Url( $feed, 'feed' );
		}
	}

	/**
	 * @return array<string, mixed>
	 */
	private function query( \WP_Term $term ): array {
		$variable = get_taxonomy( $this->taxonomy )->query_var;

		return match ( true ) {
			'category' === $this->taxonomy => array( 'cat' => $term->term_id ),
			'post_tag' === $this->taxonomy => array( 'tag_id' => $term->term_id ),
			is_string( $variable )         => array( $variable => $term->slug ),
			default                        => array(
				'taxonomy' => $this->taxonomy,
				'term'     => $term->slug,
			),
		};
	}
}
