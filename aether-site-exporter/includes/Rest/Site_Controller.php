<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Environments;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Site_Rules;
use Aether\Site_Exporter\Site\Asset_Inventory;
use Aether\Site_Exporter\Site\Cursor;
use Aether\Site_Exporter\Site\Gate_Findings;
use Aether\Site_Exporter\Site\Inventory\Url;
use Aether\Site_Exporter\Site\Site_Information;
use Aether\Site_Exporter\Site\Url_Inventory;
use Aether\Site_Exporter\Storage\Local_Place;
use WP_Error;
use WP_REST_Request;

/**
 * What there is to publish.
 */
final class Site_Controller extends Controller {

	/** Items per portion, unless the request says otherwise. */
	private const PORTION = 500;

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Site_Rules $rules,
		private readonly Environments $environments,
	) {
	}

	public function register_routes(): void {
		$this->route( 'site', 'GET', Capabilities::PUBLISH, array( $this, 'information' ) );
		$this->route(
			'site/urls',
			'GET',
			Capabilities::PUBLISH,
			array( $this, 'urls' ),
			self::portion_args( self::PORTION ) + array(
				'kind' => array(
					'type' => 'string',
					'enum' => Url::KINDS,
				),
			)
		);
		$this->route( 'site/findings', 'GET', Capabilities::PUBLISH, array( $this, 'findings' ) );
		$this->route( 'site/assets', 'GET', Capabilities::PUBLISH, array( $this, 'assets' ), self::portion_args( self::PORTION ) );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function information(): array {
		return Site_Information::describe() + array(
			'rules'        => $this->rules->read(),
			'environments' => $this->environments->read(),
		);
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function urls( WP_REST_Request $request ): array|WP_Error {
		$cursor = Cursor::decode( $request['cursor'] );

		return is_wp_error( $cursor ) ? $cursor : ( new Url_Inventory() )->page( $cursor, $request['per_page'], $request['kind'] );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function assets( WP_REST_Request $request ): array|WP_Error {
		$cursor = Cursor::decode( $request['cursor'] );

		return is_wp_error( $cursor ) ? $cursor : ( new Asset_Inventory( $this->published_directories() ) )->page( $cursor, $request['per_page'] );
	}

	/**
	 * @return list<mixed>
	 */
	public function findings(): array {
		return Gate_Findings::of_plugins();
	}

	/**
	 * @return list<string> What was published must not be published again.
	 */
	private function published_directories(): array {
		$config = $this->settings->config( Local_Place::PROVIDER );

		return array_filter( array_map( static fn ( string $type ): string|WP_Error => Local_Place::location( $config, $type ), Local_Place::TYPES ), 'is_string' );
	}
}
