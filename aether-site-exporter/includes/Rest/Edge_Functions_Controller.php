<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Storage\Module_Folder;
use WP_Error;
use WP_REST_Request;

/**
 * Modules that the owner of the server keeps for the edge.
 */
final class Edge_Functions_Controller extends Controller {

	public function __construct( private readonly Module_Folder $folder ) {
	}

	public function register_routes(): void {
		$this->route( 'edge-functions/(?P<folder>' . Module_Folder::NAME . ')', 'GET', Capabilities::PUBLISH, array( $this, 'list_modules' ) );
	}

	/**
	 * @return array{modules: list<array{path: string, body: string}>}|WP_Error
	 */
	public function list_modules( WP_REST_Request $request ): array|WP_Error {
		$modules = $this->folder->modules( $request['folder'] );
		if ( is_wp_error( $modules ) ) {
			return $modules;
		}

		return array(
			'modules' => array_map(
				static fn ( string $path, string $body ): array => array(
					'path' => $path,
					'body' => base64_encode( $body ), // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- Modules can be binary.
				),
				array_keys( $modules ),
				$modules
			),
		);
	}
}
