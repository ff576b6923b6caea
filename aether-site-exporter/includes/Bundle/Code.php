<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Site\Cursor;
use Aether\Site_Exporter\Site\Private_Names;
use Aether\Site_Exporter\Storage\Confined_Directory;
use Aether\Site_Exporter\Storage\Tree;
use WP_Error;

/**
 * The programs that a copy of the site runs: the theme, its parent, the plugins that the site chose, their words in the
 * site's language, and the importer. All of them come from the disk, but for plugins of which a person said that they are
 * wordpress.org's, and which are.
 */
final class Code {

	private const LANGUAGES = 'languages';

	/** What only developers need. */
	private const NEVER_DIRECTORIES = array( 'node_modules', 'bower_components' );

	/** Files of one package; more make no answer that a host could hold. */
	private const MOST_FILES = 50_000;

	/** Files after which a portion ends, however few packages it has. */
	private const PORTION = 5_000;

	/** @var array<string, string> Name below wp-content to absolute directory or file, '' where there is none; by name. */
	private array $packages;

	/** @var array<string, string> Name of a package to the file of its plugin. */
	private array $plugins = array();

	/**
	 * @param list<string> $named Files of plugins that may come from wordpress.org instead.
	 */
	public function __construct( private readonly array $named = array() ) {
		$places = array( 'importer' => __DIR__ . '/importer' );
		foreach ( array_unique( array( get_template(), get_stylesheet() ) ) as $theme ) {
			$places[ 'themes/' . $theme ] = wp_get_theme( $theme )->get_stylesheet_directory();
		}
		foreach ( Selection::plugins() as $plugin ) {
			$name                               = '.' === dirname( $plugin ) ? $plugin : dirname( $plugin );
			$this->plugins[ 'plugins/' . $name ] = $plugin;
			$places[ 'plugins/' . $name ]        = is_file( WP_PLUGIN_DIR . '/' . $plugin ) ? WP_PLUGIN_DIR . '/' . $name : '';
		}
		if ( 'en_US' !== get_locale() && is_dir( WP_LANG_DIR ) ) {
			$places[ self::LANGUAGES ] = WP_LANG_DIR;
		}
		ksort( $places, SORT_STRING );
		$this->packages = array_map( Confined_Directory::resolve( ... ), $places );
	}

	/**
	 * Whole packages, one after another. A portion ends behind the first that wordpress.org was asked about.
	 *
	 * @param int $limit Packages.
	 * @return array{items: list<array{package: string, origin: string, plugin: ?string, release: ?array{slug: string, version: string}, files: list<array{package: string, path: string, size: int}>}>, next: ?string}|WP_Error
	 *         `origin` is `disk`, `directory` (it need not travel), `not_directory` (it should be there, and is not) or `missing`.
	 */
	public function page( Cursor $cursor, int $limit ): array|WP_Error {
		$after = $cursor->position_in( 'code' );
		$items = array();
		$count = 0;
		foreach ( array_keys( $this->packages ) as $package ) {
			if ( strcmp( $package, $after ) <= 0 ) {
				continue;
			}
			if ( count( $items ) >= $limit || $count >= self::PORTION || ( array() !== $items && $this->is_named( $package ) ) ) {
				return array(
					'items' => $items,
					'next'  => Cursor::encode( 'code', $items[ array_key_last( $items ) ]['package'] ),
				);
			}
			$item = $this->describe( $package );
			if ( count( $item['files'] ) > self::MOST_FILES ) {
				return new WP_Error( 'aether_payload_too_large', __( 'The theme and the chosen plugins have too many files for a bundle. Choose fewer plugins.', 'aether-site-exporter' ), array( 'status' => 413 ) );
			}
			$items[] = $item;
			$count  += count( $item['files'] );
		}

		return array(
			'items' => $items,
			'next'  => null,
		);
	}

	/**
	 * @param string $path As `page()` gives it.
	 * @return ?string The absolute path of a file that may travel.
	 */
	public function locate( string $path ): ?string {
		foreach ( $this->packages as $package => $root ) {
			if ( '' === $root || ! Confined_Directory::contains( $package, $path ) ) {
				continue;
			}
			$below = substr( $path, strlen( $package ) );
			$real  = $this->may_travel( $package, $below ) ? realpath( $root . $below ) : false;
			if ( false === $real || ! is_file( $real ) || ! Confined_Directory::contains( $root, wp_normalize_path( $real ) ) ) {
				return null;
			}

			// A link has a harmless name, whatever it leads to.
			return $this->may_travel( $package, substr( wp_normalize_path( $real ), strlen( $root ) ) ) ? $real : null;
		}

		return null;
	}

