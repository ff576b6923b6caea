<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Security\Capabilities;
use const Aether\Site_Exporter\VERSION;

/**
 * Settings → Aether: one element, which the scripts fill.
 */
final class Page {

	public const SLUG = 'aether';
	public const HOOK = 'settings_page_' . self::SLUG;

	public static function add(): void {
		add_options_page( __( 'Aether', 'aether-site-exporter' ), __( 'Aether', 'aether-site-exporter' ), Capabilities::VIEW, self::SLUG, self::render( ... ) );
	}

	/**
	 * @param string $tab One of its tabs; '': the first.
	 */
	public static function url( string $tab = '' ): string {
		return admin_url( 'options-general.php?page=' . self::SLUG . ( '' === $tab ? '' : '&tab=' . $tab ) );
	}

	/**
	 * A callback of `plugin_action_links_` and the plugin's name.
	 *
	 * @param array<string, string> $links
	 * @return array<string, string>
	 */
	public static function add_link( array $links ): array {
		if ( ! current_user_can( Capabilities::VIEW ) ) {
			return $links;
		}

		return array( self::SLUG => sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'aether-site-exporter' ) ) ) + $links;
	}

	public static function render(): void {
		printf(
			'<div class="wrap"><div id="aether-admin" data-bootstrap="%s"><p>%s</p></div></div>',
			esc_attr( (string) wp_json_encode( self::bootstrap() ) ),
			esc_html__( 'This page needs JavaScript.', 'aether-site-exporter' )
		);
	}

	/**
	 * What the scripts must know before their first request.
	 *
	 * @return array<string, mixed>
	 */
	private static function bootstrap(): array {
		return array(
			'version'      => VERSION,
			'restUrl'      => rest_url(),
			'capabilities' => array(
				'view'      => current_user_can( Capabilities::VIEW ),
				'publish'   => current_user_can( Capabilities::PUBLISH ),
				'configure' => current_user_can( Capabilities::CONFIGURE ),
			),
		);
	}
}
