<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Schema_Registry;
use Aether\Site_Exporter\Settings\Secret_Sources;
use WP_Error;

/**
 * Writes values of a secret field into the body of the one request that a provider's plugin has declared for it. Only on
 * behalf of somebody who may change settings: what a host does with a value, whoever deploys there decides.
 */
final class Secret_Bodies {

	/** @var array<string, Secret_Body> By provider id. */
	private array $registered = array();

	public function __construct(
		private readonly Secret_Sources $secrets,
		private readonly Provider_Addresses $addresses,
		private readonly Allowed_Hosts $allowed,
	) {
	}

	public function register( string $id, Secret_Body $body ): void {
		$this->registered[ $id ] = $body;
	}

	/**
	 * What a host needs to know: which names have a value, and whether another one was sent before. Never a value.
	 *
	 * @return ?array{field: string, names: list<string>, revision: string, maySend: bool} Null where there is none.
	 */
	public function describe( string $provider ): ?array {
		$body   = $this->of( $provider );
		$values = null === $body ? array() : $this->values( $provider, $body->field );

		return array() === $values ? null : array(
			'field'    => $body->field,
			'names'    => array_map( 'strval', array_keys( $values ) ),
			'revision' => Secret_Body::revision( $provider, $values ),
			'maySend'  => current_user_can( Capabilities::CONFIGURE ),
		);
	}

	/**
	 * @return array<string, string> The values in a secret field by name; empty for one that is a value as a whole.
	 */
	public function values( string $provider, string $field ): array {
		$body   = $this->of( $provider );
		$secret = $field === $body?->field ? $this->secrets->read( $provider, $field ) : '';

		return is_string( $secret ) && '' !== $secret ? $body->values( $secret ) : array();
	}

	/**
	 * The request as it is sent, with its headers; both as they were given, when it asks for no value.
	 *
	 * @param array<string, mixed>  $config  Of the provider, without secrets.
	 * @param array<string, string> $headers As they are sent.
	 * @return array{0: Relay_Request, 1: array<string, string>}|WP_Error
	 */
	public function fill( string $provider, array $config, Relay_Request $request, array $headers ): array|WP_Error {
		$field = $request->secret_body_field();
		if ( null === $field ) {
			return array( $request, $headers );
		}
		$body = $this->of( $provider );
		$base = $this->addresses->base_of_secrets( $provider, $config, $request->address );
		if ( null === $body || $body->field !== $field || null === $base ) {
			return Refusal::because( 'secret_place', __( 'The relay puts no secret into the body of this request.', 'aether-site-exporter' ) );
		}
		if ( ! current_user_can( Capabilities::CONFIGURE ) ) {
			return Refusal::because( 'capability', __( 'Only somebody who may change the settings of Aether sends values of secrets.', 'aether-site-exporter' ) );
		}
		if ( $this->secrets->is_constant( $provider, $field ) && ! $this->allowed->has( $request->address ) && ! $this->addresses->is_without_saved( $provider, $config, $request->address ) ) {
			return Refusal::of_constant();
		}
		$secret = $this->secrets->read( $provider, $field );
		if ( is_wp_error( $secret ) ) {
			return $secret;
		}
		$composed = $body->compose(
			array(
				'method' => $request->method,
				'path'   => $request->address->path_below( $base ),
				'query'  => $request->address->query,
				'body'   => $request->body_part( 0, $request->body_size() ),
				'config' => $config,
			),
			$body->values( $secret )
		);
		if ( null === $composed ) {
			return Refusal::because( 'request', __( 'The relay does not send values of secrets with this request: publishing needs none like it.', 'aether-site-exporter' ) );
		}
		Audit_Log::record( 'secret_values.sent', $provider, details: array( 'field' => $field, 'host' => $request->address->origin() ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$plain = array_filter( $headers, static fn ( string $name ): bool => ! in_array( strtolower( $name ), array( 'content-type', Secret_Body::HEADER ), true ), ARRAY_FILTER_USE_KEY );

		return array( $request->with_body( $composed['body'] ), $plain + array( 'Content-Type' => $composed['type'] ) );
	}

	private function of( string $provider ): ?Secret_Body {
		$this->addresses->collect();

		return $this->registered[ Schema_Registry::kind( $provider ) ] ?? null;
	}
}
