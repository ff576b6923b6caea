<?php
/**
 * Plugin Name:       Webhook Step for Aether
 * Description:       Tells another server about each publish of Aether Site Exporter, signed with HMAC-SHA256.
 * Version:           1.0.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * License:           GPL-2.0-or-later
 * Text Domain:       webhook-step-plugin
 *
 * @package Webhook_Step_Plugin
 */

declare( strict_types=1 );

namespace Webhook_Step_Plugin;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/** Seconds. */
const PATIENCE = 10;

/**
 * Sends one notification. Address and secret are constants of wp-config.php: WEBHOOK_STEP_URL, WEBHOOK_STEP_SECRET.
 */
function notify( WP_REST_Request $request ): WP_REST_Response|WP_Error {
	if ( ! defined( 'WEBHOOK_STEP_URL' ) || ! defined( 'WEBHOOK_STEP_SECRET' ) ) {
		return new WP_Error( 'webhook_step_config_invalid', __( 'Define WEBHOOK_STEP_URL and WEBHOOK_STEP_SECRET in wp-config.php.', 'webhook-step-plugin' ), array( 'status' => 500 ) );
	}
	$body     = (string) wp_json_encode(
		array(
			'publish'   => $request['publish'],
			'providers' => $request['providers'],
			'site'      => home_url( '/' ),
			'sentAt'    => time(),
		)
	);
	$response = wp_remote_post(
		constant( 'WEBHOOK_STEP_URL' ),
		array(
			'body'        => $body,
			'timeout'     => PATIENCE,
			'redirection' => 0,
			'headers'     => array(
				'Content-Type'       => 'application/json',
				'X-Aether-Signature' => 'sha256=' . hash_hmac( 'sha256', $body, (string) constant( 'WEBHOOK_STEP_SECRET' ) ),
			),
		)
	);
	$status   = is_wp_error( $response ) ? 0 : (int) wp_remote_retrieve_response_code( $response );
	if ( $status < 200 || $status > 299 ) {
		return new WP_Error( 'webhook_step_remote_failed', __( 'The other server did not take the notification.', 'webhook-step-plugin' ), array( 'status' => 502 ) );
	}

	return new WP_REST_Response( null, 204 );
}

function register_route(): void {
	register_rest_route(
		'webhook-step/v1',
		'/notifications',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\notify',
			'permission_callback' => static fn (): bool => current_user_can( 'aether_publish' ),
			'args'                => array(
				'publish'   => array(
					'type'     => 'string',
					'format'   => 'uuid',
					'required' => true,
				),
				'providers' => array(
					'type'     => 'array',
					'items'    => array( 'type' => 'string' ),
					'required' => true,
				),
			),
		)
	);
}
add_action( 'rest_api_init', __NAMESPACE__ . '\register_route' );

add_action(
	'aether_enqueue_provider_scripts',
	static function (): void {
		$asset = require __DIR__ . '/build/index.asset.php';
		wp_enqueue_script( 'webhook-step-plugin', plugins_url( 'build/index.js', __FILE__ ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
	}
);
