<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * A head in JSON and a body of any bytes in one message: a 4-byte big-endian length, that many bytes of JSON, the body.
 */
final class Envelope {

	private const LENGTH_BYTES = 4;

	/**
	 * @param array<string, mixed> $head
	 */
	public static function head( array $head ): string {
		$json = (string) wp_json_encode( $head, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );

		return pack( 'N', strlen( $json ) ) . $json;
	}

	/**
	 * @param string $message      The whole message.
	 * @param int    $longest_head Bytes.
	 * @return ?array{0: array<string, mixed>, 1: int} The head, and where in the message the body begins; null when it is
	 *                                                 no message.
	 */
	public static function open( string $message, int $longest_head ): ?array {
		if ( strlen( $message ) < self::LENGTH_BYTES ) {
			return null;
		}
		$length = unpack( 'N', $message )[1];
		$start  = self::LENGTH_BYTES + $length;
		if ( $length > $longest_head || strlen( $message ) < $start ) {
			return null;
		}
		$head = json_decode( substr( $message, self::LENGTH_BYTES, $length ), true, 8 );

		return is_array( $head ) ? array( $head, $start ) : null;
	}
}
