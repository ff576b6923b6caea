<?php
/**
 * What the page asks this site for. Every request is one connection to the FTP server.
 *
 * @package Ftp_Provider_Plugin
 */

declare( strict_types=1 );

namespace Ftp_Provider_Plugin;

use Closure;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/** Paths in one request. */
const LARGEST_BATCH = 50;

function register_routes(): void {
	$publish = array(
		'type'     => 'string',
		'format'   => 'uuid',
		'required' => true,
	);
	$paths   = array(
		'type'     => 'array',
		'maxItems' => LARGEST_BATCH,
		'required' => true,
		'items'    => array( 'type' => 'string' ),
	);
	$route   = static fn ( string $path, string $method, callable $callback, array $args = array() ) => register_rest_route(
		'ftp-provider/v1',
		$path,
		array(
			'methods'             => $method,
			'callback'            => $callback,
			'permission_callback' => static fn (): bool => current_user_can( 'aether_publish' ),
			'args'                => $args + array(
				'provider' => array(
					'type'     => 'string',
					'pattern'  => '^' . PROVIDER . '(?::[A-Za-z0-9_-]{1,32})?$',
					'required' => true,
				),
			),
		)
	);

	$route( '/connection', 'GET', static fn ( WP_REST_Request $request ) => on_server( $request, static fn (): ?WP_Error => null ) );
	$route( '/staged', 'POST', __NAMESPACE__ . '\stage', array( 'publish' => $publish ) );
	$route( '/staged', 'DELETE', static fn ( WP_REST_Request $request ) => on_server( $request, static fn ( Ftp_Server $server ): ?WP_Error => $server->sweep() ) );
	$route( '/moves', 'POST', __NAMESPACE__ . '\reveal', compact( 'publish', 'paths' ) + array( 'isLast' => array( 'type' => 'boolean' ) ) );
	$route( '/removals', 'POST', static fn ( WP_REST_Request $request ) => for_each_path( $request, $request['paths'], static fn ( Ftp_Server $server, string $path ) => $server->remove( $path ) ), compact( 'paths' ) );
}

/**
 * Takes files from a form: `paths` is a list in JSON, the file of the first path is `file-0`.
 */
function stage( WP_REST_Request $request ): WP_REST_Response|WP_Error {
	$paths = json_decode( (string) $request['paths'], true );
	$files = $request->get_file_params();
	if ( ! is_array( $paths ) || count( $paths ) !== count( $files ) ) {
		return refusal();
	}
	foreach ( $files as $file ) {
		if ( UPLOAD_ERR_OK !== $file['error'] ) {
			return new WP_Error( 'aether_payload_too_large', __( 'PHP did not take a file. Raise upload_max_filesize and post_max_size.', 'ftp-provider-plugin' ), array( 'status' => 413 ) );
		}
	}
	$index = 0;

	return for_each_path(
		$request,
		$paths,
		static function ( Ftp_Server $server, string $path ) use ( $request, $files, &$index ): ?WP_Error {
			$file = $files[ 'file-' . $index++ ]['tmp_name'] ?? null;

			return is_string( $file ) ? $server->stage( $request['publish'], $path, $file ) : refusal();
		}
	);
}

/** Moves staged files to their places; behind the last of them, the folder goes. */
function reveal( WP_REST_Request $request ): WP_REST_Response|WP_Error {
	$paths = $request['paths'];

	return for_each_path(
		$request,
		$paths,
		static function ( Ftp_Server $server, string $path ) use ( $request, &$paths ): ?WP_Error {
			array_shift( $paths );
			$error = $server->reveal( $request['publish'], $path );

			return null === $error && array() === $paths && true === $request['isLast'] ? $server->sweep() : $error;
		}
	);
}

/**
 * @param array<mixed>                                $paths
 * @param Closure(Ftp_Server, string): ?WP_Error $task
 */
function for_each_path( WP_REST_Request $request, array $paths, Closure $task ): WP_REST_Response|WP_Error {
	if ( array() !== array_filter( $paths, static fn ( mixed $path ): bool => ! is_path( $path ) ) ) {
		return refusal();
	}

	return on_server(
		$request,
		static function ( Ftp_Server $server ) use ( $paths, $task ): ?WP_Error {
			foreach ( $paths as $path ) {
				$result = $task( $server, $path );
				if ( null !== $result ) {
					return $result;
				}
			}

			return null;
		}
	);
}

/**
 * @param Closure(Ftp_Server): ?WP_Error $task
 */
function on_server( WP_REST_Request $request, Closure $task ): WP_REST_Response|WP_Error {
	require_once __DIR__ . '/class-ftp-server.php';
	$server = Ftp_Server::open( $request['provider'] );
	if ( is_wp_error( $server ) ) {
		return $server;
	}
	try {
		$result = $task( $server );
	} finally {
		$server->close();
	}

	return $result ?? new WP_REST_Response( null, 204 );
}

/**
 * Whether it stays below the directory and in one line: a line break would begin a command of its own.
 */
function is_path( mixed $path ): bool {
	return is_string( $path ) && strlen( $path ) <= 1024 && 1 === preg_match( '/^[^\x00-\x1f\x7f\\\\]+$/Du', $path ) && array() === array_intersect( array( '', '.', '..' ), explode( '/', $path ) );
}

function refusal(): WP_Error {
	return new WP_Error( 'aether_path_rejected', __( 'These are not the paths and files that belong together.', 'ftp-provider-plugin' ), array( 'status' => 400 ) );
}
