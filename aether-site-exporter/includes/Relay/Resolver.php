<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * Looks up a name as this server does.
 */
final class Resolver {

	/** More addresses of one name than anybody needs to connect. */
	private const MOST = 16;

	/**
	 * @return list<string> IP addresses; IPv4 first. Empty for an unknown name.
	 */
	public static function addresses( string $name ): array {
		$ipv4 = gethostbynamel( $name );
		$ipv6 = function_exists( 'dns_get_record' ) ? @dns_get_record( $name, DNS_AAAA ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- It warns when the name server does not answer.

		return array_slice(
			array_values( array_unique( array( ...( false === $ipv4 ? array() : $ipv4 ), ...array_column( false === $ipv6 ? array() : $ipv6, 'ipv6' ) ) ) ),
			0,
			self::MOST
		);
	}
}
