<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

/**
 * What can be learned of the latest publishes together: how often each provider was reached, and what they took.
 */
final class Publish_Statistics {

	/** Publishes that are looked at. */
	public const LATEST = 100;

	/** Bars that one can tell apart. */
	private const MOST_MEASURES = 30;

	public function __construct( private readonly Publish_Records $records ) {
	}

	/**
	 * @return array{publishes: int, providers: list<array{providerId: string, succeeded: int, total: int}>, measures: list<array{id: string, startedAt: string, durationMs: int, bytes: int}>}
	 *         `publishes`: how many were looked at; `measures`: of those that reached every or some places, oldest first.
	 */
	public function read(): array {
		$records  = $this->records->page( 1, self::LATEST );
		$rates    = array();
		$measures = array();
		foreach ( $records as $record ) {
			$bytes = 0;
			foreach ( $record->outcomes() as $outcome ) {
				$bytes += is_int( $outcome['bytes'] ?? null ) ? $outcome['bytes'] : 0;
				$id     = $outcome['providerId'] ?? null;
				if ( is_string( $id ) ) {
					$before       = $rates[ $id ] ?? array( 0, 0 );
					$rates[ $id ] = array( $before[0] + (int) ( true === ( $outcome['success'] ?? null ) ), $before[1] + 1 );
				}
			}
			if ( in_array( $record->status, array( 'success', 'partial' ), true ) && count( $measures ) < self::MOST_MEASURES ) {
				$measures[] = $record->to_measure( $bytes );
			}
		}

		return array(
			'publishes' => count( $records ),
			'providers' => array_map(
				static fn ( string|int $id, array $rate ): array => array(
					'providerId' => (string) $id,
					'succeeded'  => $rate[0],
					'total'      => $rate[1],
				),
				array_keys( $rates ),
				$rates
			),
			'measures'  => array_reverse( $measures ),
		);
	}
}
