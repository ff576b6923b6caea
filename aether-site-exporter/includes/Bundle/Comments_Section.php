<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Approved comments: what readers see of them, without address of any kind but the web site that their names link to.
 */
final class Comments_Section extends Rows_Section {

	private const TYPES = array( 'comment', 'pingback', 'trackback' );

	/** What editors say to one another beside an entry. */
	private const NOTE = 'note';

	private const NUMBERS = array( 'comment_ID', 'comment_post_ID', 'comment_parent', 'user_id' );

	public function id(): string {
		return 'comments';
	}

	/**
	 * @return list<string>
	 */
	private static function types(): array {
		/**
		 * Filters which types of approved comments a bundle carries. Anybody can read them there. Notes that editors leave one
		 * another stay at home all the same.
		 *
		 * @param list<string> $types
		 */
		$types = array_filter( (array) apply_filters( 'aether_bundle_comment_types', self::TYPES ), 'is_string' );

		// Databases take capitals for small letters.
		return array_values( array_filter( $types, static fn ( string $type ): bool => self::NOTE !== strtolower( $type ) ) );
	}

	/**
	 * @param string $table Alias of the table of comments.
	 * @return string An expression of SQL. Old comments have no type.
	 */
	private static function type_of( string $table ): string {
		return "CASE {$table}.comment_type WHEN '' THEN 'comment' ELSE {$table}.comment_type END";
	}

	/**
	 * @param string $table Alias of the table of comments.
	 * @return string A condition of SQL, escaped: those of a type that travels.
	 */
	private static function type_condition( string $table ): string {
		return self::type_of( $table ) . ' IN (' . Selection::quoted( self::types() ) . ')';
	}

	/**
	 * @return list<array{type: string, count: int}> Approved comments of entries that travel, which do not.
	 */
	public static function left_at_home( Content_Choice $choice ): array {
		global $wpdb;
		$type = self::type_of( 'c' );
		$rows = self::query( "SELECT {$type} AS kind, COUNT(*) AS number FROM {$wpdb->comments} c JOIN {$wpdb->posts} p ON p.ID = c.comment_post_ID WHERE c.comment_approved = '1' AND c.comment_type <> '" . self::NOTE . "' AND NOT ( " . self::type_condition( 'c' ) . ' ) AND ' . $choice->condition( 'p' ) . " GROUP BY {$type} ORDER BY kind" );

		return array_map(
			static fn ( array $row ): array => array(
				'type'  => $row['kind'],
				'count' => (int) $row['number'],
			),
			$rows
		);
	}

	protected function rows( int $after, int $limit ): array {
		global $wpdb;
		$travels = self::type_condition( 'c' );
		// Who answered what stays at home is heard all the same.
		$parent = self::type_condition( 't' );

		return self::query(
			$wpdb->prepare(
				"SELECT c.comment_ID, c.comment_post_ID, c.comment_author, c.comment_author_url, c.comment_date, c.comment_date_gmt, c.comment_content, c.comment_type, CASE WHEN EXISTS ( SELECT 1 FROM {$wpdb->comments} t WHERE t.comment_ID = c.comment_parent AND t.comment_approved = '1' AND NOT ( {$parent} ) ) THEN 0 ELSE c.comment_parent END AS comment_parent, CASE WHEN EXISTS ( SELECT 1 FROM {$wpdb->posts} a WHERE a.post_author = c.user_id AND " . $this->choice->condition( 'a' ) . " ) THEN c.user_id ELSE 0 END AS user_id FROM {$wpdb->comments} c JOIN {$wpdb->posts} p ON p.ID = c.comment_post_ID WHERE c.comment_ID > %d AND c.comment_approved = '1' AND {$travels} AND " . $this->choice->condition( 'p' ) . ' ORDER BY c.comment_ID LIMIT %d', // phpcs:ignore WordPress.DB.PreparedSQL -- The conditions are escaped.
				$after,
				$limit
			)
		);
	}

	protected function describe( array $rows ): array {
		$records = array();
		foreach ( $rows as $row ) {
			foreach ( self::NUMBERS as $column ) {
				$row[ $column ] = (int) $row[ $column ];
			}
			foreach ( array( 'comment_content', 'comment_author_url' ) as $column ) {
				$row[ $column ] = $this->portable->text( $row[ $column ] );
			}
			$row['comment_author']         = Mail_Address::cut_in_name( $row['comment_author'] );
			$records[ $row['comment_ID'] ] = array(
				'kind' => 'comment',
				'row'  => $row,
			);
		}

		return $records;
	}
}
