<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Categories, tags, menus and what else sorts entries.
 */
final class Terms_Section extends Rows_Section {

	public function id(): string {
		return 'terms';
	}

	protected function rows( int $after, int $limit ): array {
		global $wpdb;

		return self::query(
			$wpdb->prepare(
				"SELECT tt.term_taxonomy_id, tt.term_id, tt.taxonomy, tt.description, tt.parent, tt.count, t.name, t.slug, t.term_group FROM {$wpdb->term_taxonomy} tt JOIN {$wpdb->terms} t ON t.term_id = tt.term_id WHERE tt.term_taxonomy_id > %d AND tt.taxonomy IN (" . Selection::quoted( Selection::taxonomies() ) . ') ORDER BY tt.term_taxonomy_id LIMIT %d', // phpcs:ignore WordPress.DB.PreparedSQL -- Quoted.
				$after,
				$limit
			)
		);
	}

	protected function describe( array $rows ): array {
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
					'count'            => (int) $row['count'],
				),
			);
		}

		return $records;
	}
}
