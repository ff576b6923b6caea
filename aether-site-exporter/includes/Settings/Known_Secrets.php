<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Relay\Secret_Bodies;

/**
 * Every secret that this site can read, to be taken out of texts; never part of an answer.
 */
final class Known_Secrets {

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Secret_Sources $secrets,
		private readonly Secret_Bodies $bodies,
	) {
	}

	/**
	 * @return list<string>
	 */
	public function values(): array {
		$values = array();
		foreach ( $this->settings->describe()['secrets'] as $provider => $fields ) {
			foreach ( array_keys( $fields ) as $field ) {
				array_push( $values, $this->secrets->read( (string) $provider, (string) $field ), ...array_values( $this->bodies->values( (string) $provider, (string) $field ) ) );
			}
		}

		return array_values( array_unique( array_filter( $values, 'is_string' ) ) );
	}
}
