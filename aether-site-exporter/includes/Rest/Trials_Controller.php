<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Settings_Trial;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Settings that are tried before they are saved.
 */
final class Trials_Controller extends Controller {

	public function __construct( private readonly Provider_Settings $settings ) {
	}

	public function register_routes(): void {
		$this->route(
			'settings/providers/' . self::PROVIDER . '/trial',
			'POST',
			Capabilities::CONFIGURE,
			array( $this, 'begin' ),
			array(
				'config' => array(
					'type'          => 'object',
					'required'      => true,
					'maxProperties' => 200,
				),
			)
		);
	}

	public function begin( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$config = $this->settings->changed( $request['provider'], $request['config'] );
		if ( is_wp_error( $config ) ) {
			return $config;
		}
		Audit_Log::record( 'settings.tried', $request['provider'], details: array( 'fields' => array_map( 'strval', array_keys( $request['config'] ) ) ) );

		return new WP_REST_Response(
			array(
				'trial'   => Settings_Trial::keep( $request['provider'], $config ),
				'seconds' => Settings_Trial::LASTS,
			),
			201
		);
	}
}
