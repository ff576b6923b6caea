<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

/**
 * What other plugins may do before and after a publish.
 */
final class Publish_Hooks {

	public static function started( string $id ): void {
		/**
		 * Fires when a publish has begun, before the first page is rendered.
		 *
		 * @param string $id UUID of the publish.
		 */
		do_action( 'aether_publish_started', $id );
	}

	/**
	 * @param array<string, mixed> $summary Of a `Publish_Summary`.
	 */
	public static function ended( Publish_Record $record, array $summary ): void {
		/**
		 * Fires when a publish has ended, and whoever ran it has said how.
		 *
		 * @param string               $id      UUID of the publish.
		 * @param string               $status  `success`, `partial`, `failed` or `cancelled`.
		 * @param array<string, mixed> $summary The engine's `PublishSummary`: outcome per provider, counts, the error.
		 */
		do_action( 'aether_publish_ended', $record->id, $record->status, $summary );
	}
}
