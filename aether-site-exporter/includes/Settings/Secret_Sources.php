<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Security\Encrypter;
use WP_Error;

/**
 * Where the value of a secret field comes from: a constant or environment variable `AETHER_SECRET_<PROVIDER>_<FIELD>`,
 * else the encrypted option.
 */
final class Secret_Sources {

	public function __construct( private readonly Settings_Store $settings ) {
	}

	/**
	 * @return 'constant'|'set'|'unset'|'unreadable'
	 */
	public function status( string $provider, string $field ): string {
		if ( null !== self::override( $provider, $field ) ) {
			return 'constant';
		}
		$stored = $this->settings->provider( $provider )[ $field ] ?? null;

		return match ( true ) {
			null === $stored, '' === $stored   => 'unset',
			! Encrypter::is_envelope( $stored ) => 'set',
			default                            => null === Encrypter::decrypt( $stored, self::place( $provider, $field ) ) ? 'unreadable' : 'set',
		};
	}

	/**
	 * The secret itself. It must never be part of an answer, a message or a log line.
	 */
	public function read( string $provider, string $field ): string|WP_Error {
		$override = self::override( $provider, $field );
		if ( null !== $override ) {
			return $override;
		}
		$stored = $this->settings->provider( $provider )[ $field ] ?? null;
		if ( ! is_scalar( $stored ) || '' === (string) $stored ) {
			/* translators: %s: the name of a field. */
			return new WP_Error( 'aether_config_invalid', sprintf( __( 'The field %s is empty. Enter it in Settings → Aether.', 'aether-site-exporter' ), $field ), array( 'status' => 400 ) );
		}
		if ( ! Encrypter::is_envelope( $stored ) ) {
			return (string) $stored;
		}
		$plain = Encrypter::decrypt( $stored, self::place( $provider, $field ) );

		return $plain ?? new WP_Error(
			'aether_secret_unreadable',
			/* translators: %s: the name of a field. */
			sprintf( __( 'The field %s was encrypted with another key. Enter it again in Settings → Aether.', 'aether-site-exporter' ), $field ),
			array( 'status' => 400 )
		);
	}

	/** Whether the value comes from outside the settings. */
	public function is_constant( string $provider, string $field ): bool {
		return null !== self::override( $provider, $field );
	}

	public static function place( string $provider, string $field ): string {
		return "providers/{$provider}/{$field}";
	}

	private static function override( string $provider, string $field ): ?string {
		$name  = 'AETHER_SECRET_' . strtoupper( (string) preg_replace( '/[^a-z0-9]+/i', '_', $provider . '_' . $field ) );
		$value = defined( $name ) ? constant( $name ) : getenv( $name );

		return is_string( $value ) && '' !== $value ? $value : null;
	}
}
