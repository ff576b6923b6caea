<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use WP_Error;

/**
 * The option `aether_settings`: `{ providers: { <id>: { deployment_types, …fields } }, rules: { <list>: [ pattern ] },
 * bundle: { plugins, postTypes, entries }, environments: [ { id, name, providers, baseUrl, robots } ] }`.
 *
 * Its revision is a digest of what is stored; a change is written only over the revision that it was made from.
 */
final class Settings_Store {

	public const OPTION = 'aether_settings';

	/** @var array<string, array<string, mixed>> Configurations that this request works with instead of the stored ones. */
	private static array $tried = array();

	/**
	 * Shows a configuration that is not stored, until told otherwise. What is written is never it.
	 *
	 * @param ?array<string, mixed> $config Null ends it.
	 */
	public static function try_out( string $provider, ?array $config ): void {
		self::$tried = null === $config ? array() : array( $provider => $config );
	}

	/**
	 * @return array<string, array<string, mixed>> Provider id to stored configuration, secrets as envelopes.
	 */
	public function providers(): array {
		return self::$tried + self::providers_in( $this->stored() );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function provider( string $id ): array {
		return $this->providers()[ $id ] ?? array();
	}

	/**
	 * @param string $name Of a `Settings_Section`.
	 * @return array<mixed> As stored.
	 */
	public function section( string $name ): array {
		$section = self::settings_in( $this->stored() )[ $name ] ?? array();

		return is_array( $section ) ? $section : array();
	}

	/**
	 * @param array<mixed> $section
	 * @param string       $revision That the change was made from.
	 */
	public function save_section( string $name, array $section, string $revision ): bool|WP_Error {
		$stored = $this->stored();
		if ( self::revision_of( $stored ) !== $revision ) {
			return self::conflict();
		}

		return $this->swap( $stored, (string) maybe_serialize( array( $name => $section ) + self::settings_in( $stored ) ) );
	}

	/** Opaque; changes with every change of any setting. */
	public function revision(): string {
		return self::revision_of( $this->stored() );
	}

	/**
	 * Writes one provider's configuration, and no other's.
	 *
	 * @param ?array<string, mixed> $config   Null forgets it.
	 * @param string                $revision That the change was made from.
	 */
	public function save_provider( string $id, ?array $config, string $revision ): bool|WP_Error {
		$stored = $this->stored();
		if ( self::revision_of( $stored ) !== $revision ) {
			return self::conflict();
		}
		$settings              = self::settings_in( $stored );
		$settings['providers'] = self::providers_in( $stored );
		if ( null === $config ) {
			unset( $settings['providers'][ $id ] );
		} else {
			$settings['providers'][ $id ] = $config;
		}

		return $this->swap( $stored, (string) maybe_serialize( $settings ) );
	}

	/**
	 * Writes only where nobody else wrote meanwhile.
	 */
	private function swap( string $old, string $new ): bool|WP_Error {
		global $wpdb;

		if ( $old === $new ) {
			return true;
		}
		// phpcs:ignore WordPress.DB -- update_option() cannot compare. HEX, because the column's collation ignores case.
		$changed = $wpdb->query(
			$wpdb->prepare(
				"UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s AND HEX( option_value ) = %s",
				$new,
				self::OPTION,
				strtoupper( bin2hex( $old ) )
			)
		);
		wp_cache_delete( self::OPTION, 'options' );

		return 1 === $changed ? true : self::conflict();
	}

	/** As it is in the table at this moment, past every cache. */
	private function stored(): string {
		global $wpdb;

		$select = $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", self::OPTION );
		$value  = $wpdb->get_var( $select ); // phpcs:ignore WordPress.DB -- Prepared above; must be fresh.
		if ( null === $value ) {
			add_option( self::OPTION, array( 'providers' => array() ), '', false );
			$value = $wpdb->get_var( $select ); // phpcs:ignore WordPress.DB -- Prepared above; must be fresh.
		}

		return (string) $value;
	}

	/**
	 * @return array<string, array<string, mixed>>
	 */
	private static function providers_in( string $stored ): array {
		return array_filter( (array) ( self::settings_in( $stored )['providers'] ?? array() ), 'is_array' );
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function settings_in( string $stored ): array {
		$settings = maybe_unserialize( $stored );

		return is_array( $settings ) ? $settings : array();
	}

	private static function revision_of( string $stored ): string {
		return substr( hash( 'sha256', $stored ), 0, 16 );
	}

	private static function conflict(): WP_Error {
		return new WP_Error( 'aether_conflict', __( 'The settings were changed by somebody else meanwhile. Load them again and repeat your change.', 'aether-site-exporter' ), array( 'status' => 409 ) );
	}
}
