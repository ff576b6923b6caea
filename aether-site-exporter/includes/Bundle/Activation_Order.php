<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * In which order a copy can activate plugins: that of this site, and none before those that it requires.
 */
final class Activation_Order {

	/** @var array<string, string> Slug to file. */
	private readonly array $files;

	/** @var list<string> */
	private array $order = array();

	/**
	 * @param list<string> $files Files of plugins, as WordPress names them.
	 */
	private function __construct( array $files ) {
		$this->files = array_combine( array_map( self::slug( ... ), $files ), $files );
		array_walk( $files, fn ( string $file ) => $this->place( $file, array() ) );
	}

	/**
	 * @param list<string> $files In the order of this site.
	 * @return list<string> The same files.
	 */
	public static function of( array $files ): array {
		return ( new self( $files ) )->order;
	}

	/**
	 * @param list<string> $files Files of plugins, as WordPress names them.
	 * @return list<array{plugin: string, requires: string}> Slugs that one of them requires and that are none of theirs: without
	 *         those, WordPress does not activate it.
	 */
	public static function unmet( array $files ): array {
		$slugs = array_map( self::slug( ... ), $files );
		$unmet = array();
		foreach ( $files as $plugin ) {
			foreach ( array_diff( self::required_by( $plugin ), $slugs ) as $requires ) {
				$unmet[] = array(
					'plugin'   => $plugin,
					'requires' => $requires,
				);
			}
		}

		return $unmet;
	}

	/**
	 * @param list<string> $waiting Those that wait for this one; a circle has no right order.
	 */
	private function place( string $file, array $waiting ): void {
		if ( in_array( $file, $this->order, true ) || in_array( $file, $waiting, true ) ) {
			return;
		}
		foreach ( self::required_by( $file ) as $slug ) {
			if ( isset( $this->files[ $slug ] ) ) {
				$this->place( $this->files[ $slug ], array( ...$waiting, $file ) );
			}
		}
		$this->order[] = $file;
	}

	/**
	 * @return list<string> Slugs.
	 */
	private static function required_by( string $file ): array {
		$path = WP_PLUGIN_DIR . '/' . $file;

		return is_file( $path ) ? array_unique( array_filter( array_map( 'trim', explode( ',', get_file_data( $path, array( 'plugins' => 'Requires Plugins' ) )['plugins'] ) ) ) ) : array();
	}

	private static function slug( string $file ): string {
		return '.' === dirname( $file ) ? basename( $file, '.php' ) : dirname( $file );
	}
}
