<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use const Aether\Site_Exporter\PLUGIN_FILE;

/**
 * The built scripts. Providers name the handle `aether-provider-sdk` as a dependency, on any page of wp-admin.
 */
final class Scripts {

	private const SDK    = 'aether-provider-sdk';
	private const ADMIN  = 'aether-admin';
	private const EDITOR = 'aether-editor';

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

		self::enqueue_with_providers( self::ADMIN );
		self::enqueue_style( self::ADMIN, 'admin' );
	}

	/** A callback of `enqueue_block_editor_assets`. */
	public static function enqueue_in_editor(): void {
		$post_type = get_current_screen()?->post_type ?? '';
		if ( current_user_can( Capabilities::VIEW ) && in_array( $post_type, Unpublished_Changes::types(), true ) && self::register( self::EDITOR, 'editor' ) ) {
			self::enqueue_with_providers( self::EDITOR );
			self::enqueue_style( self::EDITOR, 'editor' );
		}
	}

	private static function enqueue_style( string $handle, string $name ): void {
		$style = "build/{$name}.css";
		if ( is_file( plugin_dir_path( PLUGIN_FILE ) . $style ) ) {
			wp_enqueue_style( $handle, plugins_url( $style, PLUGIN_FILE ), array( 'wp-components' ), (string) filemtime( plugin_dir_path( PLUGIN_FILE ) . $style ) );
			wp_style_add_data( $handle, 'rtl', 'replace' );
		}
	}

	private static function enqueue_with_providers( string $handle ): void {
		/**
		 * Fires on Settings → Aether and in the block editor, before Aether's own script: enqueue the scripts of your
		 * providers here.
		 */
		do_action( 'aether_enqueue_provider_scripts' );

		wp_enqueue_script( $handle );
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
