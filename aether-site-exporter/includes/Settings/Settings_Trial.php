<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use WP_Error;
use WP_REST_Request;

/**
 * Values of a form that are not saved yet, so that a connection can be tested with them. They are kept for a few minutes,
 * secrets encrypted as ever, for the person who entered them; only requests that name them work with them.
 */
final class Settings_Trial {

	/** The request header that names a trial. */
	public const HEADER = 'X-Aether-Trial';

	/** Seconds. */
	public const LASTS = 5 * MINUTE_IN_SECONDS;

	/** What a test of a connection asks: the relay, a signing key, the folder of this server, and routes of other plugins; what it found is noted. */
	private const ROUTES = '#^/(?:aether/v1/(?:(?:relay|signing-keys|connections)/(?<provider>[^/]+)|local/[^/]+$)|(?!aether/|wp/|wp-)[^/]+/.)#i';

	/**
	 * @param array<string, mixed> $config As it would be stored.
	 * @return string Names the trial.
	 */
	public static function keep( string $provider, array $config ): string {
		$trial = bin2hex( random_bytes( 16 ) );
		set_transient( self::name( $trial ), compact( 'provider', 'config' ), self::LASTS );

		return $trial;
	}

	/**
	 * A callback of `rest_request_before_callbacks`, after permissions were checked.
	 *
	 * @param array<string, mixed> $handler
	 */
	public static function begin( mixed $response, array $handler, WP_REST_Request $request ): mixed {
		$named = $request->get_header( self::HEADER );
		if ( null === $named || is_wp_error( $response ) || 1 !== preg_match( self::ROUTES, $request->get_route(), $route ) ) {
			return $response;
		}
		$trial    = get_transient( self::name( $named ) );
		$provider = $trial['provider'] ?? null;
		$asked    = rawurldecode( $route['provider'] ?? '' );
		if ( null === $provider || ( '' !== $asked && $asked !== $provider ) || ( '' === $asked && 'GET' !== $request->get_method() ) ) {
			return new WP_Error( 'aether_not_found', __( 'These unsaved values are not kept any more. Test the connection again.', 'aether-site-exporter' ), array( 'status' => 404 ) );
		}
		Settings_Store::try_out( $provider, $trial['config'] );

		return $response;
	}

	/**
	 * A callback of `rest_request_after_callbacks`: a process may answer several requests.
	 */
	public static function end( mixed $response ): mixed {
		Settings_Store::try_out( '', null );

		return $response;
	}

	private static function name( string $trial ): string {
		return 'aether_trial_' . md5( get_current_user_id() . '|' . $trial );
	}
}
