<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * Hosts that the owner of the server named in `AETHER_RELAY_ALLOWED_HOSTS`: they may be in a private network and need no
 * https. `gitlab.lan` means ports 80 and 443, `gitlab.lan:8443` that port, `127.0.0.1:*` any.
 *
 * It opens a host only to a provider that the host belongs to.
 */
final class Allowed_Hosts {

	private const DEFAULT_PORTS = array( 80, 443 );

	/** @var list<array{host: string, port: ?string}> */
	private readonly array $entries;

	/**
	 * @param string $text Entries with commas between them.
	 */
	public function __construct( string $text ) {
		$entries = array();
		foreach ( explode( ',', strtolower( $text ) ) as $entry ) {
			if ( 1 === preg_match( '/^(?<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?<port>[0-9]{1,5}|\*))?$/D', trim( $entry ), $parts ) ) {
				$entries[] = array(
					'host' => $parts['host'],
					'port' => $parts['port'] ?? null,
				);
			}
		}
		$this->entries = $entries;
	}

	public static function of_this_server(): self {
		return new self( defined( 'AETHER_RELAY_ALLOWED_HOSTS' ) ? (string) constant( 'AETHER_RELAY_ALLOWED_HOSTS' ) : '' );
	}

	public function has( Address $address ): bool {
		foreach ( $this->entries as [ 'host' => $host, 'port' => $port ] ) {
			$has_port = match ( $port ) {
				null    => in_array( $address->port, self::DEFAULT_PORTS, true ),
				'*'     => true,
				default => (int) $port === $address->port,
			};
			if ( $host === $address->host && $has_port ) {
				return true;
			}
		}

		return false;
	}
}
