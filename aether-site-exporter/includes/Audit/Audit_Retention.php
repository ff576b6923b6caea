<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * How long events and the logs of publishes are kept, and the daily task that keeps to it.
 */
final class Audit_Retention {

	public const OPTION = 'aether_audit_days';
	public const CRON   = 'aether_prune_audit';

	private const DEFAULT_DAYS = 365;
	public const FEWEST_DAYS   = 7;
	public const MOST_DAYS     = 3650;

	public static function days(): int {
		return min( self::MOST_DAYS, max( self::FEWEST_DAYS, (int) get_option( self::OPTION, self::DEFAULT_DAYS ) ) );
	}

	public static function set_days( int $days ): void {
		update_option( self::OPTION, $days, false );
	}

	/** A callback of `admin_init`. */
	public static function schedule(): void {
		if ( false === wp_next_scheduled( self::CRON ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'daily', self::CRON );
		}
	}

	/** Milliseconds since the epoch; what is older goes. */
	public static function oldest(): int {
		return ( time() - self::days() * DAY_IN_SECONDS ) * 1000;
	}

	/** A callback of the daily event. */
	public static function prune(): void {
		Audit_Log::prune( self::oldest() );
	}
}
