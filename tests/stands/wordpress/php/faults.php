<?php
/**
 * A must-use plugin of the tests that makes pages misbehave on command.
 *
 * The option `aether_stand_faults` is a table: path of a page => array( kind, and for some kinds: times, seconds, to ).
 * The option `aether_stand_fault_count` says how often each path has misbehaved so far.
 */

declare( strict_types=1 );

namespace Aether\Stand;

/** @return array{ kind: string, times?: int, seconds?: int, to?: string }|null What this request shall suffer. */
function fault_of_this_request(): ?array {
	if ( 'GET' !== ( $_SERVER['REQUEST_METHOD'] ?? '' ) ) {
		return null;
	}
	$path  = (string) strtok( (string) $_SERVER['REQUEST_URI'], '?' );
	$fault = ( (array) get_option( 'aether_stand_faults', array() ) )[ $path ] ?? null;
	return null !== $fault && has_one_left( $path, $fault['times'] ?? PHP_INT_MAX ) ? $fault : null;
}

/** Counts a misbehaviour, one request after the other: several pages are asked for at once. */
function has_one_left( string $path, int $times ): bool {
	$lock = fopen( WP_CONTENT_DIR . '/faults.lock', 'c' ); // phpcs:ignore WordPress.WP.AlternativeFunctions
	flock( $lock, LOCK_EX );
	// Others have counted since this request has read its options.
	wp_cache_delete( 'alloptions', 'options' );
	$counts = (array) get_option( 'aether_stand_fault_count', array() );
	$count  = $counts[ $path ] ?? 0;
	if ( $count < $times ) {
		$counts[ $path ] = $count + 1;
		update_option( 'aether_stand_fault_count', $counts );
	}
	flock( $lock, LOCK_UN );
	return $count < $times;
}

function answer_500(): never {
	status_header( 500 );
	echo '<!doctype html><html><body><h1>Internal Server Error</h1></body></html>';
	exit;
}

/** What a plugin does that closes the site to strangers without a redirect. */
function show_login_page(): never {
	global $error, $interim_login, $action, $user_login;
	require ABSPATH . 'wp-login.php';
	exit;
}

/** PHP's own words, as a host shows them that displays errors. */
function show_php_warning(): void {
	ini_set( 'display_errors', '1' ); // phpcs:ignore WordPress.PHP.IniSet
	ini_set( 'html_errors', '1' ); // phpcs:ignore WordPress.PHP.IniSet
	echo $nobody_set_this; // phpcs:ignore
	ini_set( 'display_errors', '0' ); // phpcs:ignore WordPress.PHP.IniSet
}

/** What a memory limit leaves of a page, when the web server does not know its length. */
function truncate_page(): void {
	ob_start( static fn ( string $page ): string => substr( $page, 0, (int) strpos( $page, '</main>' ) ) );
}

function suffer( array $fault ): void {
	switch ( $fault['kind'] ) {
		case 'status 500':
			answer_500();
		case 'slow':
			sleep( $fault['seconds'] );
			break;
		case 'truncated':
			truncate_page();
			break;
		case 'php warning':
			add_action( 'wp_footer', __NAMESPACE__ . '\\show_php_warning' );
			break;
		case 'redirect':
			wp_redirect( home_url( $fault['to'] ) );
			exit;
		case 'login page':
			show_login_page();
		default:
			throw new \RuntimeException( "There is no fault {$fault['kind']}." );
	}
}

add_action(
	'template_redirect',
	static function (): void {
		$fault = fault_of_this_request();
		if ( null !== $fault ) {
			suffer( $fault );
		}
	},
	// Before WordPress corrects the address.
	1
);
