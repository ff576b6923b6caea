<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Publishing\Place_States;
use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Storage\Local_Place;
use Aether\Site_Exporter\Storage\Local_Target;
use Aether\Site_Exporter\Storage\Release_Id;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Releases in a directory of this server: made, switched to, thrown away.
 */
final class Local_Releases_Controller extends Controller {

	private const RELEASE = Local_Controller::PLACE . '/releases/(?P<id>' . Release_Id::PATTERN . ')';

	/** Files in one request to keep them. */
	private const MAX_KEPT = 1000;

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Publish_Records $records,
	) {
	}

	public function register_routes(): void {
		$this->route( Local_Controller::PLACE . '/releases', 'POST', Capabilities::PUBLISH, array( $this, 'begin' ), array( 'publishId' => array( 'type' => 'string', 'format' => 'uuid', 'required' => true ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->route( self::RELEASE . '/files', 'POST', Capabilities::PUBLISH, array( $this, 'write' ) );
		$this->route( self::RELEASE . '/kept', 'POST', Capabilities::PUBLISH, array( $this, 'keep' ), self::kept_args() );
		$this->route( self::RELEASE . '/activate', 'POST', Capabilities::PUBLISH, array( $this, 'activate' ), array( 'fileCount' => array( 'type' => 'integer', 'minimum' => 0 ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->route( self::RELEASE, 'DELETE', Capabilities::PUBLISH, array( $this, 'discard' ) );
	}

	public function begin( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$target = $this->target( $request );
		$begun  = is_wp_error( $target ) ? $target : $target->begin( $request['publishId'] );

		return is_wp_error( $begun ) ? $begun : new WP_REST_Response( $begun, 201 );
	}

	/**
	 * @return array{written: int}|WP_Error
	 */
	public function write( WP_REST_Request $request ): array|WP_Error {
		$target  = $this->existing( $request );
		$written = is_wp_error( $target ) ? $target : $target->write( $request['id'], (string) $request->get_body() );

		return is_wp_error( $written ) ? $written : array( 'written' => $written );
	}

	/**
	 * @return array{kept: int}|WP_Error
	 */
	public function keep( WP_REST_Request $request ): array|WP_Error {
		$target = $this->existing( $request );
		$kept   = is_wp_error( $target ) ? $target : $target->keep( $request['id'], $request['files'] );

		return is_wp_error( $kept ) ? $kept : array( 'kept' => $kept );
	}

	/**
	 * @return array{id: string, baseUrl: string}|WP_Error
	 */
	public function activate( WP_REST_Request $request ): array|WP_Error {
		$target    = $this->existing( $request );
		$activated = is_wp_error( $target ) ? $target : $target->activate( $request['id'], $request['fileCount'] );
		if ( ! is_wp_error( $activated ) ) {
			Place_States::note_activation( Local_Place::PROVIDER, $request['type'], $request['id'] );
			Audit_Log::record(
				'release.activated',
				Local_Place::PROVIDER,
				details: array(
					'type'    => $request['type'],
					'release' => $request['id'],
				)
			);
		}

		return $activated;
	}

	public function discard( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$target    = $this->existing( $request );
		$discarded = is_wp_error( $target ) ? $target : $target->discard( $request['id'] );

		// What is not there is gone.
		return is_wp_error( $discarded ) && 'aether_not_found' !== $discarded->get_error_code() ? $discarded : new WP_REST_Response( null, 204 );
	}

	private function target( WP_REST_Request $request ): Local_Target|WP_Error {
		return Local_Controller::target( $this->settings, $this->records, $request['type'] );
	}

	/** Makes no directory for a release that is not there. */
	private function existing( WP_REST_Request $request ): Local_Target|WP_Error {
		$unused = Local_Place::unused( $this->settings->config( Local_Place::PROVIDER ), $request['type'] );

		return match ( true ) {
			is_wp_error( $unused ) => $unused,
			is_array( $unused )    => Local_Target::unknown_release(),
			default                => $this->target( $request ),
		};
	}

	/**
	 * @return array<string, array<string, mixed>>
	 */
	private static function kept_args(): array {
		return array(
			'files' => array(
				'type'     => 'array',
				'required' => true,
				'maxItems' => self::MAX_KEPT,
				'items'    => array(
					'type'       => 'object',
					'properties' => array(
						'path'   => array( 'type' => 'string', 'required' => true ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
						'sha256' => array( 'type' => 'string', 'required' => true, 'pattern' => '^[0-9a-f]{64}$' ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
					),
				),
			),
		);
	}
}
