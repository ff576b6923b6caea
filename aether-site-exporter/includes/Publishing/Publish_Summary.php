<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use WP_Error;

/**
 * How a publish ended, as the one who ran it says. Others read it, administrators among them: it is kept small, and no
 * address in it is a script.
 */
final class Publish_Summary {

	/** Bytes of JSON. */
	public const LARGEST = 1_048_576;

	/** Browsers skip spaces and control characters in a scheme. */
	private const SCRIPT = '/^[\x00-\x20]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|v\s*b\s*s\s*c\s*r\s*i\s*p\s*t|d\s*a\s*t\s*a)\s*:/i';

	/**
	 * @param array<string, mixed> $summary The engine's `PublishSummary`.
	 * @return array<string, mixed>|WP_Error
	 */
	public static function accept( array $summary ): array|WP_Error {
		if ( strlen( (string) wp_json_encode( $summary ) ) > self::LARGEST ) {
			return new WP_Error(
				'aether_payload_too_large',
				/* translators: %s: a size, such as "1 MB". */
				sprintf( __( 'The summary of a publish can have %s at most.', 'aether-site-exporter' ), size_format( self::LARGEST ) ),
				array( 'status' => 413 )
			);
		}
		array_walk_recursive(
			$summary,
			static function ( mixed &$value ): void {
				$value = is_string( $value ) && 1 === preg_match( self::SCRIPT, $value ) ? '' : $value;
			}
		);

		return $summary;
	}
}
