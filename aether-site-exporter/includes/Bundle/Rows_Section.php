<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Records that are made of rows, read in small portions by a rising number.
 */
abstract class Rows_Section implements Content_Section {

	private const PORTION = 50;

	public function __construct( protected readonly Portable $portable, protected readonly Content_Choice $choice ) {
	}

	public function records( string $after ): iterable {
		$key = (int) $after;
		do {
			$rows = $this->rows( $key, self::PORTION );
			foreach ( $this->describe( $rows ) as $position => $record ) {
				yield (string) $position => $record;
				$key = $position;
			}
		} while ( array() !== $rows );
	}

	/**
	 * @return list<array<string, string>> Rows with a number greater than `$after`, by rising number, at most `$limit`;
	 *                                     none only where there are none.
	 */
	abstract protected function rows( int $after, int $limit ): array;

	/**
	 * @param list<array<string, string>> $rows
	 * @return array<int, array<string, mixed>> Number to record, one for every row.
	 */
	abstract protected function describe( array $rows ): array;

	/**
	 * @param string $sql Complete and escaped.
	 * @return list<array<string, string>>
	 */
	protected static function query( string $sql ): array {
		global $wpdb;

		return (array) $wpdb->get_results( $sql, ARRAY_A ); // phpcs:ignore WordPress.DB -- Prepared by the caller; a bundle is read once.
	}
}
