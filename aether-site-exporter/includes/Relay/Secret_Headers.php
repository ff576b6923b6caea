<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Aether\Site_Exporter\Settings\Secret_Sources;
use WP_Error;

/**
 * Puts secrets where their placeholders stand: `{{aether-secret:<field>}}` in the value of a header that carries
 * credentials. In any other header, or in the address, a host might keep the secret and show it to whoever sent it there.
 */
final class Secret_Headers {

	private const PLACEHOLDER = '/\{\{aether-secret:([A-Za-z0-9_-]{1,64})\}\}/';

	private const MARK = '/aether-secret(?::|%3a)/i';

	private const CREDENTIAL_HEADERS = array( 'authorization', 'private-token', 'job-token', 'deploy-token', 'api-key', 'x-api-key', 'x-auth-key', 'x-auth-token', 'x-access-token' );

	/** Below these a host creates credentials, or shows those of others. */
	private const CREDENTIAL_PATH = '~/(?:variables|rotate|[^/]*(?:tokens?|credentials|deploy_keys))(?:/|$)~i';

	public function __construct( private readonly Secret_Sources $secrets ) {
	}

	public static function mentions_secret( Relay_Request $request ): bool {
		return 1 === preg_match( self::MARK, $request->address->url() . "\n" . implode( "\n", $request->headers ) );
	}

	/**
	 * @return array<string, string>|WP_Error Headers as they are sent.
	 */
	public function reveal( string $provider, Relay_Request $request ): array|WP_Error {
		if ( 1 === preg_match( self::MARK, $request->address->url() ) ) {
			return self::refused( 'secret_place', __( 'A secret is put into headers only, never into an address.', 'aether-site-exporter' ) );
		}
		if ( self::mentions_secret( $request ) && ! in_array( $request->method, array( 'GET', 'HEAD' ), true ) && 1 === preg_match( self::CREDENTIAL_PATH, $request->address->path ) ) {
			return self::refused( 'credential_path', __( 'The relay does not ask a host to create or change credentials.', 'aether-site-exporter' ) );
		}
		$revealed = array();
		foreach ( $request->headers as $name => $value ) {
			$text = 1 === preg_match( self::MARK, $value ) ? $this->value( $provider, (string) $name, $value ) : $value;
			if ( is_wp_error( $text ) ) {
				return $text;
			}
			$revealed[ $name ] = $text;
		}

		return $revealed;
	}

	private function value( string $provider, string $name, string $value ): string|WP_Error {
		/**
		 * Filters the names of the headers that a secret may be put into.
		 *
		 * @param list<string> $names    In lower case.
		 * @param string       $provider
		 */
		$names = (array) apply_filters( 'aether_relay_credential_headers', self::CREDENTIAL_HEADERS, $provider );
		if ( ! in_array( strtolower( $name ), $names, true ) ) {
			/* translators: %s: name of an HTTP header. */
			return self::refused( 'secret_place', sprintf( __( 'A secret is not put into the header %s: it is not one that carries credentials.', 'aether-site-exporter' ), $name ) );
		}
		$error = null;
		$text  = preg_replace_callback(
			self::PLACEHOLDER,
			function ( array $found ) use ( $provider, &$error ): string {
				$secret = $this->secrets->read( $provider, $found[1] );
				if ( is_wp_error( $secret ) ) {
					$error = $secret;
					return '';
				}
				return $secret;
			},
			$value
		);
		if ( null !== $error ) {
			return $error;
		}

		return 1 === preg_match( '/[\r\n\0]/', (string) $text )
			? new WP_Error( 'aether_config_invalid', __( 'The secret has characters that a header cannot carry. Enter it again in Settings → Aether.', 'aether-site-exporter' ), array( 'status' => 400 ) )
			: (string) $text;
	}

	private static function refused( string $reason, string $message ): WP_Error {
		return new WP_Error(
			'aether_permission_denied',
			$message,
			array(
				'status' => 403,
				'reason' => $reason,
			)
		);
	}
}
