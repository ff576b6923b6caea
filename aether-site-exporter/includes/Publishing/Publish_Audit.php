<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Audit\Audit_Log;

/**
 * What the audit log says of publishes.
 */
final class Publish_Audit {

	/** Codes of findings in one event. */
	private const MOST_FINDINGS = 50;

	public static function started( string $id, bool $takes_over ): void {
		Audit_Log::record(
			'publish.started',
			details: array(
				'publish'  => $id,
				'takeOver' => $takes_over,
			)
		);
	}

	public static function cancelled( string $id ): void {
		Audit_Log::record( 'publish.cancelled', details: array( 'publish' => $id ) );
	}

	/**
	 * @param array<string, mixed> $summary Of a `Publish_Summary`.
	 */
	public static function ended( Publish_Record $record, array $summary ): void {
		$overridden = array_values( array_filter( (array) ( $summary['overridden'] ?? array() ), 'is_string' ) );
		if ( array() !== $overridden ) {
			Audit_Log::record(
				'gate.overridden',
				details: array(
					'publish'  => $record->id,
					'findings' => array_slice( $overridden, 0, self::MOST_FINDINGS ),
				)
			);
		}
		Audit_Log::record(
			'publish.finished',
			outcome: 'success' === $record->status ? 'done' : 'failed',
			details: array(
				'publish' => $record->id,
				'status'  => $record->status,
			)
		);
	}
}
