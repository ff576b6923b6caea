<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * Takes secrets out of what a host answers, as they are and as they look encoded: percent-encoded, in JSON, in HTML, in
 * hexadecimal, and in base64 at any alignment. Works on a stream: a secret that is cut in two between portions is found.
 */
final class Redactor {

	private const REPLACEMENT = '[removed]';

	/** A shorter text would be found everywhere. Bytes. */
	private const SHORTEST = 6;

	/** @var list<string> Longest first. */
	private readonly array $needles;

	private string $kept = '';

	/**
	 * @param list<string> $secrets
	 */
	public function __construct( array $secrets ) {
		$needles = array();
		foreach ( $secrets as $secret ) {
			if ( strlen( $secret ) >= self::SHORTEST ) {
				array_push( $needles, ...self::spellings( $secret ) );
			}
		}
		$needles = array_unique( $needles );
		usort( $needles, static fn ( string $a, string $b ): int => strlen( $b ) <=> strlen( $a ) );
		$this->needles = $needles;
	}

	public function redact( string $text ): string {
		return str_replace( $this->needles, self::REPLACEMENT, $text );
	}

	/**
	 * @return string What of the stream so far can be given on.
	 */
	public function push( string $portion ): string {
		if ( array() === $this->needles ) {
			return $portion;
		}
		$text       = $this->redact( $this->kept . $portion );
		$keep       = min( strlen( $text ), strlen( $this->needles[0] ) - 1 );
		$this->kept = substr( $text, strlen( $text ) - $keep );

		return substr( $text, 0, strlen( $text ) - $keep );
	}

	/** The rest of the stream. */
	public function finish(): string {
		$rest       = $this->kept;
		$this->kept = '';

		return $rest;
	}

	/**
	 * @return list<string>
	 */
	private static function spellings( string $secret ): array {
		$percent = rawurlencode( $secret );
		$base64  = self::base64_spellings( $secret );

		return array(
			$secret,
			$percent,
			urlencode( $secret ),
			(string) preg_replace_callback( '/%[0-9A-F]{2}/', static fn ( array $escape ): string => strtolower( $escape[0] ), $percent ),
			trim( (string) wp_json_encode( $secret ), '"' ),
			trim( (string) wp_json_encode( $secret, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ), '"' ),
			htmlspecialchars( $secret, ENT_QUOTES ),
			bin2hex( $secret ),
			strtoupper( bin2hex( $secret ) ),
			...$base64,
			...array_map( static fn ( string $text ): string => strtr( $text, '+/', '-_' ), $base64 ),
		);
	}

	/**
	 * The characters of base64 that the secret alone decides, for each of the three places where it can begin in a group.
	 *
	 * @return list<string>
	 */
	private static function base64_spellings( string $secret ): array {
		$spellings = array( rtrim( base64_encode( $secret ), '=' ) );
		foreach ( array( 0, 1, 2 ) as $before ) {
			$bytes       = $before + strlen( $secret );
			$first       = (int) ceil( $before * 8 / 6 );
			$whole       = intdiv( $bytes * 8, 6 );
			$spellings[] = substr( base64_encode( str_repeat( "\0", $before ) . $secret ), $first, $whole - $first );
		}

		return $spellings;
	}
}
