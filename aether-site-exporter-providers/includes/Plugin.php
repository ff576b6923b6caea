<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * Joins Aether Site Exporter when that is there and new enough.
 */
final class Plugin {

	/** The first version of the parent whose contract these providers use. */
	private const PARENT_VERSION = '0.1.0';

	/**
	 * @param string $parent_version Of Aether Site Exporter.
	 */
	public static function join( string $parent_version ): void {
		if ( version_compare( $parent_version, self::PARENT_VERSION, '<' ) ) {
			add_action( 'admin_notices', self::warn( ... ) );
			return;
		}
		add_action( 'aether_register_provider_schemas', Provider_Schemas::register( ... ) );
		add_action( 'aether_register_provider_hosts', Provider_Hosts::register( ... ) );
		add_filter( 'aether_relay_may_carry_secret', GitLab_Requests::may_carry_token( ... ), 10, 7 );
		add_filter( 'aether_relay_may_carry_secret', Bucket_Requests::may_carry_key( ... ), 10, 2 );
		add_filter( 'aether_relay_may_carry_secret', Worker_Requests::may_carry_token( ... ), 10, 4 );
		add_action( 'aether_publish_ended', Worker_Take_Over::forget( ... ), 10, 3 );
		add_action( 'aether_enqueue_provider_scripts', self::enqueue( ... ) );
	}

	private static function enqueue(): void {
		$directory = plugin_dir_path( PLUGIN_FILE );
		if ( ! is_file( $directory . 'build/providers.asset.php' ) ) {
			return;
		}
		$asset = require $directory . 'build/providers.asset.php';
		wp_enqueue_script( 'aether-providers', plugins_url( 'build/providers.js', PLUGIN_FILE ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		wp_set_script_translations( 'aether-providers', 'aether-site-exporter-providers', $directory . 'languages' );
	}

	private static function warn(): void {
		if ( ! current_user_can( 'activate_plugins' ) ) {
			return;
		}
		wp_admin_notice(
			esc_html(
				sprintf(
					/* translators: %s: a version. */
					__( 'Aether Site Exporter Providers needs Aether Site Exporter %s or newer. Please update it.', 'aether-site-exporter-providers' ),
					self::PARENT_VERSION
				)
			),
			array( 'type' => 'warning' )
		);
	}
}
