<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Ledger_Store;
use Aether\Site_Exporter\Security\Capabilities;
use WP_Error;
use WP_REST_Request;

/**
 * What is deployed at hosts that cannot be listed.
 */
final class Ledgers_Controller extends Controller {

	public function __construct( private readonly Ledger_Store $ledgers ) {
	}

	public function register_routes(): void {
		$path = 'ledgers/' . self::PROVIDER . '/' . self::TYPE;
		$this->route( $path, 'GET', Capabilities::PUBLISH, array( $this, 'read' ) );
		$this->route(
			$path,
			'PUT',
			Capabilities::PUBLISH,
			array( $this, 'replace' ),
			array(
				'entries' => array(
					'type'     => 'object',
					'required' => true,
				),
			)
		);
	}

	/**
	 * A first deployment is no error: browsers would write a 404 into the console.
	 */
	public function read( WP_REST_Request $request ): object {
		$ledger = $this->ledgers->read( $request['provider'], $request['type'] );

		return is_wp_error( $ledger ) ? $ledger : (object) json_decode( $ledger ?? '{"entries":null}' );
	}

	/**
	 * @return array{written: int}|WP_Error
	 */
	public function replace( WP_REST_Request $request ): array|WP_Error {
		$entries  = (array) $request['entries'];
		$replaced = $this->ledgers->write( $request['provider'], $request['type'], $entries );

		return is_wp_error( $replaced ) ? $replaced : array( 'written' => count( $entries ) );
	}
}
