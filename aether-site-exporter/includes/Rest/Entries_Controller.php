<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Entry_Places;
use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use WP_Error;
use WP_REST_Request;

/**
 * What the block editor shows of an entry's publishing.
 */
final class Entries_Controller extends Controller {

	public function __construct( private readonly Entry_Places $places ) {
	}

	public function register_routes(): void {
		$this->route( 'site/entries/(?P<entry>[0-9]{1,18})', 'GET', Capabilities::VIEW, array( $this, 'read' ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function read( WP_REST_Request $request ): array|WP_Error {
		$post = get_post( (int) $request['entry'] );
		if ( null === $post || ! current_user_can( 'edit_post', $post->ID ) ) {
			return new WP_Error( 'aether_not_found', __( 'There is no such entry, or you may not edit it.', 'aether-site-exporter' ), array( 'status' => 404 ) );
		}

		return array(
			'isPublic'   => 'private' !== Unpublished_Changes::state_since( $post, null ),
			'places'     => $this->places->of( $post ),
			'canPublish' => current_user_can( Capabilities::PUBLISH ),
		);
	}
}
