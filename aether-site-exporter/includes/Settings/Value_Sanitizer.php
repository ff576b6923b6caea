<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * Brings a value into the form that is stored, as the SDK's `sanitizeValue()` does. A value that cannot be read as the
 * field's type comes back unchanged, for validation to name it.
 */
final class Value_Sanitizer {

	private const OUTER_SPACE = '/^[\s\p{Z}\x{feff}]+|[\s\p{Z}\x{feff}]+$/u';

	/** A decimal number; no exponent, no thousands separator. */
	private const NUMBER = '/^[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)$/D';

	private const TRUE_WORDS  = array( true, 1, 1.0, '1', 'true', 'on', 'yes' );
	private const FALSE_WORDS = array( false, 0, 0.0, '0', 'false', 'off', 'no', '' );

	/**
	 * @param array<string, mixed> $field
	 */
	public static function sanitize( array $field, mixed $value ): mixed {
		if ( null === $value ) {
			return null;
		}

		return match ( $field['type'] ) {
			'number'         => self::number( $value ),
			'checkbox'       => self::checkbox( $value ),
			'checkbox_group' => is_array( $value ) && array_is_list( $value ) ? array_values( array_unique( $value, SORT_REGULAR ) ) : $value,
			'textarea'       => is_string( $value ) ? self::text( $value ) : $value,
			default          => self::line( $value ),
		};
	}

	private static function text( string $value ): string {
		$value = (string) preg_replace( '/\r\n?/', "\n", $value );

		return self::trim( (string) preg_replace( '/[\x{0}-\x{8}\x{b}-\x{1f}\x{7f}-\x{9f}]/u', '', $value ) );
	}

	private static function line( mixed $value ): mixed {
		if ( is_int( $value ) || is_float( $value ) ) {
			return (string) wp_json_encode( $value );
		}

		return is_string( $value ) ? self::trim( (string) preg_replace( '/[\x{0}-\x{1f}\x{7f}-\x{9f}]/u', '', $value ) ) : $value;
	}

	private static function number( mixed $value ): mixed {
		if ( ! is_string( $value ) ) {
			return $value;
		}
		$text = self::trim( $value );
		if ( '' === $text ) {
			return null;
		}

		return 1 === preg_match( self::NUMBER, $text ) ? $text + 0 : $value;
	}

	private static function checkbox( mixed $value ): mixed {
		if ( in_array( $value, self::TRUE_WORDS, true ) ) {
			return true;
		}

		return in_array( $value, self::FALSE_WORDS, true ) ? false : $value;
	}

	private static function trim( string $value ): string {
		return (string) preg_replace( self::OUTER_SPACE, '', $value );
	}
}
