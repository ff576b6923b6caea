<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * What a person reads when a field's value is refused.
 */
final class Issue_Messages {

	/**
	 * @param array<string, mixed> $field
	 * @param string               $code  Of the SDK's `ConfigIssue`.
	 */
	public static function message( array $field, string $code ): string {
		$label = $field['label'];

		return match ( $code ) {
			/* translators: %s: name of a field. */
			'required' => sprintf( __( '%s is required.', 'aether-site-exporter' ), $label ),
			'type'     => self::type( $label, $field['type'] ),
			'min'      => self::min( $field ),
			'max'      => self::max( $field ),
			/* translators: %s: name of a field. */
			'pattern'  => $field['patternMessage'] ?? sprintf( __( '%s does not have the expected form.', 'aether-site-exporter' ), $label ),
			/* translators: %s: name of a field. */
			default    => sprintf( __( '%s has a value that is not among the choices.', 'aether-site-exporter' ), $label ),
		};
	}

	private static function type( string $label, string $type ): string {
		return match ( $type ) {
			/* translators: %s: name of a field. */
			'number' => sprintf( __( '%s must be a number.', 'aether-site-exporter' ), $label ),
			/* translators: %s: name of a field. */
			'url'    => sprintf( __( '%s must be an address that begins with https:// or http://.', 'aether-site-exporter' ), $label ),
			/* translators: %s: name of a field. */
			'email'  => sprintf( __( '%s must be an e-mail address.', 'aether-site-exporter' ), $label ),
			/* translators: %s: name of a field. */
			default  => sprintf( __( '%s has a value of the wrong kind.', 'aether-site-exporter' ), $label ),
		};
	}

	/**
	 * @param array<string, mixed> $field
	 */
	private static function min( array $field ): string {
		return 'number' === $field['type']
			/* translators: 1: name of a field, 2: a number. */
			? sprintf( __( '%1$s must be at least %2$s.', 'aether-site-exporter' ), $field['label'], $field['min'] )
			/* translators: 1: name of a field, 2: a number. */
			: sprintf( __( '%1$s must have at least %2$s characters.', 'aether-site-exporter' ), $field['label'], $field['min'] );
	}

	/**
	 * @param array<string, mixed> $field
	 */
	private static function max( array $field ): string {
		return 'number' === $field['type']
			/* translators: 1: name of a field, 2: a number. */
			? sprintf( __( '%1$s must be at most %2$s.', 'aether-site-exporter' ), $field['label'], $field['max'] )
			/* translators: 1: name of a field, 2: a number. */
			: sprintf( __( '%1$s must have at most %2$s characters.', 'aether-site-exporter' ), $field['label'], $field['max'] );
	}
}
