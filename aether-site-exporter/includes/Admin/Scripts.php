<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use const Aether\Site_Exporter\PLUGIN_FILE;

/**
 * The built scripts. Providers name the handle `aether-provider-sdk` as a dependency, on any page of wp-admin.
 */
final class Scripts {

	private const SDK   = 'aether-provider-sdk';
	private const ADMIN = 'aether-admin';

	/**
	 * A callback of `admin_enqueue_scripts`.
	 *
	 * @param string $page Hook suffix of the page that is shown.
	 */
	public static function enqueue( string $page ): void {
		self::register( self::SDK, 'provider-sdk' );
		if ( Page::HOOK !== $page || ! self::register( self::ADMIN, 'admin' ) ) {
			return;
		}

		/**
		 * Fires on Settings → Aether before its own script: enqueue the scripts of your providers here.
		 */
		do_action( 'aether_enqueue_provider_scripts' );

		wp_enqueue_script( self::ADMIN );
		$style = 'build/admin.css';
		if ( is_file( plugin_dir_path( PLUGIN_FILE ) . $style ) ) {
			wp_enqueue_style( self::ADMIN, plugins_url( $style, PLUGIN_FILE ), array( 'wp-components' ), (string) filemtime( plugin_dir_path( PLUGIN_FILE ) . $style ) );
			wp_style_add_data( self::ADMIN, 'rtl', 'replace' );
		}
	}

	/** False when the script has not been built. */
	private static function register( string $handle, string $name ): bool {
		$asset_file = plugin_dir_path( PLUGIN_FILE ) . "build/{$name}.asset.php";
		if ( ! is_file( $asset_file ) ) {
			return false;
		}
		$asset = require $asset_file;
		wp_register_script( $handle, plugins_url( "build/{$name}.js", PLUGIN_FILE ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		wp_set_script_translations( $handle, 'aether-site-exporter', plugin_dir_path( PLUGIN_FILE ) . 'languages' );

		return true;
	}
}
