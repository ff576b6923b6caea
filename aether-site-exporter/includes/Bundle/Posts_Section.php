<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Published entries of every selected type, with the custom fields and terms that travel.
 */
final class Posts_Section extends Rows_Section {

	private const NUMBERS = array( 'ID', 'post_author', 'post_parent', 'menu_order', 'comment_count' );

	private const TEXTS = array( 'post_content', 'post_title', 'post_excerpt', 'guid' );

	private const COLUMNS = 'ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, comment_status, ping_status, post_name, post_modified, post_modified_gmt, post_parent, guid, menu_order, post_type, post_mime_type, comment_count';

	/** Characters of content that are read at once; a longer entry is read alone. */
	private const PORTION_SIZE = 1_000_000;

	/** What themes and srcset need to know of an image; the camera's own notes stay at home. */
	private const IMAGE_FACTS = array( 'width', 'height', 'file', 'filesize', 'sizes' );

	private ?Embed_Copies $embeds = null;

	public function id(): string {
		return 'posts';
	}

	/**
	 * @param list<int> $ids Attachments.
	 * @return list<array<string, mixed>> Records of those that there are.
	 */
	public function attachments( array $ids ): array {
		global $wpdb;
		$list = implode( ',', array_map( 'intval', $ids ) );

		return '' === $list ? array() : $this->with_known_terms( array_values( $this->describe( self::query( 'SELECT ' . self::COLUMNS . " FROM {$wpdb->posts} WHERE ID IN ({$list}) AND post_type = 'attachment' AND post_status IN ('inherit', 'publish') ORDER BY ID" ) ) ) );
	}

	/**
	 * @param list<array<string, mixed>> $records Of attachments. Which of them travel is found out after the terms are sent.
	 * @return list<array<string, mixed>> Each without terms that do not travel.
	 */
	private function with_known_terms( array $records ): array {
		$numbers = array_unique( array_column( array_merge( ...array_column( $records, 'terms' ) ), 0 ) );
		$known   = array() === $numbers ? array() : ( new Term_Choice( $this->choice ) )->among( array_values( $numbers ) );

		return array_map( static fn ( array $record ): array => array( 'terms' => array_values( array_filter( $record['terms'], static fn ( array $term ): bool => in_array( $term[0], $known, true ) ) ) ) + $record, $records );
	}

	/**
	 * @param list<int> $ids Of entries that travel; others are ignored.
	 * @return list<int> Pictures, sounds and films that were uploaded to them.
	 */
	public function children( array $ids ): array {
		global $wpdb;
		$list = implode( ',', array( 0, ...array_map( 'intval', $ids ) ) );

		return self::numbers( "SELECT a.ID FROM {$wpdb->posts} a JOIN {$wpdb->posts} p ON p.ID = a.post_parent WHERE p.ID IN ({$list}) AND a.post_type = 'attachment' AND ( a.post_mime_type LIKE 'image/%' OR a.post_mime_type LIKE 'audio/%' OR a.post_mime_type LIKE 'video/%' ) AND " . $this->choice->condition( 'p' ) );
	}

	/**
	 * @param list<int> $ids
	 * @return list<int> Attachments that were not uploaded to an entry which only some may read.
	 */
	public function without_hidden_parents( array $ids ): array {
		return Content_Choice::public_media_among( $ids );
	}

	/**
	 * @param string $sql Complete and escaped; of one column `ID`.
	 * @return list<int>
	 */
	private static function numbers( string $sql ): array {
		return array_map( 'intval', array_column( self::query( $sql ), 'ID' ) );
	}

