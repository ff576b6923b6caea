<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Relay\Relay_Answer;

/**
 * What a host answered: an envelope with `{ status, headers }` and the body.
 */
final class Relay_Response extends Raw_Response {

	public function __construct( public readonly Relay_Answer $answer ) {
		parent::__construct( 'application/octet-stream' );
	}

	protected function print(): void {
		echo $this->answer->head(); // phpcs:ignore WordPress.Security.EscapeOutput -- Binary, said to be no document.
		fpassthru( $this->answer->body );
	}
}
