<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use WP_Error;

/**
 * A part of the settings that belongs to the site and to no provider. What is stored is what `sanitize()` makes of it, and
 * so is what is read.
 */
abstract class Settings_Section {

	/** In the settings document, in the address of its route, and before `.changed` in the audit log. */
	public const NAME = '';

	public function __construct( protected readonly Settings_Store $store ) {
	}

	/**
	 * @return array<mixed> Complete, whatever is stored.
	 */
	public function read(): array {
		return static::sanitize( $this->store->section( static::NAME ) );
	}

	/**
	 * Replaces what is named, keeps the rest.
	 *
	 * @param array<mixed> $changes Checked against the schema.
	 */
	public function update( array $changes, string $revision ): bool|WP_Error {
		return $this->store->save_section( static::NAME, static::sanitize( $changes + $this->read() ), $revision );
	}

	/**
	 * What the audit log tells apart.
	 *
	 * @param array<mixed> $section
	 * @return array<string, mixed> By name.
	 */
	public function by_name( array $section ): array {
		return $section;
	}

	/**
	 * @return array<string, mixed> As a REST parameter.
	 */
	abstract public static function schema(): array;

	/**
	 * @param array<mixed> $section
	 * @return array<mixed>
	 */
	abstract protected static function sanitize( array $section ): array;
}
