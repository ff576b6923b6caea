<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Bundle\Plugin_Options;
use WP_REST_Request;

/**
 * Options of plugins that a bundle could carry, with their values; for who may see every option.
 */
final class Plugin_Options_Controller extends Controller {

	public function register_routes(): void {
		$this->route(
			'bundle/options',
			'GET',
			Plugin_Options::CAPABILITY,
			array( $this, 'find' ),
			array(
				'search' => array(
					'type'      => 'string',
					'default'   => '',
					'maxLength' => 191,
				),
			)
		);
	}

	/**
	 * @return array{chosen: list<array<string, mixed>>, found: list<array<string, mixed>>}
	 */
	public function find( WP_REST_Request $request ): array {
		return array(
			'chosen' => Plugin_Options::describe( Plugin_Options::chosen() ),
			'found'  => Plugin_Options::search( $request['search'] ),
		);
	}
}
