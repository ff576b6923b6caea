<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Categories, tags, menus and what else sorts entries.
 */
final class Terms_Section extends Rows_Section {

	private ?Term_Choice $terms = null;

	public function id(): string {
		return 'terms';
	}

	protected function rows( int $after, int $limit ): array {
		global $wpdb;
		$this->terms ??= new Term_Choice( $this->choice );

		return self::query(
			$wpdb->prepare(
				"SELECT tt.term_taxonomy_id, tt.term_id, tt.taxonomy, tt.description, tt.parent, tt.count, t.name, t.slug, t.term_group FROM {$wpdb->term_taxonomy} tt JOIN {$wpdb->terms} t ON t.term_id = tt.term_id WHERE tt.term_taxonomy_id > %d AND tt.taxonomy IN (" . Selection::quoted( Selection::taxonomies() ) . ') AND ' . $this->terms->condition() . ' ORDER BY tt.term_taxonomy_id LIMIT %d', // phpcs:ignore WordPress.DB.PreparedSQL -- Quoted and numbers.
				$after,
				$limit
			)
		);
	}

	protected function describe( array $rows ): array {
		$counts  = $this->choice->is_whole() ? array() : $this->counts( array_map( 'intval', array_column( $rows, 'term_taxonomy_id' ) ) );
		$records = array();
		foreach ( $rows as $row ) {
			$number             = (int) $row['term_taxonomy_id'];
			$records[ $number ] = array(
				'kind'     => 'term',
				'row'      => array(
					'term_id'    => (int) $row['term_id'],
					'name'       => $row['name'],
					'slug'       => $row['slug'],
					'term_group' => (int) $row['term_group'],
				),
				'taxonomy' => array(
					'term_taxonomy_id' => $number,
					'term_id'          => (int) $row['term_id'],
					'taxonomy'         => $row['taxonomy'],
					'description'      => $this->portable->text( $row['description'] ),
					'parent'           => (int) $row['parent'],
					'count'            => $this->choice->is_whole() ? (int) $row['count'] : ( $counts[ $number ] ?? 0 ),
				),
			);
		}

		return $records;
	}

	/**
	 * @param list<int> $numbers
	 * @return array<int, int> Number to how many of the entries that travel have the term.
	 */
	private function counts( array $numbers ): array {
		global $wpdb;
		$list = implode( ',', array( 0, ...$numbers ) );
		$rows = self::query( "SELECT tr.term_taxonomy_id, COUNT(*) AS entries FROM {$wpdb->term_relationships} tr JOIN {$wpdb->posts} p ON p.ID = tr.object_id WHERE tr.term_taxonomy_id IN ({$list}) AND " . $this->choice->condition( 'p' ) . ' GROUP BY tr.term_taxonomy_id' );

		return array_map( 'intval', array_column( $rows, 'entries', 'term_taxonomy_id' ) );
	}
}
