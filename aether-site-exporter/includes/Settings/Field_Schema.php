<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * A ConfigField of the provider SDK, as an array.
 */
final class Field_Schema {

	public const TYPES = array( 'text', 'password', 'email', 'url', 'number', 'textarea', 'select', 'checkbox', 'checkbox_group' );

	/** Also what a field of a stored configuration may be called. */
	public const ID_PATTERN = '[A-Za-z0-9_-]{1,64}';

	private const TEXTS   = array( 'label', 'description', 'pattern', 'patternMessage', 'placeholder', 'group' );
	private const NUMBERS = array( 'min', 'max', 'step', 'rows' );

	/**
	 * The well-formed ones among the fields, in the one form that the rest of the code reads.
	 *
	 * @param array<mixed> $fields
	 * @return array<string, array<string, mixed>> Field id to field.
	 */
	public static function by_id( array $fields ): array {
		$known = array();
		foreach ( $fields as $field ) {
			$normal = is_array( $field ) ? self::normalize( $field ) : null;
			if ( null !== $normal ) {
				$known[ $normal['id'] ] = $normal;
			}
		}

		return $known;
	}

	public static function is_id( mixed $id ): bool {
		return is_string( $id ) && 1 === preg_match( '/^' . self::ID_PATTERN . '$/D', $id );
	}

	/**
	 * @param array<string, mixed> $field
	 * @return ?array<string, mixed> Null when it is no field.
	 */
	private static function normalize( array $field ): ?array {
		$type = $field['type'] ?? null;
		if ( ! self::is_id( $field['id'] ?? null ) || ! in_array( $type, self::TYPES, true ) ) {
			return null;
		}
		$normal = array(
			'id'        => $field['id'],
			'type'      => $type,
			'label'     => $field['id'],
			'required'  => true === ( $field['required'] ?? false ),
			// Whoever declares a password and says nothing of it means a secret.
			'sensitive' => (bool) ( $field['sensitive'] ?? 'password' === $type ),
		);
		foreach ( self::TEXTS as $key ) {
			if ( is_string( $field[ $key ] ?? null ) ) {
				$normal[ $key ] = $field[ $key ];
			}
		}
		foreach ( self::NUMBERS as $key ) {
			if ( is_int( $field[ $key ] ?? null ) || is_float( $field[ $key ] ?? null ) ) {
				$normal[ $key ] = $field[ $key ];
			}
		}
		if ( is_array( $field['options'] ?? null ) ) {
			$normal['options'] = self::options( $field['options'] );
		}
		if ( is_array( $field['showIf'] ?? null ) ) {
			$normal['showIf'] = $field['showIf'];
		}
		if ( array_key_exists( 'default', $field ) && ! $normal['sensitive'] ) {
			$normal['default'] = $field['default'];
		}

		return $normal;
	}

	/**
	 * @param array<mixed> $options
	 * @return list<array{value: string, label: string, description?: string}>
	 */
	private static function options( array $options ): array {
		$known = array();
		foreach ( $options as $option ) {
			if ( is_array( $option ) && is_string( $option['value'] ?? null ) ) {
				$texts   = array_filter( array_intersect_key( $option, array( 'description' => true ) ), 'is_string' );
				$known[] = array(
					'value' => $option['value'],
					'label' => is_string( $option['label'] ?? null ) ? $option['label'] : $option['value'],
				) + $texts;
			}
		}

		return $known;
	}
}
