<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Approved comments: what readers see of them, without address of any kind but the web site that their names link to.
 */
final class Comments_Section extends Rows_Section {

	private const NUMBERS = array( 'comment_ID', 'comment_post_ID', 'comment_parent', 'user_id' );

	public function id(): string {
		return 'comments';
	}

	protected function rows( int $after, int $limit ): array {
		global $wpdb;

		return self::query(
			$wpdb->prepare(
				"SELECT c.comment_ID, c.comment_post_ID, c.comment_author, c.comment_author_url, c.comment_date, c.comment_date_gmt, c.comment_content, c.comment_type, c.comment_parent, CASE WHEN EXISTS ( SELECT 1 FROM {$wpdb->posts} a WHERE a.post_author = c.user_id AND " . $this->choice->condition( 'a' ) . " ) THEN c.user_id ELSE 0 END AS user_id FROM {$wpdb->comments} c JOIN {$wpdb->posts} p ON p.ID = c.comment_post_ID WHERE c.comment_ID > %d AND c.comment_approved = '1' AND c.comment_type IN ('', 'comment', 'pingback', 'trackback') AND " . $this->choice->condition( 'p' ) . ' ORDER BY c.comment_ID LIMIT %d', // phpcs:ignore WordPress.DB.PreparedSQL -- The conditions are escaped.
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
			$records[ $row['comment_ID'] ] = array(
				'kind' => 'comment',
				'row'  => $row,
			);
		}

		return $records;
	}
}
