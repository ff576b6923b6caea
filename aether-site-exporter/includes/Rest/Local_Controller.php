<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Storage\Local_Place;
use Aether\Site_Exporter\Storage\Local_Target;
use WP_Error;
use WP_REST_Request;

/**
 * What a directory of this server shows visitors.
 */
final class Local_Controller extends Controller {

	public const PLACE = 'local/(?P<type>' . Local_Place::TYPES[0] . '|' . Local_Place::TYPES[1] . ')';

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Publish_Records $records,
	) {
	}

	public function register_routes(): void {
		$this->route( self::PLACE, 'GET', Capabilities::PUBLISH, array( $this, 'describe' ) );
		$this->route( self::PLACE . '/manifest', 'GET', Capabilities::PUBLISH, array( $this, 'manifest' ), array( 'cursor' => self::portion_args( 1 )['cursor'] ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function describe( WP_REST_Request $request ): array|WP_Error {
		$target = $this->unused( $request ) ?? self::target( $this->settings, $this->records, $request['type'] );

		return $target instanceof Local_Target ? $target->describe() : $target;
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function manifest( WP_REST_Request $request ): array|WP_Error {
		$target   = $this->unused( $request ) ?? self::target( $this->settings, $this->records, $request['type'] );
		$manifest = match ( true ) {
			is_wp_error( $target ) => $target,
			is_array( $target )    => Local_Target::NO_MANIFEST,
			default                => $target->manifest( $request['cursor'] ),
		};

		return is_wp_error( $manifest ) ? $manifest : array_replace( $manifest, array( 'entries' => (object) $manifest['entries'] ) );
	}

	/**
	 * @param string $type One of `Local_Place::TYPES`.
	 */
	public static function target( Provider_Settings $settings, Publish_Records $records, string $type ): Local_Target|WP_Error {
		$place = Local_Place::open( $settings->config( Local_Place::PROVIDER ), $type );

		return is_wp_error( $place ) ? $place : new Local_Target( $place, $records->is_over( ... ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error|null See `Local_Place::unused()`.
	 */
	private function unused( WP_REST_Request $request ): array|WP_Error|null {
		return Local_Place::unused( $this->settings->config( Local_Place::PROVIDER ), $request['type'] );
	}
}
