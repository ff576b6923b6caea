<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * The archives of the years, months or days on which posts were published. A position is `<date>.<page>`.
 */
final class Dates_Section implements Section {

	/** Rows per query. */
	private const PORTION = 200;

	/** How many characters of a date and time name the period. */
	private const LENGTHS = array(
		'year'  => 4,
		'month' => 7,
		'day'   => 10,
	);

	/**
	 * @param 'year'|'month'|'day' $period
	 */
	public function __construct( private readonly string $period ) {
	}

	public function id(): string {
		return 'dates:' . $this->period;
	}

	public function urls( string $after ): iterable {
		[ $date, $number ] = explode( '.', $after . '.0' );
		if ( '' !== $after ) {
			yield from $this->urls_of( $date, $this->count( $date ), (int) $number );
		}
		do {
			$rows = $this->rows( $date );
			foreach ( $rows as $row ) {
				$date = (string) $row->period;
				yield from $this->urls_of( $date, (int) $row->posts, 0 );
			}
		} while ( self::PORTION === count( $rows ) );
	}

	/**
	 * @return iterable<string, Url>
	 */
	private function urls_of( string $date, int $posts, int $delivered ): iterable {
		[ $year, $month, $day ] = array_map( 'intval', explode( '-', $date . '-0-0' ) );
		$link                   = match ( $this->period ) {
			'year'  => get_year_link( $year ),
			'month' => get_month_link( $year, $month ),
			'day'   => get_day_link( $year, $month, $day ),
		};
		foreach ( Pagination::urls( $link, 'date', Pagination::pages_of_count( $posts ) ) as $index => $url ) {
			if ( $index + 1 > $delivered ) {
				yield $date . '.' . ( $index + 1 ) => $url;
			}
		}
	}

	private function count( string $date ): int {
		global $wpdb;

		// phpcs:ignore WordPress.DB -- The inventory must be fresh.
		return (int) $wpdb->get_var(
			$wpdb->prepare(
				"SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'post' AND post_status = 'publish' AND SUBSTR( post_date, 1, %d ) = %s",
				self::LENGTHS[ $this->period ],
				$date
			)
		);
	}

	/**
	 * @return list<object{period: string, posts: string}>
	 */
	private function rows( string $after ): array {
		global $wpdb;

		$length = self::LENGTHS[ $this->period ];

		// phpcs:ignore WordPress.DB -- The inventory must be fresh.
		return (array) $wpdb->get_results(
			$wpdb->prepare(
				"SELECT SUBSTR( post_date, 1, %d ) AS period, COUNT(*) AS posts FROM {$wpdb->posts}
				WHERE post_type = 'post' AND post_status = 'publish' AND SUBSTR( post_date, 1, %d ) > %s
				GROUP BY SUBSTR( post_date, 1, %d ) ORDER BY period LIMIT %d",
				$length,
				$length,
				$after,
				$length,
				self::PORTION
			)
		);
	}
}
