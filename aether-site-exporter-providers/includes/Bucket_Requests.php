<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * The secret access key signs; no request ever carries it.
 */
final class Bucket_Requests {

	private const PROVIDERS = array( 'cloudflare-r2', 's3' );

	/**
	 * A callback of `aether_relay_may_carry_secret`.
	 *
	 * @param ?bool  $may
	 * @param string $provider Id, of an instance too.
	 */
	public static function may_carry_key( ?bool $may, string $provider ): ?bool {
		return in_array( strtok( $provider, ':' ), self::PROVIDERS, true ) ? false : $may;
	}
}
