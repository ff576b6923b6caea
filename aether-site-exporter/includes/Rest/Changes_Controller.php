<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Security\Capabilities;

/**
 * How much was written since the site was published last.
 */
final class Changes_Controller extends Controller {

	public function __construct( private readonly Unpublished_Changes $changes ) {
	}

	public function register_routes(): void {
		$this->route( 'site/changes', 'GET', Capabilities::VIEW, array( $this, 'read' ) );
	}

	/**
	 * @return array{since: string|null, count: int, isMore: bool} `since`: null where nothing was published; `isMore`: nobody counted on.
	 */
	public function read(): array {
		return $this->changes->to_array();
	}
}
