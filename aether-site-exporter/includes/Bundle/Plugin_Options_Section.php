<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Options of plugins that a person chose, without what in them is secret.
 */
final class Plugin_Options_Section implements Content_Section {

	public function __construct( private readonly Portable $portable ) {
	}

	public function id(): string {
		return 'plugin_options';
	}

	public function records( string $after ): iterable {
		foreach ( self::looked_into( $after ) as $name => $public ) {
			yield $name => array(
				'kind'  => 'plugin_option',
				'name'  => $name,
				'value' => $this->portable->value( $public->value ),
			);
		}
	}

	/**
	 * @param string $after Name of the last option that was delivered; '' for the beginning.
	 * @return iterable<string, Public_Value> Name of an option to what of it travels.
	 */
	public static function looked_into( string $after = '' ): iterable {
		$missing = new \stdClass();
		foreach ( Plugin_Options::chosen() as $name ) {
			$value = strcmp( $name, $after ) > 0 ? get_option( $name, $missing ) : $missing;
			if ( $value !== $missing ) {
				yield $name => new Public_Value( $value );
			}
		}
	}
}
