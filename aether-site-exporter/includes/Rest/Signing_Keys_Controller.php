<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Security\Signing_Allowance;
use Aether\Site_Exporter\Settings\Schema_Registry;
use Aether\Site_Exporter\Settings\Secret_Sources;
use WP_Error;
use WP_REST_Request;

/**
 * SigV4 signing keys: the secret access key stays here, what is given out signs for one day, region and service.
 */
final class Signing_Keys_Controller extends Controller {

	public function __construct(
		private readonly Secret_Sources $secrets,
		private readonly Schema_Registry $schemas,
		private readonly Signing_Allowance $allowance,
	) {
	}

	public function register_routes(): void {
		$this->route( 'signing-keys/' . self::PROVIDER . '/allowance', 'POST', Capabilities::PUBLISH, array( $this, 'allow' ) );
		$this->route(
			'signing-keys/' . self::PROVIDER,
			'POST',
			Capabilities::PUBLISH,
			array( $this, 'derive' ),
			array(
				'field'   => array( 'type' => 'string', 'required' => true, 'pattern' => '^[A-Za-z0-9_-]{1,64}$' ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
				'date'    => array( 'type' => 'string', 'required' => true, 'pattern' => '^\d{8}$' ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
				'region'  => array( 'type' => 'string', 'required' => true, 'pattern' => '^[a-z0-9-]{1,64}$' ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
				'service' => array( 'type' => 'string', 'required' => true, 'enum' => array( 's3' ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			)
		);
	}

	/**
	 * @return array{key: string}|WP_Error The key in base64.
	 */
	public function derive( WP_REST_Request $request ): array|WP_Error {
		if ( ! $this->allowance->holds( get_current_user_id(), $request['provider'] ) ) {
			return new WP_Error(
				'aether_conflict',
				__( 'A signing key is given to the one whose publish runs. Ask for an allowance to use one for anything else.', 'aether-site-exporter' ),
				array(
					'status' => 409,
					'reason' => 'no_publish',
				)
			);
		}
		$field = $this->schemas->fields( $request['provider'] )[ $request['field'] ] ?? null;
		if ( true !== ( $field['sensitive'] ?? null ) ) {
			return self::refused( __( 'The provider has no such secret field.', 'aether-site-exporter' ) );
		}
		if ( ! in_array( $request['date'], self::days(), true ) ) {
			return self::refused( __( 'A signing key is given for the current day only. Check the clocks of both sides.', 'aether-site-exporter' ) );
		}
		$secret = $this->secrets->read( $request['provider'], $request['field'] );
		if ( is_wp_error( $secret ) ) {
			return $secret;
		}
		$key = 'AWS4' . $secret;
		foreach ( array( $request['date'], $request['region'], $request['service'], 'aws4_request' ) as $part ) {
			$key = hash_hmac( 'sha256', $part, $key, true );
		}

		Audit_Log::record(
			'signing_key.issued',
			$request['provider'],
			details: array(
				'field'   => $request['field'],
				'date'    => $request['date'],
				'region'  => $request['region'],
				'service' => $request['service'],
			)
		);

		return array( 'key' => base64_encode( $key ) );
	}

	/**
	 * For a test of the connection, a plan, or the list of releases: a few minutes.
	 *
	 * @return array{seconds: int}
	 */
	public function allow( WP_REST_Request $request ): array {
		$this->allowance->grant( get_current_user_id(), $request['provider'] );
		Audit_Log::record( 'signing_key.allowed', $request['provider'] );

		return array( 'seconds' => Signing_Allowance::LASTS );
	}

	/**
	 * @return list<string> Today, and the neighbours that a clock slightly off would name.
	 */
	private static function days(): array {
		return array_unique( array( gmdate( 'Ymd' ), gmdate( 'Ymd', time() - 15 * MINUTE_IN_SECONDS ), gmdate( 'Ymd', time() + 15 * MINUTE_IN_SECONDS ) ) );
	}

	private static function refused( string $message ): WP_Error {
		return new WP_Error( 'aether_config_invalid', $message, array( 'status' => 400 ) );
	}
}
