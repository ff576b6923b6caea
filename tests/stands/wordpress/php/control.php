<?php
/**
 * The stand's door for PHP: runs the code that a request with the stand's token carries.
 *
 * Belongs to the test stand alone and is part of no plugin.
 */

declare( strict_types=1 );

namespace Aether\Stand;

/** Runs outside any scope of this file, so that the code sees no variable of ours. */
function run_code(): void {
	eval( (string) file_get_contents( 'php://input' ) ); // phpcs:ignore Squiz.PHP.Eval
}

function answer_control_request(): void {
	$token = $_SERVER['HTTP_X_STAND_TOKEN'] ?? '';
	if ( '' === $token ) {
		return;
	}
	if ( ! defined( 'AETHER_STAND_TOKEN' ) || ! hash_equals( AETHER_STAND_TOKEN, $token ) ) {
		status_header( 403 );
		exit;
	}

	set_time_limit( 0 );
	ob_start();
	try {
		run_code();
		$answer = array( 'output' => ob_get_clean() );
	} catch ( \Throwable $error ) {
		ob_end_clean();
		$answer = array( 'error' => get_class( $error ) . ': ' . $error->getMessage() . ' in ' . $error->getFile() . ':' . $error->getLine() );
	}

	header( 'Content-Type: application/json' );
	echo json_encode( $answer, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES );
	exit;
}

add_action( 'wp_loaded', __NAMESPACE__ . '\\answer_control_request', PHP_INT_MAX );
