<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * A folder with modules of somebody's own, which run at the edge. The owner of the server puts them there; a request only
 * chooses among the folders, by a plain name.
 */
final class Module_Folder {

	public const NAME = '[A-Za-z0-9_-]{1,64}';

	private const MODULE = '/\.(?:m?js|wasm|json|html|css|txt)$/iD';

	private const MOST_FILES = 200;

	/** Bytes of all modules together. */
	private const LARGEST = 10 * MB_IN_BYTES;

	/**
	 * @param string $root Absolute directory with the folders.
	 */
	private function __construct( private readonly string $root ) {
	}

	public static function of_this_server(): self {
		$directory = defined( 'AETHER_EDGE_FUNCTIONS_DIRECTORY' ) ? (string) constant( 'AETHER_EDGE_FUNCTIONS_DIRECTORY' ) : WP_CONTENT_DIR . '/edge-functions';

		return new self( Confined_Directory::resolve( $directory ) );
	}

	/**
	 * @param string $name Matches `NAME`.
	 * @return array<string, string>|WP_Error Relative path to contents, in a stable order.
	 */
	public function modules( string $name ): array|WP_Error {
		$folder = wp_normalize_path( (string) realpath( $this->root . '/' . $name ) );
		if ( '' === $this->root || ! is_dir( $folder ) || $this->root . '/' . $name !== $folder ) {
			return new WP_Error( 'aether_not_found', __( 'There is no such folder with modules on this server.', 'aether-site-exporter' ), array( 'status' => 404 ) );
		}
		$modules = array();
		$size    = 0;
		foreach ( $this->paths( $folder, '' ) as $path ) {
			$modules[ $path ] = (string) file_get_contents( $folder . '/' . $path );
			$size            += strlen( $modules[ $path ] );
			if ( count( $modules ) > self::MOST_FILES || $size > self::LARGEST ) {
				return new WP_Error( 'aether_payload_too_large', __( 'The folder has more modules than a Worker takes.', 'aether-site-exporter' ), array( 'status' => 413 ) );
			}
		}

		return $modules;
	}

	/**
	 * @return iterable<string> Links, hidden files and what is no module are left out.
	 */
	private function paths( string $folder, string $relative ): iterable {
		foreach ( Tree::names( $folder . '/' . $relative ) as $name ) {
			$path = $folder . '/' . $relative . $name;
			if ( str_starts_with( $name, '.' ) || is_link( $path ) || 'node_modules' === $name ) {
				continue;
			}
			if ( is_dir( $path ) ) {
				yield from $this->paths( $folder, $relative . $name . '/' );
			} elseif ( 1 === preg_match( self::MODULE, $name ) ) {
				yield $relative . $name;
			}
		}
	}
}
