<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Security\Encrypter;
use WP_Error;

/**
 * The settings as the outside sees and changes them. A field that PHP does not know is a secret, except the list of
 * deployment types; secrets go in and never come out.
 */
final class Provider_Settings {

	private const DEPLOYMENT_TYPES = 'deployment_types';

	public function __construct(
		private readonly Settings_Store $store,
		private readonly Schema_Registry $schemas,
		private readonly Secret_Sources $secrets,
		private readonly Address_Change $address_change,
	) {
	}

	/**
	 * @return array{revision: string, providers: array<string, array<string, mixed>>, secrets: array<string, array<string, string>>}
	 */
	public function describe(): array {
		$revision  = $this->store->revision();
		$stored    = $this->store->providers();
		$providers = array();
		$secrets   = array();
		foreach ( array_unique( array( ...array_keys( $this->schemas->all() ), ...array_keys( $stored ) ) ) as $id ) {
			$id            = (string) $id;
			$config        = $stored[ $id ] ?? array();
			$secret_fields = $this->secret_fields( $id, $config );
			if ( isset( $stored[ $id ] ) ) {
				$providers[ $id ] = array_diff_key( $config, $secret_fields );
			}
			foreach ( array_keys( $secret_fields ) as $field ) {
				$secrets[ $id ][ $field ] = $this->secrets->status( $id, (string) $field );
			}
		}

		return compact( 'revision', 'providers', 'secrets' );
	}

	/**
	 * What code of this site may use: known fields, without secrets.
	 *
	 * @return array<string, mixed>
	 */
	public function config( string $id ): array {
		$config = $this->store->provider( $id );

		return array_diff_key( $config, $this->secret_fields( $id, $config ) );
	}

	/**
	 * Changes the fields that are named, keeps the others; null clears one.
	 *
	 * @param array<string, mixed> $changes
	 */
	public function update( string $id, array $changes, string $revision ): bool|WP_Error {
		$config = $this->changed( $id, $changes );

		return is_wp_error( $config ) ? $config : $this->store->save_provider( $id, $config, $revision );
	}

