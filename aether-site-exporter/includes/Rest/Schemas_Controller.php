<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Schema_Registry;
use WP_Error;
use WP_REST_Request;

/**
 * What the configurations of the providers look like.
 */
final class Schemas_Controller extends Controller {

	public function __construct(
		private readonly Schema_Registry $schemas,
		private readonly Provider_Settings $settings,
	) {
	}

	public function register_routes(): void {
		$this->route( 'settings/schema', 'GET', Capabilities::VIEW, array( $this, 'schema' ) );
		$this->route(
			'settings/schema/' . self::PROVIDER,
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'declare_schema' ),
			array(
				'fields' => array(
					'type'     => 'array',
					'required' => true,
					'maxItems' => 200,
					'items'    => array( 'type' => 'object' ),
				),
			)
		);
	}

	public function schema(): object {
		return (object) $this->schemas->all();
	}

	public function declare_schema( WP_REST_Request $request ): object {
		$allowed = $this->settings->may_declare( $request['provider'], $request['fields'] );
		if ( is_wp_error( $allowed ) ) {
			return $allowed;
		}
		$this->schemas->declare( $request['provider'], $request['fields'] );
		Audit_Log::record( 'schema.declared', $request['provider'] );

		return $this->schema();
	}
}
