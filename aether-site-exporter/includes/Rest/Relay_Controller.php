<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Relay\Relay;
use Aether\Site_Exporter\Security\Capabilities;
use WP_Error;
use WP_REST_Request;

/**
 * Requests to the hosts of a provider that the browser cannot or must not send itself.
 */
final class Relay_Controller extends Controller {

	public function __construct( private readonly Relay $relay ) {
	}

	public function register_routes(): void {
		$this->route( 'relay/' . self::PROVIDER, 'GET', Capabilities::PUBLISH, array( $this, 'describe' ) );
		$this->route( 'relay/' . self::PROVIDER, 'POST', Capabilities::PUBLISH, array( $this, 'send' ) );
	}

	/**
	 * @return array{addresses: list<string>, relayOnly: list<string>}
	 */
	public function describe( WP_REST_Request $request ): array {
		return $this->relay->describe( $request['provider'] );
	}

	public function send( WP_REST_Request $request ): Relay_Response|WP_Error {
		$answer = $this->relay->send( $request['provider'], (string) $request->get_body() );

		return is_wp_error( $answer ) ? $answer : new Relay_Response( $answer );
	}
}
