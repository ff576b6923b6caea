<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Security;

use WP_Error;

/**
 * `aether_view` reads, `aether_publish` publishes, `aether_configure` changes settings.
 *
 * Whoever may manage the site's options has all three; any other role or person can be given one, and whoever may publish
 * or configure may also look.
 */
final class Capabilities {

	public const VIEW      = 'aether_view';
	public const PUBLISH   = 'aether_publish';
	public const CONFIGURE = 'aether_configure';
	public const ALL       = array( self::VIEW, self::PUBLISH, self::CONFIGURE );

	/**
	 * A callback of `user_has_cap`. A capability that somebody was denied on purpose stays denied.
	 *
	 * @param array<string, bool> $capabilities What the person has.
	 * @return array<string, bool>
	 */
	public static function grant( array $capabilities ): array {
		if ( ! empty( $capabilities['manage_options'] ) ) {
			$capabilities += array_fill_keys( self::ALL, true );
		}
		if ( ! empty( $capabilities[ self::PUBLISH ] ) || ! empty( $capabilities[ self::CONFIGURE ] ) ) {
			$capabilities += array( self::VIEW => true );
		}

		return $capabilities;
	}

	/**
	 * @param string $capability One of `ALL`, or of WordPress.
	 */
	public static function check( string $capability ): bool|WP_Error {
		if ( current_user_can( $capability ) ) {
			return true;
		}
		if ( ! is_user_logged_in() ) {
			return new WP_Error( 'aether_auth_failed', __( 'Log in, or send an application password.', 'aether-site-exporter' ), array( 'status' => 401 ) );
		}

		return self::lacking( $capability );
	}

	public static function lacking( string $capability ): WP_Error {
		return new WP_Error(
			'aether_permission_denied',
			/* translators: %s: the name of a capability. */
			sprintf( __( 'Your account lacks the capability %s. An administrator can grant it.', 'aether-site-exporter' ), $capability ),
			array( 'status' => 403 )
		);
	}
}
