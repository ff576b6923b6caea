<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Security;

use SensitiveParameter;
use SodiumException;
use WP_Error;

/**
 * XChaCha20-Poly1305 with the place of the value as associated data, so that a ciphertext opens only where it was put.
 *
 * The key comes from the constant `AETHER_ENCRYPTION_KEY` (32 characters or more), else from the salts of WordPress.
 * What was encrypted with `AETHER_ENCRYPTION_KEY_PREVIOUS`, or with the salts before there was a constant, is still read.
 */
final class Encrypter {

	private const PREFIX = 'aether:v1:';

	private const SHORTEST_KEY_MATERIAL = 32;

	/** What `salts()` is made of. */
	private const SALTS = array( 'AUTH_KEY', 'AUTH_SALT', 'SECURE_AUTH_KEY', 'SECURE_AUTH_SALT' );

	/** Whether a stored value is an envelope of ours. */
	public static function is_envelope( mixed $value ): bool {
		return is_string( $value ) && str_starts_with( $value, self::PREFIX );
	}

	/**
	 * @param string $place Which value it is: `providers/<id>/<field>`.
	 */
	public static function encrypt( #[SensitiveParameter] string $plain, string $place ): string|WP_Error {
		if ( ! self::is_possible() ) {
			return new WP_Error(
				'aether_config_invalid',
				__( 'Secrets cannot be encrypted on this site, so nothing was stored. Set AETHER_ENCRYPTION_KEY in wp-config.php to 32 or more random characters.', 'aether-site-exporter' ),
				array( 'status' => 500 )
			);
		}
		$nonce  = random_bytes( SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES );
		$cipher = sodium_crypto_aead_xchacha20poly1305_ietf_encrypt( $plain, self::associated_data( $place ), $nonce, self::key( (string) self::material() ) );

		return self::PREFIX . base64_encode( $nonce . $cipher );
	}

	/**
	 * Null when the envelope cannot be opened here: another key, another place, or damage.
	 */
	public static function decrypt( string $envelope, string $place ): ?string {
		$binary = self::is_envelope( $envelope ) ? base64_decode( substr( $envelope, strlen( self::PREFIX ) ), true ) : false;
		$length = SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES;
		if ( false === $binary || strlen( $binary ) < $length + SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_ABYTES ) {
			return null;
		}
		foreach ( self::materials() as $material ) {
			try {
				$plain = sodium_crypto_aead_xchacha20poly1305_ietf_decrypt( substr( $binary, $length ), self::associated_data( $place ), substr( $binary, 0, $length ), self::key( $material ) );
			} catch ( SodiumException ) {
				return null;
			}
			if ( false !== $plain ) {
				return $plain;
			}
		}

		return null;
	}

	/**
	 * The envelope itself where the key of today opens it, else a new one.
	 *
	 * @return string|WP_Error|null Null when no key opens it.
	 */
	public static function renew( string $envelope, string $place ): string|WP_Error|null {
		$plain = self::decrypt( $envelope, $place );
		if ( null === $plain ) {
			return null;
		}

		return self::is_of_today( $envelope, $place ) ? $envelope : self::encrypt( $plain, $place );
	}

	/** Whether this site can encrypt at all. */
	public static function is_possible(): bool {
		return null !== self::material() && function_exists( 'sodium_crypto_aead_xchacha20poly1305_ietf_encrypt' );
	}

	/** Whether the key is independent of the salts of WordPress. */
	public static function has_own_key(): bool {
		return defined( 'AETHER_ENCRYPTION_KEY' );
	}

	/**
	 * Whether the key lies beside what it opens: where `wp-config.php` names no salts, WordPress keeps its own in the database.
	 */
	public static function key_is_in_database(): bool {
		$named = array_map( static fn ( string $name ): string => (string) self::constant_text( $name ), self::SALTS );

		return ! self::has_own_key() && count( array_unique( array_filter( $named, static fn ( string $salt ): bool => '' !== $salt && 'put your unique phrase here' !== $salt ) ) ) < count( self::SALTS );
	}

	private static function key( #[SensitiveParameter] string $material ): string {
		return hash_hkdf( 'sha256', $material, SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_KEYBYTES, 'aether/settings/v1' );
	}

	private static function associated_data( string $place ): string {
		return self::PREFIX . get_current_blog_id() . ':' . $place;
	}

	private static function is_of_today( string $envelope, string $place ): bool {
		$binary = (string) base64_decode( substr( $envelope, strlen( self::PREFIX ) ), true );
		$length = SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES;

		return null !== self::material() && false !== sodium_crypto_aead_xchacha20poly1305_ietf_decrypt( substr( $binary, $length ), self::associated_data( $place ), substr( $binary, 0, $length ), self::key( self::material() ) );
	}

	/** What new envelopes are made with; null when it is too short to be a secret. */
	private static function material(): ?string {
		$material = self::constant_text( 'AETHER_ENCRYPTION_KEY' ) ?? self::salts();

		return strlen( $material ) >= self::SHORTEST_KEY_MATERIAL ? $material : null;
	}

	/**
	 * @return list<string> What envelopes may have been made with, today's first.
	 */
	private static function materials(): array {
		$materials = array( self::material(), self::constant_text( 'AETHER_ENCRYPTION_KEY_PREVIOUS' ), self::salts() );

		return array_values( array_unique( array_filter( $materials, static fn ( ?string $material ): bool => null !== $material && strlen( $material ) >= self::SHORTEST_KEY_MATERIAL ) ) );
	}

	private static function salts(): string {
		return wp_salt( 'auth' ) . wp_salt( 'secure_auth' );
	}

	private static function constant_text( string $name ): ?string {
		return defined( $name ) ? (string) constant( $name ) : null;
	}
}