	/**
	 * @return array{package: string, origin: string, plugin: ?string, release: ?array{slug: string, version: string}, files: list<array{package: string, path: string, size: int}>}
	 */
	private function describe( string $package ): array {
		$root    = $this->packages[ $package ];
		$release = '' !== $root && $this->is_named( $package ) ? Plugin_Directory::release_of( $this->plugins[ $package ] ) : null;

		return array(
			'package' => $package,
			'plugin'  => $this->plugins[ $package ] ?? null,
			'origin'  => match ( true ) {
				'' === $root                 => 'missing',
				null !== $release            => 'directory',
				$this->is_named( $package )  => 'not_directory',
				default                      => 'disk',
			},
			'release' => $release,
			'files'   => '' === $root || null !== $release ? array() : iterator_to_array( $this->files( $package, $root ), false ),
		);
	}

	private function is_named( string $package ): bool {
		return in_array( $this->plugins[ $package ] ?? '', $this->named, true );
	}

	/**
	 * @return iterable<array{package: string, path: string, size: int}> One more than there may be, at most.
	 */
	private function files( string $package, string $root ): iterable {
		$count = 0;
		foreach ( is_dir( $root ) ? $this->walk( $root, '' ) : array( '' ) as $relative ) {
			if ( ! $this->is_part( $package, $relative ) ) {
				continue;
			}
			yield array(
				'package' => $package,
				'path'    => '' === $relative ? $package : $package . '/' . $relative,
				'size'    => (int) filesize( '' === $relative ? $root : $root . '/' . $relative ),
			);
			if ( ++$count > self::MOST_FILES ) {
				return;
			}
		}
	}

	/**
	 * @param string $below Path below the package, with a slash before it; '' for a package of one file.
	 */
	private function may_travel( string $package, string $below ): bool {
		$names = array_values( array_filter( explode( '/', $below ), 'strlen' ) );
		$file  = array_pop( $names );

		return array() === array_filter( $names, static fn ( string $name ): bool => ! self::may_enter( $name ) )
			&& ( null === $file || self::may_leave( $file ) )
			&& ! str_contains( $below, "\0" ) && ! str_contains( $below, '\\' )
			&& $this->is_part( $package, ltrim( $below, '/' ) );
	}

	/** Of the languages only those words that the copy shows. */
	private function is_part( string $package, string $relative ): bool {
		if ( self::LANGUAGES !== $package ) {
			return true;
		}
		$locale = preg_quote( get_locale(), '~' );
		$file   = "{$locale}(?:-[0-9a-f]{32}|-[\\w-]+)?\\.(?:mo|l10n\\.php|json)";
		$slugs  = array( 'themes' => array(), 'plugins' => array() ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		foreach ( array_keys( $this->packages ) as $name ) {
			[ $kind, $slug ] = array( ...explode( '/', $name ), '' );
			if ( isset( $slugs[ $kind ] ) ) {
				$slugs[ $kind ][] = preg_quote( basename( $slug, '.php' ), '~' );
			}
		}
		foreach ( $slugs as $kind => $names ) {
			if ( str_starts_with( $relative, $kind . '/' ) ) {
				return 1 === preg_match( "~^{$kind}/(?:" . implode( '|', $names ) . ")-{$file}$~D", $relative );
			}
		}

		return 1 === preg_match( "~^(?:[a-z]+(?:-[a-z]+)*-)?{$file}$~D", $relative );
	}

	/**
	 * @return iterable<string>
	 */
	private function walk( string $root, string $relative ): iterable {
		foreach ( Tree::names( $root . '/' . $relative ) as $name ) {
			$path = $root . '/' . $relative . $name;
			if ( is_link( $path ) ) {
				continue;
			}
			if ( is_dir( $path ) ) {
				yield from self::may_enter( $name ) ? $this->walk( $root, $relative . $name . '/' ) : array();
			} elseif ( self::may_leave( $name ) && is_file( $path ) && is_readable( $path ) ) {
				yield $relative . $name;
			}
		}
	}

	/** @param string $name Of a file. */
	private static function may_leave( string $name ): bool {
		return ! str_starts_with( $name, '.' ) && ! str_contains( $name, '\\' ) && ! Private_Names::has_among_programs( $name );
	}

	/** @param string $name Of a folder. */
	private static function may_enter( string $name ): bool {
		return ! str_starts_with( $name, '.' ) && ! str_contains( $name, '\\' ) && ! in_array( $name, self::NEVER_DIRECTORIES, true ) && ! Private_Names::has_folder( $name );
	}
}
