<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Audit\Settings_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Schema_Registry;
use Aether\Site_Exporter\Settings\Site_Rules;
use WP_Error;
use WP_REST_Request;

/**
 * How the providers are set up.
 */
final class Settings_Controller extends Controller {

	public function __construct(
		private readonly Provider_Settings $settings,
		private readonly Schema_Registry $schemas,
		private readonly Site_Rules $rules,
	) {
	}

	public function register_routes(): void {
		$this->route( 'settings', 'GET', Capabilities::VIEW, array( $this, 'read' ) );
		$this->route(
			'settings/providers/' . self::PROVIDER,
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'update' ),
			array(
				'revision' => self::revision_arg() + array( 'required' => true ),
				'config'   => array(
					'type'          => 'object',
					'required'      => true,
					'maxProperties' => 200,
				),
			)
		);
		$this->route( 'settings/providers/' . self::PROVIDER, 'DELETE', Capabilities::CONFIGURE, array( $this, 'forget' ), array( 'revision' => self::revision_arg() ) );
		$this->route(
			'settings/rules',
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'update_rules' ),
			array(
				'revision' => self::revision_arg() + array( 'required' => true ),
				'rules'    => Site_Rules::schema(),
			)
		);
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

	/**
	 * @return array<string, mixed>
	 */
	public function read(): array {
		$settings = $this->settings->describe();

		return array(
			'revision'  => $settings['revision'],
			'providers' => (object) array_map( static fn ( array $config ): object => (object) $config, $settings['providers'] ),
			'secrets'   => (object) array_map( static fn ( array $fields ): object => (object) $fields, $settings['secrets'] ),
			'rules'     => $this->rules->read(),
		);
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function update( WP_REST_Request $request ): array|WP_Error {
		$provider = $request['provider'];
		$before   = $this->settings->config( $provider );
		$updated  = $this->settings->update( $provider, $request['config'], $request['revision'] );
		if ( is_wp_error( $updated ) ) {
			return $updated;
		}
		$secrets = array_map( 'strval', array_keys( $this->settings->describe()['secrets'][ $provider ] ?? array() ) );
		Settings_Changes::record( $provider, $request['config'], $before, $this->settings->config( $provider ), $secrets );

		return $this->read();
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function update_rules( WP_REST_Request $request ): array|WP_Error {
		$updated = $this->rules->update( $request['rules'], $request['revision'] );

		return is_wp_error( $updated ) ? $updated : $this->read();
	}

	/**
	 * Without a revision: whatever it holds.
	 *
	 * @return array<string, mixed>|WP_Error
	 */
	public function forget( WP_REST_Request $request ): array|WP_Error {
		$forgotten = $this->settings->forget( $request['provider'], $request['revision'] ?? $this->settings->revision() );
		if ( is_wp_error( $forgotten ) ) {
			return $forgotten;
		}
		Audit_Log::record( 'settings.forgotten', $request['provider'] );

		return $this->read();
	}

	public function schema(): object {
		return (object) $this->schemas->all();
	}

	public function declare_schema( WP_REST_Request $request ): object {
		$this->schemas->declare( $request['provider'], $request['fields'] );
		Audit_Log::record( 'schema.declared', $request['provider'] );

		return $this->schema();
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function revision_arg(): array {
		return array(
			'type'      => 'string',
			'maxLength' => 64,
		);
	}
}
