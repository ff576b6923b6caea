<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Secret_Sources;

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
	 * @return list<string> Of all providers.
	 */
	public function all(): array {
		$providers = array_keys( $this->settings->describe()['secrets'] );

		return array_values( array_unique( array_merge( ...array_map( fn ( int|string $provider ): array => $this->of( (string) $provider ), $providers ) ) ) );
	}

	/**
	 * @return list<string> Of one provider.
	 */
	public function of( string $provider ): array {
		$values = array();
		foreach ( array_keys( $this->settings->describe()['secrets'][ $provider ] ?? array() ) as $field ) {
			array_push( $values, $this->secrets->read( $provider, (string) $field ), ...array_values( $this->bodies->values( $provider, (string) $field ) ) );
		}

		return array_values( array_filter( $values, 'is_string' ) );
	}
}
