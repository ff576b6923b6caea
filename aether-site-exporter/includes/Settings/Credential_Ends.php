<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * The day on which the credentials of a provider end, where a test of the connection could tell. It is about the secrets
 * that were tested: whoever enters others, or tested some and did not save them, has said nothing about the ones in use.
 */
final class Credential_Ends {

	public const OPTION = 'aether_credential_ends';

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Secret_Sources $secrets,
	) {
	}

	/**
	 * @param string $day `YYYY-MM-DD`.
	 */
	public function note( string $provider, string $day ): void {
		$end = array(
			'day'    => $day,
			'digest' => $this->digest( $provider ),
		);
		update_option( self::OPTION, array( $provider => $end ) + $this->stored(), false );
	}

	/**
	 * @return array<string, string> Provider id to `YYYY-MM-DD`, of the credentials in use, those that end first ahead.
	 */
	public function all(): array {
		$ends = array_filter(
			$this->stored(),
			fn ( mixed $end, int|string $provider ): bool => is_array( $end ) && isset( $end['day'], $end['digest'] ) && hash_equals( (string) $end['digest'], $this->digest( (string) $provider ) ),
			ARRAY_FILTER_USE_BOTH
		);
		$days = array_map( 'strval', array_column( $ends, 'day' ) );
		$days = array_combine( array_keys( $ends ), $days );
		asort( $days );

		return $days;
	}

	/**
	 * @return array<string, mixed>
	 */
	private function stored(): array {
		$ends = get_option( self::OPTION, array() );

		return is_array( $ends ) ? $ends : array();
	}

	/** Of the provider's secrets: says whether they are the same, and not what they are. */
	private function digest( string $provider ): string {
		$values = array();
		foreach ( array_keys( $this->settings->describe()['secrets'][ $provider ] ?? array() ) as $field ) {
			$value            = $this->secrets->read( $provider, (string) $field );
			$values[ $field ] = is_string( $value ) ? $value : '';
		}
		ksort( $values );

		return hash_hmac( 'sha256', (string) wp_json_encode( $values ), wp_salt() );
	}
}
