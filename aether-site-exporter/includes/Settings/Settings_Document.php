<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use WP_Error;

/**
 * All settings as one document: what is asked for, and what every change answers with.
 */
final class Settings_Document {

	/**
	 * @param list<Settings_Section> $sections
	 */
	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly array $sections,
	) {
	}

	/**
	 * @return array<string, mixed>
	 */
	public function read(): array {
		$settings = $this->settings->describe();

		return array(
			'revision'  => $settings['revision'],
			'providers' => (object) array_map( static fn ( array $config ): object => (object) $config, $settings['providers'] ),
			'secrets'   => (object) array_map( static fn ( array $fields ): object => (object) $fields, $settings['secrets'] ),
		) + array_combine(
			array_map( static fn ( Settings_Section $section ): string => $section::NAME, $this->sections ),
			array_map( static fn ( Settings_Section $section ): array => $section->read(), $this->sections )
		);
	}

	/**
	 * Tells who comes too late what the settings are now, so that both changes can be brought together.
	 */
	public function with_current( WP_Error $error ): WP_Error {
		if ( 'aether_conflict' === $error->get_error_code() ) {
			$error->add_data( (array) $error->get_error_data() + array( 'current' => $this->read() ) );
		}

		return $error;
	}
}
