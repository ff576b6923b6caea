<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Settings_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Settings_Document;
use Aether\Site_Exporter\Settings\Settings_Section;
use WP_Error;
use WP_REST_Request;

/**
 * One part of the settings that belongs to the site and to no provider: rules, bundle, environments.
 */
final class Section_Controller extends Controller {

	public function __construct(
		private readonly Settings_Section $section,
		private readonly Settings_Document $document,
	) {
	}

	public function register_routes(): void {
		$this->route(
			'settings/' . $this->section::NAME,
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'update' ),
			array(
				'revision'           => self::revision_arg() + array( 'required' => true ),
				$this->section::NAME => $this->section::schema(),
			)
		);
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function update( WP_REST_Request $request ): array|WP_Error {
		$section = $this->section;
		$before  = $section->read();
		$updated = $section->update( $request[ $section::NAME ], $request['revision'] );
		if ( is_wp_error( $updated ) ) {
			return $this->document->with_current( $updated );
		}
		Settings_Changes::record_section( $section::NAME, $section->by_name( $before ), $section->by_name( $section->read() ) );

		return $this->document->read();
	}
}
