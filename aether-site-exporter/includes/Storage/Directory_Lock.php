<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * One process at a time may change what a place serves. The lock dies with the process that holds it.
 */
final class Directory_Lock {

	/** Every task under the lock is a matter of moments. */
	private const LONGEST_WAIT_SECONDS = 30;

	private const POLL_MICROSECONDS = 10_000;

	/**
	 * @template T
	 * @param callable(): T $task
	 * @return T|WP_Error The error `aether_conflict` when another process does not let go.
	 */
	public static function hold( Confined_Directory $directory, callable $task ): mixed {
		$handle = fopen( $directory->root() . '/lock', 'c' );
		if ( ! self::take( $handle ) ) {
			fclose( $handle );
			return new WP_Error( 'aether_conflict', __( 'Another process is changing the folder and does not come to an end. Try again.', 'aether-site-exporter' ), array( 'status' => 409 ) );
		}
		try {
			return $task();
		} finally {
			flock( $handle, LOCK_UN );
			fclose( $handle );
		}
	}

	/**
	 * Asks until the lock is free: where PHP itself cannot wait, in WebAssembly, it refuses at once.
	 *
	 * @param resource $handle
	 */
	private static function take( $handle ): bool {
		$give_up = microtime( true ) + self::LONGEST_WAIT_SECONDS;
		while ( ! flock( $handle, LOCK_EX | LOCK_NB ) ) {
			if ( microtime( true ) > $give_up ) {
				return false;
			}
			usleep( self::POLL_MICROSECONDS );
		}

		return true;
	}
}
