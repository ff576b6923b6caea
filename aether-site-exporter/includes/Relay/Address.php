<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * An address that the relay may be asked for, in the one spelling that has one meaning everywhere: no user, no escape in
 * the host, no number that is an IP address in disguise, no dot segment. What is sent is put together from these parts
 * again, so that no second parser can read the text otherwise.
 */
final class Address {

	private const PORTS = array(
		'https' => 443,
		'http'  => 80,
	);

	private const LONGEST = 4096;

	private const PARTS = '~^(?<scheme>https?)://(?<host>[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,39}\])(?::(?<port>[0-9]{1,5}))?(?<target>/[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e%]*)?(?:#.*)?$~Di';

	private const NAME = '/^(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)*(?!-)[a-z0-9-]{1,63}(?<!-)$/D';

	/** A last label that a lenient parser takes for a number makes the whole host one. */
	private const NUMERIC_END = '/(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/D';

	/** A path that goes up; some servers cut a segment at its semicolon. */
	private const DOT_SEGMENT = '~[/\\\\]\.{1,2}(?:;[^/\\\\]*)?(?:[/\\\\]|$)~';

	private function __construct(
		public readonly string $scheme,
		public readonly string $host,
		public readonly int $port,
		/** Path, beginning with a slash. */
		public readonly string $path,
		/** With its question mark, or empty. */
		public readonly string $query,
	) {
	}

	/**
	 * @return ?self Null when it is no address, or is spelled in a way that could mean two things.
	 */
	public static function parse( string $url ): ?self {
		if ( strlen( $url ) > self::LONGEST || 1 !== preg_match( self::PARTS, $url, $parts ) ) {
			return null;
		}
		$scheme = strtolower( $parts['scheme'] );
		$host   = strtolower( $parts['host'] );
		$port   = '' === ( $parts['port'] ?? '' ) ? self::PORTS[ $scheme ] : (int) $parts['port'];
		[ $path, $query ] = self::split( $parts['target'] ?? '' );
		if ( ! self::is_host( $host ) || $port < 1 || $port > 65535 || 1 === preg_match( self::DOT_SEGMENT, self::decoded( $path ) ) ) {
			return null;
		}

		return new self( $scheme, $host, $port, $path, $query );
	}

	public function url(): string {
		return $this->origin() . $this->path . $this->query;
	}

	/** The path as a server reads it that decodes as often as there is something to decode. */
	public function decoded_path(): string {
		return self::decoded( $this->path );
	}

	/** `https://example.com` or `https://example.com:8443`. */
	public function origin(): string {
		return $this->scheme . '://' . $this->host . ( self::PORTS[ $this->scheme ] === $this->port ? '' : ':' . $this->port );
	}

	/** The same host with all that is on it. */
	public function root(): self {
		return new self( $this->scheme, $this->host, $this->port, '/', '' );
	}

	/** The IP address that the host is, or null for a name. */
	public function ip(): ?string {
		$ip = trim( $this->host, '[]' );

		return false === filter_var( $ip, FILTER_VALIDATE_IP ) ? null : $ip;
	}

	/** Whether this address lies at or below another: same origin, path in it. */
	public function is_within( self $base ): bool {
		return $this->origin() === $base->origin() && ( $this->path === $base->path || str_starts_with( $this->path, rtrim( $base->path, '/' ) . '/' ) );
	}

	/** What of the path follows that of an address which this one is within; empty, or with a slash first. */
	public function path_below( self $base ): string {
		return substr( $this->path, strlen( rtrim( $base->path, '/' ) ) );
	}

	/**
	 * @return array{string, string} Path and query.
	 */
	private static function split( string $target ): array {
		$mark = strpos( $target, '?' );

		return false === $mark ? array( '' === $target ? '/' : $target, '' ) : array( substr( $target, 0, $mark ), substr( $target, $mark ) );
	}

	private static function decoded( string $path ): string {
		do {
			$before = $path;
			$path   = rawurldecode( $before );
		} while ( $path !== $before );

		return $path;
	}

	private static function is_host( string $host ): bool {
		if ( str_starts_with( $host, '[' ) ) {
			return false !== filter_var( trim( $host, '[]' ), FILTER_VALIDATE_IP, FILTER_FLAG_IPV6 );
		}
		if ( 1 === preg_match( self::NUMERIC_END, $host ) ) {
			return false !== filter_var( $host, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4 );
		}

		return 1 === preg_match( self::NAME, $host );
	}
}
