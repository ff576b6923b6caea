<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

use WP_REST_Request;

/**
 * Forgets which Worker may be replaced, or may lose its domain, once a publish has made use of it: a person has agreed to
 * that once, not to every time that somebody sets it back.
 */
final class Worker_Take_Over {

	private const PROVIDER = 'cloudflare-workers';

	private const FIELD = 'take_over';

	/**
	 * A callback of `aether_publish_ended`.
	 *
	 * @param array<string, mixed> $summary
	 */
	public static function forget( string $id, string $status, array $summary ): void {
		foreach ( (array) ( $summary['providers'] ?? array() ) as $outcome ) {
			$provider = (string) ( $outcome['providerId'] ?? '' );
			if ( true === ( $outcome['success'] ?? false ) && self::PROVIDER === strtok( $provider, ':' ) ) {
				self::clear( $provider );
			}
		}
	}

	/**
	 * As the person who has published; where they may not change settings, it stays for somebody who may.
	 */
	private static function clear( string $provider ): void {
		$settings = rest_do_request( new WP_REST_Request( 'GET', '/aether/v1/settings' ) )->get_data();
		$configs  = (array) ( $settings['providers'] ?? array() );
		$config   = (array) ( $configs[ $provider ] ?? array() );
		if ( '' === (string) ( $config[ self::FIELD ] ?? '' ) ) {
			return;
		}
		$request = new WP_REST_Request( 'PUT', '/aether/v1/settings/providers/' . $provider );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body(
			(string) wp_json_encode(
				array(
					'revision' => $settings['revision'],
					'config'   => array( self::FIELD => null ),
				)
			)
		);
		rest_do_request( $request );
	}
}
