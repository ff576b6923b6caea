<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Security;

use Aether\Site_Exporter\Publishing\Publish_Records;

/**
 * Who may be given a signing key: the person whose publish runs, and for a few minutes whoever asked for it, to test a
 * connection, to plan, to list releases or to go back to one.
 */
final class Signing_Allowance {

	/** Seconds. */
	public const LASTS = 5 * MINUTE_IN_SECONDS;

	public function __construct( private readonly Publish_Records $records ) {
	}

	public function grant( int $user_id, string $provider ): void {
		set_transient( self::name( $user_id, $provider ), time() + self::LASTS, self::LASTS );
	}

	public function holds( int $user_id, string $provider ): bool {
		return $this->records->is_running_for( $user_id ) || (int) get_transient( self::name( $user_id, $provider ) ) > time();
	}

	private static function name( int $user_id, string $provider ): string {
		return 'aether_signing_' . md5( $user_id . '|' . $provider );
	}
}
