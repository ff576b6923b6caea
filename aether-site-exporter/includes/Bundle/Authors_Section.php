<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Who wrote what travels: the name and the biography that readers see, and nothing to log in with.
 */
final class Authors_Section extends Rows_Section {

	public function id(): string {
		return 'authors';
	}

	protected function rows( int $after, int $limit ): array {
		global $wpdb;

		return self::query(
			$wpdb->prepare(
				"SELECT ID, user_nicename, display_name FROM {$wpdb->users} u WHERE ID > %d AND EXISTS ( SELECT 1 FROM {$wpdb->posts} p WHERE p.post_author = u.ID AND " . $this->choice->condition( 'p' ) . ' ) ORDER BY ID LIMIT %d', // phpcs:ignore WordPress.DB.PreparedSQL -- The condition is escaped.
				$after,
				$limit
			)
		);
	}

	protected function describe( array $rows ): array {
		$records = array();
		foreach ( $rows as $row ) {
			$id             = (int) $row['ID'];
			$records[ $id ] = array(
				'kind'        => 'author',
				'row'         => array(
					'ID'            => $id,
					'user_nicename' => $row['user_nicename'],
					'display_name'  => Mail_Address::cut_in_name( $row['display_name'] ),
				),
				'description' => $this->portable->text( (string) get_user_meta( $id, 'description', true ) ),
			);
		}

		return $records;
	}
}
