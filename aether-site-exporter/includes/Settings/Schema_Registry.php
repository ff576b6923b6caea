<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * What the configuration of each provider looks like: declared in PHP, and for providers that exist in JavaScript only
 * saved by an administrator. Where both know a field, PHP is right.
 */
final class Schema_Registry {

	public const OPTION = 'aether_provider_schemas';

	/** @var array<string, array<string, array<string, mixed>>> Provider id to field id to field. */
	private array $registered = array();

	private bool $is_collected = false;

	/**
	 * @param list<array<string, mixed>> $fields
	 */
	public function register( string $id, array $fields ): void {
		$this->registered[ $id ] = Field_Schema::by_id( $fields ) + ( $this->registered[ $id ] ?? array() );
	}

	/**
	 * Keeps what a JavaScript provider declares.
	 *
	 * @param list<array<string, mixed>> $fields
	 */
	public function declare( string $id, array $fields ): void {
		$declared                      = $this->declared();
		$declared[ self::kind( $id ) ] = Field_Schema::by_id( $fields );
		update_option( self::OPTION, $declared, false );
	}

	/**
	 * @return array<string, array<string, mixed>> Field id to field.
	 */
	public function fields( string $id ): array {
		$this->collect();
		$kind = self::kind( $id );

		return ( $this->registered[ $kind ] ?? array() ) + ( $this->declared()[ $kind ] ?? array() );
	}

	/**
	 * @return array<string, array<string, mixed>> Field id to field, of those that PHP knows.
	 */
	public function registered( string $id ): array {
		$this->collect();

		return $this->registered[ self::kind( $id ) ] ?? array();
	}

	/** The provider that an instance is one of: `cloudflare-r2:eu` is a `cloudflare-r2`. */
	public static function kind( string $id ): string {
		return explode( ':', $id, 2 )[0];
	}

	/**
	 * @return array<string, list<array<string, mixed>>> Provider id to fields.
	 */
	public function all(): array {
		$this->collect();
		$ids = array_keys( $this->registered + $this->declared() );

		return array_combine( $ids, array_map( fn ( string $id ): array => array_values( $this->fields( $id ) ), $ids ) );
	}

	/**
	 * @return array<string, array<string, array<string, mixed>>>
	 */
	private function declared(): array {
		$declared = get_option( self::OPTION, array() );

		return is_array( $declared ) ? array_map( static fn ( mixed $fields ): array => Field_Schema::by_id( (array) $fields ), $declared ) : array();
	}

	private function collect(): void {
		if ( $this->is_collected ) {
			return;
		}
		$this->is_collected = true;

		/**
		 * Fires when the fields of the providers are needed for the first time: call `aether_register_provider_schema()`.
		 */
		do_action( 'aether_register_provider_schemas' );
	}
}
