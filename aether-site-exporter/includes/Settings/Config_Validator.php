<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * Checks a provider's configuration against its fields, with the outcome that the SDK's `validateConfig()` has: the table
 * `packages/provider-sdk/testing/config-cases.json` is run by both sides.
 */
final class Config_Validator {

	private const EMAIL = '/^[A-Za-z0-9.!#$%&\'*+\/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/Du';

	private const URL = '~^https?://(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?(?:\.[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][^\s\p{Z}<>"\\\\^`{|}]*)?$~Diu';

	/**
	 * @param array<string, array<string, mixed>> $fields Field id to field.
	 */
	public function __construct( private readonly array $fields ) {
	}

	/**
	 * @param array<string, mixed> $config
	 * @return array<string, mixed> Known fields only; what is absent stays absent, null stays null.
	 */
	public function sanitize( array $config ): array {
		$sanitized = array();
		foreach ( array_intersect_key( $this->fields, $config ) as $id => $field ) {
			$sanitized[ $id ] = Value_Sanitizer::sanitize( $field, $config[ $id ] );
		}

		return $sanitized;
	}

	/**
	 * @param array<string, mixed>  $config  Sanitised.
	 * @param array<string, string> $secrets Field id to status; a secret that is absent from the configuration is kept.
	 * @return list<array{field: string, code: string, message: string}> At most one per field, in the order of the fields.
	 */
	public function issues( array $config, array $secrets = array() ): array {
		$issues = array();
		foreach ( $this->fields as $id => $field ) {
			$is_kept_secret = $field['sensitive'] && ! array_key_exists( $id, $config ) && ! in_array( $secrets[ $id ] ?? 'set', array( 'unset', 'unreadable' ), true );
			if ( $is_kept_secret || ! $this->is_shown( $field, $config ) ) {
				continue;
			}
			$code = self::code( $field, $config[ $id ] ?? null );
			if ( null !== $code ) {
				$issues[] = array(
					'field'   => (string) $id,
					'code'    => $code,
					'message' => Issue_Messages::message( $field, $code ),
				);
			}
		}

		return $issues;
	}

	/**
	 * @param array<string, mixed> $field
	 * @param array<string, mixed> $config
	 */
	private function is_shown( array $field, array $config ): bool {
		foreach ( $field['showIf'] ?? array() as $id => $expected ) {
			$actual   = $config[ $id ] ?? $this->fields[ $id ]['default'] ?? null;
			$accepted = is_array( $expected ) ? $expected : array( $expected );
			$matches  = array_filter( $accepted, static fn ( mixed $value ): bool => is_array( $actual ) ? in_array( $value, $actual, true ) : self::equals( $actual, $value ) );
			if ( array() === $matches ) {
				return false;
			}
		}

		return true;
	}

	/**
	 * The first rule that is broken: required, type, min, max, pattern, option.
	 *
	 * @param array<string, mixed> $field
	 */
	private static function code( array $field, mixed $value ): ?string {
		if ( null === $value || '' === $value || array() === $value || ( 'checkbox' === $field['type'] && false === $value ) ) {
			return $field['required'] ? 'required' : null;
		}
		if ( ! self::has_type( $field['type'], $value ) ) {
			return 'type';
		}

		return self::code_of_size( $field, $value ) ?? self::code_of_pattern( $field, $value ) ?? self::code_of_options( $field, $value );
	}

	private static function has_type( string $type, mixed $value ): bool {
		return match ( $type ) {
			'number'         => is_int( $value ) || ( is_float( $value ) && is_finite( $value ) ),
			'checkbox'       => is_bool( $value ),
			'checkbox_group' => is_array( $value ) && array_is_list( $value ) && count( array_filter( $value, 'is_string' ) ) === count( $value ),
			'url'            => is_string( $value ) && 1 === preg_match( self::URL, $value ),
			'email'          => is_string( $value ) && 1 === preg_match( self::EMAIL, $value ),
			default          => is_string( $value ),
		};
	}

	/**
	 * @param array<string, mixed> $field
	 */
	private static function code_of_size( array $field, mixed $value ): ?string {
		if ( is_array( $value ) || is_bool( $value ) ) {
			return null;
		}
		$size = is_string( $value ) ? mb_strlen( $value, 'UTF-8' ) : $value;
		if ( isset( $field['min'] ) && $size < $field['min'] ) {
			return 'min';
		}

		return isset( $field['max'] ) && $size > $field['max'] ? 'max' : null;
	}

	/**
	 * A source that is no regular expression matches nothing.
	 *
	 * @param array<string, mixed> $field
	 */
	private static function code_of_pattern( array $field, mixed $value ): ?string {
		if ( ! isset( $field['pattern'] ) || ! is_string( $value ) ) {
			return null;
		}
		$pattern = "\x01^(?:" . $field['pattern'] . ")$\x01Du";

		return 1 === @preg_match( $pattern, $value ) ? null : 'pattern'; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The pattern comes from another plugin.
	}

	/**
	 * @param array<string, mixed> $field
	 */
	private static function code_of_options( array $field, mixed $value ): ?string {
		if ( 'select' !== $field['type'] && 'checkbox_group' !== $field['type'] ) {
			return null;
		}

		return array() === array_diff( (array) $value, array_column( $field['options'] ?? array(), 'value' ) ) ? null : 'option';
	}

	/** JSON knows one kind of number. */
	private static function equals( mixed $actual, mixed $expected ): bool {
		$are_numbers = ( is_int( $actual ) || is_float( $actual ) ) && ( is_int( $expected ) || is_float( $expected ) );

		return $are_numbers ? (float) $actual === (float) $expected : $actual === $expected;
	}
}
