<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * One request that a host asks the relay to send.
 */
final class Relay_Request {

	private const METHODS = array( 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE' );

	/** Bytes of the JSON before the body. */
	private const LONGEST_HEAD = 32768;

	private const MOST_HEADERS = 64;

	/** Bytes. */
	private const LONGEST_VALUE = 8192;

	private const NAME = '/^[A-Za-z0-9!#$%&\'*+.^_`|~-]{1,128}$/D';

	/** Visible characters, spaces and tabs; nothing that ends a line. */
	private const VALUE = '/^[\x20-\x7e\x80-\xff\t]*$/D';

	/**
	 * What decides where a message goes and where it ends is not the sender's to say, nor are cookies; nor what makes a
	 * server read another method, path or person than the ones that were checked.
	 */
	private const FORBIDDEN_NAME = '/^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|content-length|expect|accept-encoding|cookie2?|origin|referer|via|forwarded|x-forwarded-.*|proxy-.*|sec-.*|x-http-method.*|x-method-override|x-original-.*|x-rewrite-.*|x-real-ip|sudo)$/iD';

	/**
	 * @param array<string, string> $headers
	 */
	private function __construct(
		public readonly string $method,
		public readonly Address $address,
		public readonly array $headers,
		private readonly string $message,
		private readonly int $body_start,
	) {
	}

	/**
	 * @param string $message An envelope with `{ url, method, headers }`, and the body.
	 * @return self|string What does not fit, in one word.
	 */
	public static function parse( string $message ): self|string {
		$opened = Envelope::open( $message, self::LONGEST_HEAD );
		if ( null === $opened ) {
			return 'envelope';
		}
		[ $head, $body_start ] = $opened;
		if ( ! in_array( $head['method'] ?? null, self::METHODS, true ) ) {
			return 'method';
		}
		$address = is_string( $head['url'] ?? null ) ? Address::parse( $head['url'] ) : null;
		if ( null === $address ) {
			return 'url';
		}
		$headers = $head['headers'] ?? array();
		if ( ! is_array( $headers ) || ! self::are_headers( $headers ) ) {
			return 'headers';
		}
		if ( 'GET' === $head['method'] || 'HEAD' === $head['method'] ) {
			return strlen( $message ) === $body_start ? new self( $head['method'], $address, $headers, '', 0 ) : 'body';
		}

		return new self( $head['method'], $address, $headers, $message, $body_start );
	}

	/**
	 * The same request with another body.
	 */
	public function with_body( string $body ): self {
		return new self( $this->method, $this->address, $this->headers, $body, 0 );
	}

	/** The secret field whose values the body shall have; null for a body that is sent as it came. */
	public function secret_body_field(): ?string {
		return array_change_key_case( $this->headers )[ Secret_Body::HEADER ] ?? null;
	}

	public function has_body(): bool {
		return ! in_array( $this->method, array( 'GET', 'HEAD' ), true );
	}

	/** Bytes. */
	public function body_size(): int {
		return strlen( $this->message ) - $this->body_start;
	}

	public function body_part( int $offset, int $length ): string {
		return substr( $this->message, $this->body_start + $offset, $length );
	}

	/**
	 * @param array<mixed> $headers
	 */
	private static function are_headers( array $headers ): bool {
		$names = array();
		foreach ( $headers as $name => $value ) {
			// To a server that hands its headers on as variables, both are the same.
			$plain     = strtolower( strtr( (string) $name, '_', '-' ) );
			$is_header = is_string( $value ) && strlen( $value ) <= self::LONGEST_VALUE && 1 === preg_match( self::VALUE, $value )
				&& 1 === preg_match( self::NAME, (string) $name ) && 1 !== preg_match( self::FORBIDDEN_NAME, $plain );
			// Of two with one name, a host may read the one that nobody looked at.
			if ( ! $is_header || isset( $names[ $plain ] ) ) {
				return false;
			}
			$names[ $plain ] = true;
		}

		return count( $headers ) <= self::MOST_HEADERS;
	}
}
