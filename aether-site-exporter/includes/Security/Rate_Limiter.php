<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Security;

use WP_Error;

/**
 * How often one person may call one route in a minute.
 */
final class Rate_Limiter {

	/** Seconds. */
	private const WINDOW = MINUTE_IN_SECONDS;

	/** Calls per window. A publish sends files in batches, and reads its plan in portions. */
	private const LIMITS = array(
		'GET'    => 600,
		'POST'   => 1200,
		'PUT'    => 120,
		'PATCH'  => 600,
		'DELETE' => 300,
	);

	/** Calls per window of what gives out keys, or costs more than an answer. */
	private const LIMITS_OF_ROUTES = array(
		'Secrets_Controller::rotate'      => 6,
		'Signing_Keys_Controller::derive' => 120,
		'Signing_Keys_Controller::allow'  => 60,
		'Schemas_Controller::declare_schema' => 60,
		'Trials_Controller::begin'        => 30,
		'Releases_Controller::record'     => 60,
	);

	/**
	 * @param string $route  Name of the route; not the address, which has ids in it.
	 * @param string $method HTTP method.
	 */
	public static function check( string $route, string $method ): ?WP_Error {
		/**
		 * Filters how often one person may call a route in a minute. 0 means as often as they like.
		 *
		 * @param int    $limit
		 * @param string $route
		 * @param string $method
		 */
		$limit = (int) apply_filters( 'aether_rate_limit', self::LIMITS_OF_ROUTES[ $route ] ?? self::LIMITS[ $method ] ?? self::LIMITS['PUT'], $route, $method );
		if ( $limit < 1 ) {
			return null;
		}
		$now    = time();
		$window = intdiv( $now, self::WINDOW );
		$key    = 'aether_rate_' . md5( get_current_user_id() . '|' . $method . '|' . $route );
		$state  = get_transient( $key );
		$count  = is_array( $state ) && ( $state['window'] ?? null ) === $window ? (int) $state['count'] : 0;
		if ( $count >= $limit ) {
			$seconds = ( $window + 1 ) * self::WINDOW - $now;

			return new WP_Error(
				'aether_rate_limited',
				/* translators: %d: a number of seconds. */
				sprintf( __( 'Too many requests. Try again in %d seconds.', 'aether-site-exporter' ), $seconds ),
				array(
					'status'     => 429,
					'retryAfter' => $seconds,
				)
			);
		}
		set_transient(
			$key,
			array(
				'window' => $window,
				'count'  => $count + 1,
			),
			2 * self::WINDOW
		);

		return null;
	}
}
