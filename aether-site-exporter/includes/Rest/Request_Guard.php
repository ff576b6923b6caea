<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Security\Rate_Limiter;
use ReflectionClass;
use WP_Error;
use WP_HTTP_Response;
use WP_REST_Request;
use WP_REST_Server;

/**
 * What happens around every request to `aether/v1`: who may not learn nothing, not even what is wrong with the parameters;
 * refused parameters have an error code of ours; and nobody calls a route too often.
 */
final class Request_Guard {

	/**
	 * A callback of `rest_request_before_callbacks`.
	 *
	 * @param mixed                $response A `WP_Error` when WordPress refused the parameters.
	 * @param array<string, mixed> $handler
	 */
	public static function before( mixed $response, array $handler, WP_REST_Request $request ): mixed {
		if ( ! self::is_ours( $request, '/' ) || ! is_callable( $handler['permission_callback'] ?? null ) ) {
			return $response;
		}
		$permission = call_user_func( $handler['permission_callback'], $request );
		if ( is_wp_error( $permission ) ) {
			return $permission;
		}
		if ( is_wp_error( $response ) ) {
			return self::refused_parameters( $response );
		}
		$twice = self::named_twice( $request );
		if ( null !== $twice ) {
			return $twice;
		}

		return Rate_Limiter::check( self::name_of( $handler['callback'] ?? null ), $request->get_method() ) ?? $response;
	}

	/** Functions without a name, which are no controller's, are counted together. */
	private static function name_of( mixed $callback ): string {
		return is_array( $callback ) ? ( new ReflectionClass( $callback[0] ) )->getShortName() . '::' . $callback[1] : 'function';
	}

	/**
	 * A callback of `rest_post_dispatch`: says when to try again, and that answers are for one person and one moment.
	 */
	public static function after( WP_HTTP_Response $response, WP_REST_Server $server, WP_REST_Request $request ): WP_HTTP_Response {
		if ( ! self::is_ours( $request ) ) {
			return $response;
		}
		$response->header( 'Cache-Control', 'no-store' );
		$data = $response->get_data();
		if ( 429 === $response->get_status() && isset( $data['data']['retryAfter'] ) ) {
			$response->header( 'Retry-After', (string) $data['data']['retryAfter'] );
		}

		return $response;
	}

	/** WordPress finds a route in capitals too, and hands out the address as it was asked for. */
	private static function is_ours( WP_REST_Request $request, string $below = '' ): bool {
		return str_starts_with( strtolower( $request->get_route() ), '/' . Controller::NAMESPACE . $below );
	}

	/**
	 * WordPress prefers a parameter of the query or the body to the one of the same name in the address, whose pattern is
	 * then checked for nothing.
	 */
	private static function named_twice( WP_REST_Request $request ): ?WP_Error {
		$elsewhere = (array) $request->get_query_params() + (array) $request->get_body_params() + (array) $request->get_json_params();
		$names     = array_keys( array_intersect_key( $request->get_url_params(), $elsewhere ) );
		if ( array() === $names ) {
			return null;
		}

		return new WP_Error(
			'aether_contract_violated',
			/* translators: %s: names of parameters. */
			sprintf( __( 'These parameters are in the address already: %s', 'aether-site-exporter' ), implode( ', ', $names ) ),
			array( 'status' => 400 )
		);
	}

	private static function refused_parameters( WP_Error $error ): WP_Error {
		$data = $error->get_error_data();
		$text = array( $error->get_error_message(), ...array_filter( array_values( (array) ( $data['params'] ?? array() ) ), 'is_string' ) );

		return new WP_Error( 'aether_contract_violated', implode( ' ', array_unique( $text ) ), array( 'status' => 400 ) + (array) $data );
	}
}
