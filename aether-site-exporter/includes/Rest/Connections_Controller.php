<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Credential_Ends;
use WP_REST_Request;

/**
 * What a test of a connection found out that is worth knowing later.
 */
final class Connections_Controller extends Controller {

	public function __construct( private readonly Credential_Ends $ends ) {
	}

	public function register_routes(): void {
		$this->route(
			'connections/' . self::PROVIDER,
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'note' ),
			array(
				'endsAt' => array(
					'type'     => 'string',
					'pattern'  => '^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$',
					'required' => true,
				),
			)
		);
	}

	/**
	 * @return array{endsAt: string}
	 */
	public function note( WP_REST_Request $request ): array {
		$this->ends->note( $request['provider'], $request['endsAt'] );

		return array( 'endsAt' => $request['endsAt'] );
	}
}
