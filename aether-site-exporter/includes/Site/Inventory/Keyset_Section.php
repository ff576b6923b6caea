<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * A section over rows of a table that are read in small portions by rising key. One row can have several URLs: a
 * position is `<key>.<number of the URL>`.
 */
abstract class Keyset_Section implements Section {

	/** Rows per query. */
	protected const PORTION = 100;

	public function urls( string $after ): iterable {
		[ $key, $number ] = array_map( 'intval', explode( '.', $after . '.' ) );
		if ( '' !== $after ) {
			// The row of the last delivered URL may have more of them.
			--$key;
		}

		do {
			$rows = $this->rows( $key, static::PORTION );
			foreach ( $rows as $row ) {
				$is_resumed = '' !== $after && $key + 1 === $this->key( $row ) && $number > 0;
				$index      = 0;
				foreach ( $this->urls_of( $row ) as $url ) {
					++$index;
					if ( ! $is_resumed || $index > $number ) {
						yield $this->key( $row ) . '.' . $index => $url;
					}
				}
				$key    = $this->key( $row );
				$number = 0;
			}
		} while ( count( $rows ) === static::PORTION );
	}

	/**
	 * @return list<object> Rows with a key greater than `$key`, by rising key, at most `$limit`.
	 */
	abstract protected function rows( int $key, int $limit ): array;

	abstract protected function key( object $row ): int;

	/**
	 * @return iterable<Url>
	 */
	abstract protected function urls_of( object $row ): iterable;
}
