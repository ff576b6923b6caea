<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Closure;
use WP_Error;

/**
 * Decides whether the server may connect to an address, and to which IP addresses: looked up once, and the connection is
 * made to exactly these.
 */
final class Guard {

	/**
	 * @param Allowed_Hosts           $allowed
	 * @param Closure(string): array  $resolve Name to IP addresses.
	 */
	public function __construct(
		public readonly Allowed_Hosts $allowed,
		private readonly Closure $resolve,
	) {
	}

	public static function of_this_server(): self {
		return new self( Allowed_Hosts::of_this_server(), Resolver::addresses( ... ) );
	}

	/**
	 * @return list<string>|WP_Error IP addresses to connect to; at least one.
	 */
	public function admit( Address $address ): array|WP_Error {
		$is_allowed = $this->allowed->has( $address );
		if ( 'https' !== $address->scheme && ! $is_allowed ) {
			return Refusal::because( 'scheme', __( 'The relay sends by https only.', 'aether-site-exporter' ) );
		}
		$ip  = $address->ip();
		$ips = null === $ip ? ( $this->resolve )( $address->host ) : array( $ip );
		if ( array() === $ips ) {
			return self::unknown_host();
		}
		foreach ( $is_allowed ? array() : $ips as $candidate ) {
			if ( ! Public_Network::has( $candidate ) ) {
				return Refusal::because( 'private', __( 'The relay does not connect to addresses outside the public internet. A host in a private network can be named in AETHER_RELAY_ALLOWED_HOSTS in wp-config.php.', 'aether-site-exporter' ) );
			}
		}

		return $ips;
	}

	/** What has no IP address. */
	public static function unknown_host(): WP_Error {
		return new WP_Error( 'aether_network_failed', __( 'The name of that host is not known.', 'aether-site-exporter' ), array( 'status' => 502 ) );
	}
}
