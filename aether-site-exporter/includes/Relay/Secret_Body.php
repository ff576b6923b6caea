<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Closure;

/**
 * One request of a provider whose body hands values of a secret field to the host: who registered it reads the field and
 * writes the body. What the sender gives is no more than a request for that; none of its bytes decides where a value stands.
 */
final class Secret_Body {

	/** Names the field, in a request to the relay. It is never sent on. */
	public const HEADER = 'x-aether-secret-body';

	/** Hexadecimal digits. */
	private const REVISION_LENGTH = 16;

	/**
	 * @param string  $field   Id of the secret field.
	 * @param Closure $read    `fn ( string $secret ): array<string, string>`: value by name.
	 * @param Closure $compose See `aether_register_secret_body()`.
	 */
	public function __construct(
		public readonly string $field,
		private readonly Closure $read,
		private readonly Closure $compose,
	) {
	}

	/**
	 * @return array<string, string> Value by name.
	 */
	public function values( string $secret ): array {
		return array_filter( (array) ( $this->read )( $secret ), 'is_string' );
	}

	/**
	 * Other for other values; nobody without the keys of this site can try which values have it.
	 *
	 * @param array<string, string> $values
	 */
	public static function revision( string $provider, array $values ): string {
		ksort( $values );

		return substr( hash_hmac( 'sha256', (string) wp_json_encode( array( $provider, $values ) ), wp_salt( 'secure_auth' ) ), 0, self::REVISION_LENGTH );
	}

	/**
	 * @param array{method: string, path: string, query: string, body: string, config: array<string, mixed>} $request
	 * @param array<string, string>                                                                          $values
	 * @return ?array{type: string, body: string} Null for a request that gets no value.
	 */
	public function compose( array $request, array $values ): ?array {
		$composed = ( $this->compose )( $request, $values );

		return is_string( $composed['type'] ?? null ) && is_string( $composed['body'] ?? null ) ? $composed : null;
	}
}
