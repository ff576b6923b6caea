<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Storage\Confined_Directory;
use Aether\Site_Exporter\Storage\Tree;

/**
 * The programs that a copy of the site runs: the theme, its parent, the plugins that the site chose, and the importer. All of
 * them come from the disk, but for plugins of which a person said that they are wordpress.org's, and which are.
 */
final class Code {

	public const IMPORTER = 'importer';

	/** Dumps, logs, keys and copies never leave; nor does what only developers need. */
	private const NEVER = '/\.(?:sql|sqlite\d?|db|log|bak|old|orig|save|swp|tmp|pem|key|crt|p12|zip|t?gz|tar|t?bz2?|t?xz|zst|7z|rar|wpress|dump)(?:\.|$)|~$/i';

	private const NEVER_DIRECTORIES = array( 'node_modules', 'bower_components' );

	/** @var array<string, string> Name below wp-content to absolute directory or file. */
	private array $packages;

	/** @var list<array{slug: string, version: string}> Plugins that need not travel, since wordpress.org has the same. */
	public readonly array $from_directory;

	/** @var list<string> Files of plugins that should be such, and are not. */
	public readonly array $not_from_directory;

	/**
	 * @param list<string> $named Files of plugins that may come from wordpress.org instead.
	 */
	public function __construct( array $named = array() ) {
		$this->packages = array( self::IMPORTER => __DIR__ . '/importer' );
		foreach ( array_unique( array( get_template(), get_stylesheet() ) ) as $theme ) {
			$this->packages[ 'themes/' . $theme ] = wp_get_theme( $theme )->get_stylesheet_directory();
		}
		$from = array();
		$not  = array();
		foreach ( Selection::plugins() as $plugin ) {
			$release = in_array( $plugin, $named, true ) ? Plugin_Directory::release_of( $plugin ) : null;
			if ( null !== $release ) {
				$from[] = $release;
				continue;
			}
			if ( in_array( $plugin, $named, true ) ) {
				$not[] = $plugin;
			}
			$name                                = '.' === dirname( $plugin ) ? $plugin : dirname( $plugin );
			$this->packages[ 'plugins/' . $name ] = WP_PLUGIN_DIR . '/' . $name;
		}
		$this->from_directory     = $from;
		$this->not_from_directory = $not;
	}

	/**
	 * @return iterable<string, array{package: string, path: string, size: int}> Path to file, in a stable order.
	 */
	public function files(): iterable {
		foreach ( $this->packages as $package => $place ) {
			$root = (string) realpath( $place );
			foreach ( is_dir( $root ) ? $this->walk( $root, '' ) : array( '' ) as $relative ) {
				$path = '' === $relative ? $package : $package . '/' . $relative;
				yield $path => array(
					'package' => $package,
					'path'    => $path,
					'size'    => (int) filesize( '' === $relative ? $root : $root . '/' . $relative ),
				);
			}
		}
	}

	/**
	 * @param string $path As `files()` gives it.
	 * @return ?string The absolute path of a file that may travel.
	 */
	public function locate( string $path ): ?string {
		foreach ( $this->packages as $package => $place ) {
			if ( ! Confined_Directory::contains( $package, $path ) ) {
				continue;
			}
			$root = wp_normalize_path( (string) realpath( $place ) );
			$real = self::may_leave( substr( $path, strlen( $package ) ) ) ? realpath( $root . substr( $path, strlen( $package ) ) ) : false;

			return false !== $real && is_file( $real ) && Confined_Directory::contains( $root, wp_normalize_path( $real ) ) ? $real : null;
		}

		return null;
	}

	/**
	 * @return iterable<string>
	 */
	private function walk( string $root, string $relative ): iterable {
		foreach ( Tree::names( $root . '/' . $relative ) as $name ) {
			$path = $root . '/' . $relative . $name;
			if ( ! self::may_leave( $name ) || is_link( $path ) ) {
				continue;
			}
			if ( is_dir( $path ) ) {
				yield from $this->walk( $root, $relative . $name . '/' );
			} elseif ( is_file( $path ) && is_readable( $path ) ) {
				yield $relative . $name;
			}
		}
	}

	private static function may_leave( string $path ): bool {
		foreach ( array_filter( explode( '/', $path ), 'strlen' ) as $name ) {
			if ( str_starts_with( $name, '.' ) || in_array( $name, self::NEVER_DIRECTORIES, true ) || 1 === preg_match( self::NEVER, $name ) ) {
				return false;
			}
		}

		return ! str_contains( $path, "\0" ) && ! str_contains( $path, '\\' );
	}
}
