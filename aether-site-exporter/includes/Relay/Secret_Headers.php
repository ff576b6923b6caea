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

	/** Bytes of a body that a filter sees. */
	private const SHOWN_BODY = 8192;

	/** What shows credentials of others at a host. */
	private const SHOWS_CREDENTIALS = '~/(?:variables|triggers|secure_files)(?:/|$)~i';

	/** Below these a host makes or changes credentials, or decides who else may do what. */
	private const CHANGES_ACCESS = '~/(?:rotate|[^/]*(?:tokens?|credentials|keys)|members|memberships|invitations|access_requests|share|hooks|runners|remote_mirrors|transfer)(?:/|$)~i';

	public function __construct(
		private readonly Secret_Sources $secrets,
		private readonly Provider_Addresses $addresses,
		private readonly Allowed_Hosts $allowed,
	) {
	}

	public static function mentions_secret( Relay_Request $request ): bool {
		return 1 === preg_match( self::MARK, $request->address->url() . "\n" . implode( "\n", $request->headers ) );
	}

	/**
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 * @return array<string, string>|WP_Error Headers as they are sent.
	 */
	public function reveal( string $provider, array $config, Relay_Request $request ): array|WP_Error {
		if ( ! self::mentions_secret( $request ) ) {
			return $request->headers;
		}
		$refusal = $this->refusal( $provider, $config, $request );
		if ( null !== $refusal ) {
			return $refusal;
		}
		$may_carry_constants = $this->allowed->has( $request->address ) || $this->addresses->is_without_saved( $provider, $config, $request->address );

		$revealed = array();
		foreach ( $request->headers as $name => $value ) {
			$text = 1 === preg_match( self::MARK, $value ) ? $this->value( $provider, (string) $name, $value, $may_carry_constants ) : $value;
			if ( is_wp_error( $text ) ) {
				return $text;
			}
			$revealed[ $name ] = $text;
		}

		return $revealed;
	}

	/**
	 * @param array<string, mixed> $config
	 */
	private function refusal( string $provider, array $config, Relay_Request $request ): ?WP_Error {
		if ( 1 === preg_match( self::MARK, $request->address->url() ) ) {
			return Refusal::because( 'secret_place', __( 'A secret is put into headers only, never into an address.', 'aether-site-exporter' ) );
		}
		$base = $this->addresses->base_of_secrets( $provider, $config, $request->address );
		if ( null === $base ) {
			/* translators: %s: the address of a host. */
			return Refusal::because( 'secret_place', sprintf( __( 'Secrets of this provider are not sent to %s.', 'aether-site-exporter' ), $request->address->origin() ) );
		}
		/**
		 * Filters whether a request may carry a secret, within the addresses of the provider. Whoever knows what publishing
		 * needs says yes or no to each; else what shows or changes credentials is refused.
		 *
		 * @param ?bool  $may      Null: nobody has said.
		 * @param string $provider
		 * @param string $method   HTTP method.
		 * @param string $path     Below the registered address, as it is sent, without the query.
		 * @param string $body     Its first 8 KiB.
		 * @param string $query    As it is sent, with its question mark, or empty.
		 * @param string $type     The body's content type, as it is sent, or empty.
		 */
		$may = apply_filters( 'aether_relay_may_carry_secret', null, $provider, $request->method, $request->address->path_below( $base ), $request->body_part( 0, self::SHOWN_BODY ), $request->address->query, array_change_key_case( $request->headers )['content-type'] ?? '' );
		if ( null === $may && self::concerns_credentials( $request ) ) {
			return Refusal::because( 'credential_path', __( 'The relay does not ask a host to show, create or change credentials, or to let others in.', 'aether-site-exporter' ) );
		}

		return null === $may || true === $may ? null : Refusal::because( 'request', __( 'The relay does not send this request for the provider: publishing needs none like it.', 'aether-site-exporter' ) );
	}

	private static function concerns_credentials( Relay_Request $request ): bool {
		$path    = $request->address->decoded_path();
		$is_read = in_array( $request->method, array( 'GET', 'HEAD' ), true );

		return 1 === preg_match( self::SHOWS_CREDENTIALS, $path ) || ( ! $is_read && 1 === preg_match( self::CHANGES_ACCESS, $path ) );
	}

	private function value( string $provider, string $name, string $value, bool $may_carry_constants ): string|WP_Error {
		/**
		 * Filters the names of the headers that a secret may be put into.
		 *
		 * @param list<string> $names    In lower case.
		 * @param string       $provider
		 */
		$names = (array) apply_filters( 'aether_relay_credential_headers', self::CREDENTIAL_HEADERS, $provider );
		if ( ! in_array( strtolower( $name ), $names, true ) ) {
			/* translators: %s: name of an HTTP header. */
			return Refusal::because( 'secret_place', sprintf( __( 'A secret is not put into the header %s: it is not one that carries credentials.', 'aether-site-exporter' ), $name ) );
		}
		$error = null;
		$text  = preg_replace_callback(
			self::PLACEHOLDER,
			function ( array $found ) use ( $provider, $may_carry_constants, &$error ): string {
				$secret = $may_carry_constants || ! $this->secrets->is_constant( $provider, $found[1] ) ? $this->secrets->read( $provider, $found[1] ) : Refusal::of_constant();
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
}
