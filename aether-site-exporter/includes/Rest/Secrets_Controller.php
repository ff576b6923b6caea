<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Security\Secret_Rotation;
use WP_Error;

/**
 * All secrets at once.
 */
final class Secrets_Controller extends Controller {

	public function __construct( private readonly Secret_Rotation $rotation ) {
	}

	public function register_routes(): void {
		$this->route( 'secrets/rotate', 'POST', Capabilities::CONFIGURE, array( $this, 'rotate' ) );
	}

	/**
	 * @return array{rotated: int, current: int, unreadable: list<string>}|WP_Error
	 */
	public function rotate(): array|WP_Error {
		return $this->rotation->run();
	}
}