	/**
	 * What a change would make of a configuration, secrets encrypted. Stores nothing.
	 *
	 * @param array<string, mixed> $changes
	 * @return array<string, mixed>|WP_Error
	 */
	public function changed( string $id, array $changes ): array|WP_Error {
		$stored    = $this->store->provider( $id );
		$fields    = $this->fields( $id, $changes[ self::DEPLOYMENT_TYPES ] ?? $stored[ self::DEPLOYMENT_TYPES ] ?? array() );
		$unknown   = array_diff_key( $changes, $fields );
		$validator = new Config_Validator( $fields );
		$sanitized = $validator->sanitize( $changes );
		$planned   = $this->to_validate( $id, $stored, $sanitized );
		$statuses  = $this->statuses( $id, $stored );
		$issues    = array(
			...$validator->issues( $planned, $statuses ),
			...self::issues_of_unknown( $unknown ),
			...Directory_Change::issues( $id, $sanitized ),
			...$this->address_change->issues( $id, $this->config( $id ), $planned, self::names( array_diff_key( array_intersect( $statuses, array( 'set' ) ), $changes ) ), array_column( $fields, 'label', 'id' ) ),
		);
		if ( array() !== $issues ) {
			return new WP_Error(
				'aether_config_invalid',
				__( 'Some fields need another value. Nothing was saved.', 'aether-site-exporter' ),
				array( 'status' => 400, 'issues' => $issues ) // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			);
		}

		return $this->merge( $id, $stored, $sanitized + $unknown );
	}

	/**
	 * Whether a schema may be declared: not where a value that is stored as plain text would become an address for secrets.
	 *
	 * @param list<array<string, mixed>> $fields
	 */
	public function may_declare( string $id, array $fields ): bool|WP_Error {
		$declared = array_diff_key( Field_Schema::by_id( $fields ), $this->schemas->registered( $id ) );
		$new_urls = array_filter( $declared, fn ( array $field ): bool => 'url' === $field['type'] && 'url' !== ( $this->schemas->fields( $id )[ $field['id'] ]['type'] ?? null ) );
		$names    = array();
		foreach ( $this->store->providers() as $other => $stored ) {
			$concerns = Schema_Registry::kind( (string) $other ) === Schema_Registry::kind( $id ) && in_array( 'set', $this->statuses( (string) $other, $stored ), true );
			$names    = array( ...$names, ...( $concerns ? self::names( array_intersect_key( $this->config( (string) $other ), $new_urls ) ) : array() ) );
		}
		if ( array() === $names ) {
			return true;
		}

		return new WP_Error(
			'aether_config_invalid',
			/* translators: %s: names of fields. */
			sprintf( __( 'These fields would become addresses that saved secrets are sent to: %s. Clear them first.', 'aether-site-exporter' ), implode( ', ', $names ) ),
			array( 'status' => 400 )
		);
	}

	public function forget( string $id, string $revision ): bool|WP_Error {
		return $this->store->save_provider( $id, null, $revision );
	}

	/**
	 * @return list<array{provider: string, field: string}> Secrets of providers that take part in a publish, which no key opens.
	 */
	public function unreadable_secrets(): array {
		$unreadable = array();
		foreach ( $this->store->providers() as $id => $config ) {
			$statuses = array() === (array) ( $config[ self::DEPLOYMENT_TYPES ] ?? array() ) ? array() : $this->statuses( (string) $id, $config );
			foreach ( array_keys( $statuses, 'unreadable', true ) as $field ) {
				$unreadable[] = array(
					'provider' => (string) $id,
					'field'    => (string) $field,
				);
			}
		}

		return $unreadable;
	}

	/**
	 * @return list<string> Ids of the providers that are switched on to receive a deployment type.
	 */
	public function receivers( string $type ): array {
		$receives = static fn ( array $config ): bool => in_array( $type, (array) ( $config[ self::DEPLOYMENT_TYPES ] ?? array() ), true );

		return array_map( 'strval', array_keys( array_filter( $this->store->providers(), $receives ) ) );
	}

	/** Opaque; changes with every change of any setting. */
	public function revision(): string {
		return $this->store->revision();
	}

	/**
	 * @param array<string, mixed> $stored
	 * @param array<string, mixed> $changes Sanitised.
	 * @return array<string, mixed>|WP_Error What to store.
	 */
	private function merge( string $id, array $stored, array $changes ): array|WP_Error {
		$secret_fields = $this->secret_fields( $id, $changes + $stored );
		foreach ( $changes as $field => $value ) {
			if ( null === $value || ( '' === $value && isset( $secret_fields[ $field ] ) ) ) {
				unset( $stored[ $field ] );
				continue;
			}
			$stored[ $field ] = $value;
		}
		foreach ( array_keys( array_intersect_key( $stored, $secret_fields ) ) as $field ) {
			$place    = Secret_Sources::place( $id, (string) $field );
			$is_new   = array_key_exists( $field, $changes ) || ! Encrypter::is_envelope( $stored[ $field ] );
			$envelope = $is_new ? Encrypter::encrypt( (string) $stored[ $field ], $place ) : Encrypter::renew( $stored[ $field ], $place );
			if ( is_wp_error( $envelope ) ) {
				return $envelope;
			}
			$stored[ $field ] = $envelope ?? $stored[ $field ];
		}

		return $stored;
	}

	/**
	 * @param array<string, mixed> $stored
	 * @param array<string, mixed> $changes
	 * @return array<string, mixed> The configuration as it will be; secrets that are kept are absent.
	 */
	private function to_validate( string $id, array $stored, array $changes ): array {
		return $changes + array_diff_key( $stored, $this->secret_fields( $id, $stored ) );
	}

	/**
	 * Every field of a configuration that must not be shown: declared as secret, unknown, or stored as an envelope.
	 *
	 * @param array<string, mixed> $config
	 * @return array<string, true>
	 */
	private function secret_fields( string $id, array $config ): array {
		$fields    = $this->fields( $id );
		$sensitive = array_filter( $fields, static fn ( array $field ): bool => $field['sensitive'] );
		$unknown   = array_diff_key( $config, $fields );
		$envelopes = array_filter( $config, Encrypter::is_envelope( ... ) );

		return array_map( '__return_true', $sensitive + $unknown + $envelopes );
	}

	/**
	 * @param array<string, mixed> $stored
	 * @return array<string, string>
	 */
	private function statuses( string $id, array $stored ): array {
		$statuses = array();
		foreach ( array_keys( $this->secret_fields( $id, $stored ) ) as $field ) {
			$statuses[ $field ] = $this->secrets->status( $id, (string) $field );
		}

		return $statuses;
	}

	/**
	 * @param array<mixed> $by_name
	 * @return list<string>
	 */
	private static function names( array $by_name ): array {
		return array_map( 'strval', array_keys( $by_name ) );
	}

	/**
	 * @param mixed $types The deployment types that shall be checked.
	 * @return array<string, array<string, mixed>> Field id to field, the deployment types always among them.
	 */
	private function fields( string $id, mixed $types = array() ): array {
		$fields = $this->schemas->fields( $id );
		if ( isset( $fields[ self::DEPLOYMENT_TYPES ] ) ) {
			return $fields;
		}

		return array( self::DEPLOYMENT_TYPES => Deployment_Types_Field::undeclared( $types ) ) + $fields;
	}

	/**
	 * @param array<string, mixed> $unknown
	 * @return list<array{field: string, code: string, message: string}>
	 */
	private static function issues_of_unknown( array $unknown ): array {
		$issues = array();
		foreach ( $unknown as $field => $value ) {
			if ( ! Field_Schema::is_id( (string) $field ) || ( null !== $value && ! is_scalar( $value ) ) ) {
				$issues[] = array(
					'field'   => (string) $field,
					'code'    => 'type',
					/* translators: %s: name of a field. */
					'message' => sprintf( __( '%s is not known to this site and can only hold text.', 'aether-site-exporter' ), (string) $field ),
				);
			}
		}

		return $issues;
	}
}