	protected function rows( int $after, int $limit ): array {
		global $wpdb;
		$lengths = self::query(
			$wpdb->prepare(
				"SELECT p.ID, LENGTH( p.post_content ) + ( SELECT COALESCE( SUM( LENGTH( m.meta_value ) ), 0 ) FROM {$wpdb->postmeta} m WHERE m.post_id = p.ID AND " . Selection::meta_condition( 'm' ) . " ) AS size FROM {$wpdb->posts} p WHERE p.ID > %d AND " . $this->choice->condition( 'p' ) . ' ORDER BY p.ID LIMIT %d', // phpcs:ignore WordPress.DB.PreparedSQL -- The conditions are escaped.
				$after,
				$limit
			)
		);
		$ids     = array();
		$size    = 0;
		foreach ( $lengths as $row ) {
			$size += (int) $row['size'];
			if ( array() !== $ids && $size > self::PORTION_SIZE ) {
				break;
			}
			$ids[] = (int) $row['ID'];
		}

		return array() === $ids ? array() : self::query( 'SELECT ' . self::COLUMNS . " FROM {$wpdb->posts} WHERE ID IN (" . implode( ',', $ids ) . ') ORDER BY ID' );
	}

	protected function describe( array $rows ): array {
		global $wpdb;
		$ids = implode( ',', array_map( 'intval', array_column( $rows, 'ID' ) ) );
		if ( '' === $ids ) {
			return array();
		}
		$parents   = $this->selected( array_filter( array_map( 'intval', array_column( $rows, 'post_parent' ) ) ) );
		$meta      = self::query( "SELECT post_id, meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id IN ({$ids}) AND " . Selection::meta_condition( $wpdb->postmeta ) . ' ORDER BY meta_id' );
		$terms     = self::query( "SELECT tr.object_id, tr.term_taxonomy_id, tr.term_order FROM {$wpdb->term_relationships} tr JOIN {$wpdb->term_taxonomy} tt ON tt.term_taxonomy_id = tr.term_taxonomy_id WHERE tr.object_id IN ({$ids}) AND tt.taxonomy IN (" . Selection::quoted( Selection::taxonomies() ) . ') ORDER BY tr.object_id, tr.term_taxonomy_id' );
		$records   = array();
		$fields_of = array();
		foreach ( $meta as $row ) {
			if ( Selection::has_meta( $row['meta_key'] ) ) {
				$fields_of[ (int) $row['post_id'] ][] = array( $row['meta_key'], $row['meta_value'] );
			}
		}
		$this->embeds ??= new Embed_Copies();
		foreach ( $rows as $row ) {
			$id = (int) $row['ID'];
			foreach ( self::NUMBERS as $column ) {
				$row[ $column ] = (int) $row[ $column ];
			}
			$row['post_content'] = Hidden_Blocks::without( $row['post_content'] );
			$fields              = $this->embeds->in_use( $row['post_content'], $fields_of[ $id ] ?? array() );
			foreach ( self::TEXTS as $column ) {
				$row[ $column ] = $this->portable->text( $row[ $column ] );
			}
			$row['post_parent'] = in_array( $row['post_parent'], $parents, true ) ? $row['post_parent'] : 0;
			$records[ $id ]     = array(
				'kind'  => 'post',
				'row'   => $row,
				'meta'  => array_map( fn ( array $field ): array => array( $field[0], $this->meta( ...$field ) ), $fields ),
				'terms' => array(),
			);
		}
		foreach ( $terms as $row ) {
			$records[ (int) $row['object_id'] ]['terms'][] = array( (int) $row['term_taxonomy_id'], (int) $row['term_order'] );
		}

		return $records;
	}

	private function meta( string $key, ?string $stored ): mixed {
		$value = maybe_unserialize( (string) $stored );
		if ( '_wp_attachment_metadata' === $key && is_array( $value ) ) {
			$value = array_intersect_key( $value, array_flip( self::IMAGE_FACTS ) );
		}

		return $this->portable->value( $value );
	}

	/**
	 * @param array<int> $ids
	 * @return list<int> Those of them that travel.
	 */
	private function selected( array $ids ): array {
		global $wpdb;
		$list = implode( ',', $ids );

		return '' === $list ? array() : self::numbers( "SELECT p.ID FROM {$wpdb->posts} p WHERE p.ID IN ({$list}) AND " . $this->choice->condition( 'p' ) );
	}
}
