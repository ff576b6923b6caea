<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * Which IP addresses belong to the public internet: not what IANA's special-purpose registries name, and nothing that
 * carries an IPv4 address in an IPv6 one.
 */
final class Public_Network {

	private const NOT_PUBLIC_IPV4 = array(
		'0.0.0.0/8',
		'10.0.0.0/8',
		'100.64.0.0/10',
		'127.0.0.0/8',
		'169.254.0.0/16',
		'172.16.0.0/12',
		'192.0.0.0/24',
		'192.0.2.0/24',
		'192.31.196.0/24',
		'192.52.193.0/24',
		'192.88.99.0/24',
		'192.168.0.0/16',
		'192.175.48.0/24',
		'198.18.0.0/15',
		'198.51.100.0/24',
		'203.0.113.0/24',
		'224.0.0.0/4',
		'240.0.0.0/4',
	);

	/** All of IPv6 that is given out to the public; the rest is loopback, local, mapped, translated or reserved. */
	private const PUBLIC_IPV6 = '2000::/3';

	/** Protocol assignments with Teredo and ORCHID, documentation twice, 6to4. */
	private const NOT_PUBLIC_IPV6 = array( '2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20' );

	/**
	 * @param string $ip IPv4 in dotted decimal, or IPv6.
	 */
	public static function has( string $ip ): bool {
		$binary = filter_var( $ip, FILTER_VALIDATE_IP ) ? inet_pton( $ip ) : false;
		if ( false === $binary ) {
			return false;
		}
		if ( 4 === strlen( $binary ) ) {
			return ! self::is_in_any( $binary, self::NOT_PUBLIC_IPV4 );
		}

		return self::is_in_any( $binary, array( self::PUBLIC_IPV6 ) ) && ! self::is_in_any( $binary, self::NOT_PUBLIC_IPV6 );
	}

	/**
	 * @param string       $binary As `inet_pton()` gives it.
	 * @param list<string> $blocks In CIDR notation.
	 */
	private static function is_in_any( string $binary, array $blocks ): bool {
		foreach ( $blocks as $block ) {
			[ $network, $bits ] = explode( '/', $block );
			$mask = self::mask( (int) $bits, strlen( $binary ) );
			if ( ( $binary & $mask ) === ( (string) inet_pton( $network ) & $mask ) ) {
				return true;
			}
		}

		return false;
	}

	private static function mask( int $bits, int $bytes ): string {
		$ones = str_repeat( "\xff", intdiv( $bits, 8 ) );
		$rest = 0 === $bits % 8 ? '' : chr( 0xff << ( 8 - $bits % 8 ) & 0xff );

		return str_pad( $ones . $rest, $bytes, "\0" );
	}
}
