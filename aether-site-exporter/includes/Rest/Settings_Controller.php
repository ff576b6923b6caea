<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Audit\Settings_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Settings_Document;
use WP_Error;
use WP_REST_Request;

/**
 * How the providers are set up.
 */
final class Settings_Controller extends Controller {

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Settings_Document $document,
	) {
	}

	public function register_routes(): void {
		$this->route( 'settings', 'GET', Capabilities::VIEW, array( $this->document, 'read' ) );
		$this->route(
			'settings/providers/' . self::PROVIDER,
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'update' ),
			array(
				'revision' => self::revision_arg() + array( 'required' => true ),
				'config'   => array(
					'type'          => 'object',
					'required'      => true,
					'maxProperties' => 200,
				),
			)
		);
		$this->route( 'settings/providers/' . self::PROVIDER, 'DELETE', Capabilities::CONFIGURE, array( $this, 'forget' ), array( 'revision' => self::revision_arg() ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function update( WP_REST_Request $request ): array|WP_Error {
		$provider = $request['provider'];
		$before   = $this->settings->config( $provider );
		$updated  = $this->settings->update( $provider, $request['config'], $request['revision'] );
		if ( is_wp_error( $updated ) ) {
			return $this->document->with_current( $updated );
		}
		$secrets = array_map( 'strval', array_keys( $this->settings->describe()['secrets'][ $provider ] ?? array() ) );
		Settings_Changes::record( $provider, $request['config'], $before, $this->settings->config( $provider ), $secrets );

		return $this->document->read();
	}

	/**
	 * Without a revision: whatever it holds.
	 *
	 * @return array<string, mixed>|WP_Error
	 */
	public function forget( WP_REST_Request $request ): array|WP_Error {
		$forgotten = $this->settings->forget( $request['provider'], $request['revision'] ?? $this->settings->revision() );
		if ( is_wp_error( $forgotten ) ) {
			return $this->document->with_current( $forgotten );
		}
		Audit_Log::record( 'settings.forgotten', $request['provider'] );

		return $this->document->read();
	}
}
