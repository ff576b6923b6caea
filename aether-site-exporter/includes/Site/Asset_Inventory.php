<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

use Aether\Site_Exporter\Storage\Private_Directory;
use const Aether\Site_Exporter\PLUGIN_FILE;

/**
 * Every file on disk that a page of the site could load, a portion at a time.
 */
final class Asset_Inventory {

	/** Below wp-includes; the rest is code. */
	private const INCLUDES = array( 'assets', 'blocks', 'css', 'fonts', 'images', 'js' );

	/**
	 * @param list<string> $ours Directories that this plugin writes to.
	 */
	public function __construct( private readonly array $ours = array() ) {
	}

	/**
	 * @return array{items: list<array{url: string, size: int, mtime: int}>, next: ?string}
	 */
	public function page( Cursor $cursor, int $limit ): array {
		$items = array();
		foreach ( $cursor->remaining( $this->roots() ) as $root ) {
			foreach ( $root->assets( $cursor->position_in( $root->id() ) ) as $position => $asset ) {
				if ( count( $items ) === $limit ) {
					return array(
						'items' => $items,
						'next'  => $last,
					);
				}
				$items[] = $asset;
				$last    = Cursor::encode( $root->id(), (string) $position );
			}
		}

		return array(
			'items' => $items,
			'next'  => null,
		);
	}

	/**
	 * @return list<Asset_Root>
	 */
	private function roots(): array {
		$uploads = wp_upload_dir( null, false );
		$roots   = array(
			new Asset_Root( 'uploads', $uploads['basedir'], set_url_scheme( $uploads['baseurl'] ), false, array( $uploads['basedir'] . '/aether', Private_Directory::location(), ...$this->ours ) ),
			new Asset_Root( 'theme', get_stylesheet_directory(), get_stylesheet_directory_uri(), true ),
		);
		if ( is_child_theme() ) {
			$roots[] = new Asset_Root( 'parent-theme', get_template_directory(), get_template_directory_uri(), true );
		}
		foreach ( self::INCLUDES as $name ) {
			$roots[] = new Asset_Root( 'includes-' . $name, ABSPATH . WPINC . '/' . $name, includes_url( $name ), true );
		}
		array_push( $roots, ...$this->plugin_roots() );
		if ( is_dir( WPMU_PLUGIN_DIR ) ) {
			$roots[] = new Asset_Root( 'mu-plugins', WPMU_PLUGIN_DIR, WPMU_PLUGIN_URL, true );
		}

		/**
		 * Filters the directories whose files the asset inventory lists.
		 *
		 * @param list<Asset_Root> $roots
		 */
		$filtered = apply_filters( 'aether_asset_roots', $roots );

		return array_values( array_filter( (array) $filtered, static fn ( mixed $root ): bool => $root instanceof Asset_Root ) );
	}

	/**
	 * @return list<Asset_Root>
	 */
	private function plugin_roots(): array {
		$files = array_merge( wp_get_active_and_valid_plugins(), is_multisite() ? wp_get_active_network_plugins() : array() );
		$ours  = dirname( plugin_basename( PLUGIN_FILE ) );
		$roots = array();
		foreach ( array_unique( array_map( static fn ( string $file ): string => dirname( plugin_basename( $file ) ), $files ) ) as $folder ) {
			// A plugin of one file has no folder; ours serve wp-admin only.
			if ( '.' !== $folder && $folder !== $ours && ! str_starts_with( $folder, $ours . '-' ) ) {
				$roots[] = new Asset_Root( 'plugin-' . $folder, WP_PLUGIN_DIR . '/' . $folder, plugins_url( $folder ), true );
			}
		}

		return $roots;
	}
}
