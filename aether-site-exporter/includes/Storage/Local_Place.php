<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * Where the local target of one deployment type writes, and where visitors find it.
 */
final class Local_Place {

	public const PROVIDER = 'local-filesystem';
	public const TYPES    = array( 'static_site', 'blueprint_bundle' );

	private const DEFAULT_KEPT_RELEASES = 5;

	private function __construct(
		public readonly Confined_Directory $directory,
		/** With trailing slash. */
		public readonly string $base_url,
		public readonly int $kept_releases,
	) {
	}

	/**
	 * @param array<string, mixed> $config Of the provider `local-filesystem`.
	 * @param string               $type   One of `TYPES`.
	 */
	public static function open( array $config, string $type ): self|WP_Error {
		$location = self::location( $config, $type );
		if ( is_wp_error( $location ) ) {
			return $location;
		}
		$directory = Confined_Directory::open( $location );
		if ( is_wp_error( $directory ) ) {
			return $directory;
		}
		self::guard( $directory );

		return new self( $directory, self::base_url( $config, $type, $location ), max( 1, (int) ( $config['keep_releases'] ?? self::DEFAULT_KEPT_RELEASES ) ) );
	}

	/**
	 * What a place is before anything was published there; null once there is a directory. Makes nothing: whoever only
	 * looks, a dry run above all, leaves no trace.
	 *
	 * @param array<string, mixed> $config Of the provider `local-filesystem`.
	 * @return array{baseUrl: string, switching: null, active: null, releases: array{}}|WP_Error|null
	 */
	public static function unused( array $config, string $type ): array|WP_Error|null {
		$location = self::location( $config, $type );
		if ( is_wp_error( $location ) ) {
			return $location;
		}
		clearstatcache( true );
		if ( file_exists( $location ) ) {
			return null;
		}
		$parent = dirname( $location );
		while ( ! file_exists( $parent ) && dirname( $parent ) !== $parent ) {
			$parent = dirname( $parent );
		}
		if ( ! is_dir( $parent ) || ! wp_is_writable( $parent ) ) {
			return Confined_Directory::not_writable( $location );
		}

		return array(
			'baseUrl'   => self::base_url( $config, $type, $location ),
			'switching' => null,
			'active'    => null,
			'releases'  => array(),
		);
	}

	/**
	 * The directory, which may not exist yet.
	 *
	 * @param array<string, mixed> $config Of the provider `local-filesystem`.
	 */
	public static function location( array $config, string $type ): string|WP_Error {
		$directory = trim( (string) ( $config['directory'] ?? '' ) );
		if ( '' === $directory ) {
			return self::uploads() . '/aether/' . self::PROVIDER . '/' . $type;
		}
		if ( ! self::is_allowed( $directory ) ) {
			return new WP_Error(
				'aether_config_invalid',
				sprintf(
					/* translators: 1: a directory, 2: the name of a constant. */
					__( 'The directory %1$s is not inside an allowed one. Choose a directory below uploads, or name its parent in the constant %2$s in wp-config.php.', 'aether-site-exporter' ),
					$directory,
					'AETHER_ALLOWED_ROOTS'
				),
				array( 'status' => 400 )
			);
		}

		return untrailingslashit( wp_normalize_path( $directory ) ) . '/' . $type;
	}

	/**
	 * @param string $directory Absolute; need not exist.
	 */
	public static function is_allowed( string $directory ): bool {
		$normal = wp_normalize_path( $directory );
		if ( ! path_is_absolute( $directory ) || 1 === preg_match( '#(?:^|/)\.\.?(?:/|$)|[\x00-\x1f]|://#', $normal ) ) {
			return false;
		}
		$existing = $normal;
		while ( ! file_exists( $existing ) && ! is_link( $existing ) && dirname( $existing ) !== $existing ) {
			$existing = dirname( $existing );
		}
		$real = realpath( $existing );
		if ( false === $real ) {
			return false;
		}
		$resolved = wp_normalize_path( $real ) . substr( $normal, strlen( $existing ) );
		foreach ( self::allowed_roots() as $root ) {
			$real_root = realpath( $root );
			if ( false !== $real_root && Confined_Directory::contains( wp_normalize_path( $real_root ), $resolved ) ) {
				return true;
			}
		}

		return false;
	}

	/**
	 * @return list<string> Uploads, and what `AETHER_ALLOWED_ROOTS` names: an array, or paths between colons.
	 */
	private static function allowed_roots(): array {
		$named = defined( 'AETHER_ALLOWED_ROOTS' ) ? constant( 'AETHER_ALLOWED_ROOTS' ) : array();
		$named = is_array( $named ) ? $named : explode( PATH_SEPARATOR, (string) $named );

		return array( self::uploads(), ...array_filter( array_map( 'strval', $named ), 'path_is_absolute' ) );
	}

	/**
	 * @param array<string, mixed> $config
	 */
	private static function base_url( array $config, string $type, string $location ): string {
		$configured = trim( (string) ( $config['public_url'] ?? '' ) );
		if ( '' !== $configured && 'static_site' === $type ) {
			return trailingslashit( $configured );
		}
		if ( Confined_Directory::contains( self::uploads(), $location ) ) {
			return trailingslashit( set_url_scheme( wp_upload_dir( null, false )['baseurl'] ) ) . ltrim( substr( $location, strlen( self::uploads() ) ), '/' ) . '/current/';
		}

		return 'file://' . $location . '/current/';
	}

	/** No server lists our directories; only what is published below `current` is meant to be seen. */
	private static function guard( Confined_Directory $directory ): void {
		foreach ( array( '', '/releases', '/manifests', '/staging' ) as $name ) {
			$guarded = Confined_Directory::open( $directory->root() . $name );
			if ( ! is_wp_error( $guarded ) ) {
				$guarded->guard();
			}
		}
		if ( Confined_Directory::contains( wp_normalize_path( (string) realpath( self::uploads() . '/aether' ) ), $directory->root() ) ) {
			foreach ( array( '/aether', '/aether/' . self::PROVIDER ) as $name ) {
				$guarded = Confined_Directory::open( self::uploads() . $name );
				if ( ! is_wp_error( $guarded ) ) {
					$guarded->guard();
				}
			}
		}
	}

	private static function uploads(): string {
		return wp_normalize_path( wp_upload_dir( null, false )['basedir'] );
	}
}
