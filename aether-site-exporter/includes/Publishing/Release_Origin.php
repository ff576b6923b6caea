<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

/**
 * How a release of a provider was published, as the history knows it. Any program that may publish wrote the history.
 */
final class Release_Origin {

	/** Publishes that name the same release; one is made again where nothing changed. */
	private const MOST = 20;

	/**
	 * @return array{url: string, environment: array{id: string, name: string, robots: string}|null}|null
	 */
	public static function find( string $provider, string $type, string $release ): ?array {
		$outcome = self::last( $provider, $type, $release )['outcome'] ?? null;

		return null === $outcome ? null : array(
			'url'         => is_string( $outcome['receipt']['url'] ?? null ) ? $outcome['receipt']['url'] : '',
			'environment' => self::environment( $outcome['environment'] ?? null ),
		);
	}

	/** When the last publish began that found the site to be as it is in a release. Milliseconds since the epoch. */
	public static function began( string $provider, string $type, string $release ): ?int {
		return self::last( $provider, $type, $release )['began'] ?? null;
	}

	/**
	 * @return array{outcome: array<string, mixed>, began: int}|null
	 */
	private static function last( string $provider, string $type, string $release ): ?array {
		foreach ( self::naming( $release ) as $row ) {
			foreach ( (array) ( json_decode( (string) $row->summary, true )['providers'] ?? array() ) as $outcome ) {
				$receipt = is_array( $outcome ) ? $outcome['receipt'] ?? null : null;
				if ( is_array( $receipt ) && array( $provider, $type, $release ) === array( $outcome['providerId'] ?? null, $outcome['deploymentType'] ?? null, $receipt['releaseId'] ?? null ) ) {
					return array(
						'outcome' => $outcome,
						'began'   => (int) $row->started_at,
					);
				}
			}
		}

		return null;
	}

	/**
	 * @return list<object{summary: string, started_at: string}> Newest first.
	 */
	private static function naming( string $release ): array {
		global $wpdb;

		$table = Publish_Table::name();
		$named = '%' . $wpdb->esc_like( (string) wp_json_encode( $release ) ) . '%';

		return $wpdb->get_results( $wpdb->prepare( "SELECT summary, started_at FROM {$table} WHERE summary LIKE %s ORDER BY number DESC LIMIT %d", $named, self::MOST ) ); // phpcs:ignore WordPress.DB -- Our own table.
	}

	/**
	 * @return array{id: string, name: string, robots: string}|null Null where it was published in none, or long ago.
	 */
	private static function environment( mixed $environment ): ?array {
		$line = static fn ( string $name ): string => is_array( $environment ) && is_string( $environment[ $name ] ?? null ) ? $environment[ $name ] : '';

		return '' === $line( 'id' ) ? null : array(
			'id'     => $line( 'id' ),
			'name'   => $line( 'name' ),
			'robots' => $line( 'robots' ),
		);
	}
}
