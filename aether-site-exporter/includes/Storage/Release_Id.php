<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use DateTimeImmutable;
use DateTimeZone;

/**
 * `20261121t053012345678-9f86d081884c7d65`: sorts by time, and nobody can guess it. A fast site makes two releases within a
 * millisecond, which is as far as older ones tell.
 */
final class Release_Id {

	public const PATTERN = '\d{8}t\d{9,12}-[0-9a-f]{16}';

	public static function create(): string {
		$now = new DateTimeImmutable( 'now', new DateTimeZone( 'UTC' ) );

		return $now->format( 'Ymd\tHisu' ) . '-' . bin2hex( random_bytes( 8 ) );
	}

	public static function is_valid( string $id ): bool {
		return 1 === preg_match( '/^' . self::PATTERN . '$/D', $id );
	}

	/** ISO 8601, UTC. */
	public static function created_at( string $id ): string {
		[ , $year, $month, $day, $hour, $minute, $second, $millisecond ] = sscanf( 'x' . $id, '%1s%4s%2s%2st%2s%2s%2s%3s' );

		return "{$year}-{$month}-{$day}T{$hour}:{$minute}:{$second}.{$millisecond}Z";
	}
}
