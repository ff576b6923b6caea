<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

/**
 * Whole directory trees of ours.
 */
final class Tree {

	/**
	 * Removes a file, a link (not what it points to) or a directory with all in it. True when nothing is left.
	 */
	public static function remove( string $path ): bool {
		if ( is_dir( $path ) && ! is_link( $path ) ) {
			foreach ( self::names( $path ) as $name ) {
				self::remove( $path . '/' . $name );
			}

			return @rmdir( $path ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
		}
		if ( ! file_exists( $path ) && ! is_link( $path ) ) {
			return true;
		}

		return @unlink( $path ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
	}

	/**
	 * @return list<string> Names in a directory, sorted by bytes; empty when it cannot be read.
	 */
	public static function names( string $directory ): array {
		$names = is_dir( $directory ) ? @scandir( $directory ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- An unreadable directory has no names.
		$names = array_values( array_diff( false === $names ? array() : $names, array( '.', '..' ) ) );
		sort( $names, SORT_STRING );

		return $names;
	}
}
