<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use WP_REST_Response;

/**
 * An answer that is not JSON.
 */
abstract class Raw_Response extends WP_REST_Response {

	public function __construct( string $content_type ) {
		parent::__construct( null, 200, array( 'Content-Type' => $content_type ) );
	}

	abstract protected function print(): void;

	/**
	 * A callback of `rest_pre_serve_request`.
	 */
	public static function serve( bool $is_served, mixed $response ): bool {
		if ( $is_served || ! $response instanceof self ) {
			return $is_served;
		}
		$response->print();

		return true;
	}
}
