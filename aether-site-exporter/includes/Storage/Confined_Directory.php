<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * A directory that nothing gets out of. Every path that comes from a request goes through `locate()`.
 */
final class Confined_Directory {

	private const DIRECTORY_MODE = 0755;

	private function __construct( private readonly string $root ) {
	}

	/**
	 * Opens a directory of ours, and makes it where it is missing.
	 *
	 * @param string $directory Absolute; chosen by configuration, never by a request.
	 */
	public static function open( string $directory ): self|WP_Error {
		$real = wp_mkdir_p( $directory ) ? realpath( $directory ) : false;
		if ( false === $real || ! is_writable( $real ) ) {
			return self::not_writable( $directory );
		}

		return new self( wp_normalize_path( $real ) );
	}

	/** Absolute, links resolved, without trailing slash. */
	public function root(): string {
		return $this->root;
	}

	/**
	 * The absolute path of a relative one that satisfies `Path_Rules` and leaves the directory by no link.
	 */
	public function locate( string $path ): string|WP_Error {
		$rejection = Path_Rules::reject( $path );
		if ( null !== $rejection ) {
			return $rejection;
		}

		$existing = $this->root . '/' . $path;
		clearstatcache( true );
		while ( ! file_exists( $existing ) && ! is_link( $existing ) ) {
			$existing = dirname( $existing );
		}
		$real = realpath( $existing );
		if ( false === $real || ! self::contains( $this->root, wp_normalize_path( $real ) ) ) {
			return Path_Rules::error( $path, __( 'a link in it leads out of its directory', 'aether-site-exporter' ) );
		}

		return $this->root . '/' . $path;
	}

	/**
	 * Makes the directories above a file.
	 *
	 * @return string|WP_Error The file's absolute path.
	 */
	public function prepare( string $path ): string|WP_Error {
		$absolute = $this->locate( $path );
		if ( is_wp_error( $absolute ) ) {
			return $absolute;
		}
		if ( is_dir( $absolute ) || $this->is_below_a_file( $absolute ) ) {
			return Path_Rules::error( $path, __( 'a file and a directory would have the same name', 'aether-site-exporter' ) );
		}
		$parent = dirname( $absolute );
		if ( ! is_dir( $parent ) && ! @mkdir( $parent, self::DIRECTORY_MODE, true ) && ! is_dir( $parent ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			return self::not_writable( $path );
		}

		return $absolute;
	}

	/**
	 * Readers see the old contents or the new ones, never a part.
	 */
	public function write( string $path, string $contents ): bool|WP_Error {
		$absolute = $this->prepare( $path );
		if ( is_wp_error( $absolute ) ) {
			return $absolute;
		}
		$temporary = $this->temporary_name( $absolute );
		$written   = @file_put_contents( $temporary, $contents ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
		if ( strlen( $contents ) !== $written || ! @rename( $temporary, $absolute ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			@unlink( $temporary ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- It may not exist.
			return self::not_writable( $path );
		}

		return true;
	}

	/**
	 * Null when there is no such file.
	 */
	public function read( string $path ): string|WP_Error|null {
		$absolute = $this->locate( $path );
		if ( is_wp_error( $absolute ) ) {
			return $absolute;
		}
		if ( ! is_file( $absolute ) ) {
			return null;
		}
		$contents = file_get_contents( $absolute );

		return false === $contents ? self::not_writable( $path ) : $contents;
	}

	/**
	 * A name beside a file that can be renamed over it. Never longer than a file name may be.
	 */
	public function temporary_name( string $absolute ): string {
		return dirname( $absolute ) . '/.' . bin2hex( random_bytes( 8 ) ) . '.tmp';
	}

	/** Removes temporary names that an interrupted write left directly in this directory. */
	public function sweep(): void {
		foreach ( Tree::names( $this->root ) as $name ) {
			if ( 1 === preg_match( '/^\.[0-9a-f]{16}\.tmp$/D', $name ) ) {
				Tree::remove( $this->root . '/' . $name );
			}
		}
	}

	/**
	 * Removes a file, a link or a whole tree below this directory. What links point to stays.
	 */
	public function remove( string $path ): bool|WP_Error {
		$rejection = Path_Rules::reject( $path );
		if ( null !== $rejection ) {
			return $rejection;
		}
		$parent = '.' === dirname( $path ) ? $this->root : $this->locate( dirname( $path ) );
		if ( is_wp_error( $parent ) ) {
			return $parent;
		}

		return Tree::remove( $parent . '/' . basename( $path ) );
	}

	/** An empty page, so that no server lists the directory. */
	public function guard(): void {
		if ( ! is_file( $this->root . '/index.html' ) ) {
			$this->write( 'index.html', '' );
		}
	}

	/**
	 * @param string $directory Chosen by configuration, never by a request.
	 * @return string Absolute, links resolved, without trailing slash; '' where there is nothing.
	 */
	public static function resolve( string $directory ): string {
		// PHP takes an empty path for the directory that it works in.
		return '' === $directory ? '' : wp_normalize_path( (string) realpath( $directory ) );
	}

	/**
	 * @param string $directory '' is a directory that does not exist; nothing is in it.
	 */
	public static function contains( string $directory, string $path ): bool {
		return '' !== $directory && ( $path === $directory || str_starts_with( $path, rtrim( $directory, '/' ) . '/' ) );
	}

	private function is_below_a_file( string $absolute ): bool {
		$existing = dirname( $absolute );
		while ( ! file_exists( $existing ) ) {
			$existing = dirname( $existing );
		}

		return ! is_dir( $existing );
	}

	public static function not_writable( string $path ): WP_Error {
		return new WP_Error(
			'aether_permission_denied',
			sprintf(
				/* translators: %s: a path. */
				__( 'WordPress cannot write to %s. Give the web server permission to write there, or choose another directory.', 'aether-site-exporter' ),
				$path
			),
			array( 'status' => 500 )
		);
	}
}
