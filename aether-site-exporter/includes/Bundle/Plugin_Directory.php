<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Storage\Tree;

/**
 * Which plugins of this site are, file by file, what wordpress.org gives out for their version. It is asked about a plugin
 * only when a person said that the plugin is from there: a name is a thing that others need not learn.
 *
 * The lists of checksums are those that `wp plugin verify-checksums` reads:
 * https://developer.wordpress.org/cli/commands/plugin/verify-checksums/
 */
final class Plugin_Directory {

	private const CHECKSUMS = 'https://downloads.wordpress.org/plugin-checksums/%s/%s.json';

	/** Seconds. */
	private const TIMEOUT = 10;

	/** Bytes of a list. A longer one is cut, cannot be read, and so counts as no answer. */
	private const LONGEST_LIST = 8 * MB_IN_BYTES;

	private const MOST_FILES = 20_000;

	/** Says that nobody answered a moment ago. */
	private const SILENT = 'aether_bundle_directory_silent';

	/** Seconds for which nobody is asked then. */
	private const SILENCE = 5 * MINUTE_IN_SECONDS;

	/** Bytes of a list, packed, that is kept for a day; what a version consists of never changes. */
	private const LARGEST_KEPT = 500_000;

	/**
	 * @param string $file As WordPress names a plugin: `slug/slug.php`.
	 * @return ?array{slug: string, version: string} Null where one file differs, lacks or is one too many, where the plugin
	 *                                               says that it is from elsewhere, and where nobody answered.
	 */
	public static function release_of( string $file ): ?array {
		$slug   = dirname( $file );
		$header = get_file_data( WP_PLUGIN_DIR . '/' . $file, array( 'version' => 'Version', 'home' => 'Update URI' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		if ( 1 !== preg_match( '/^[a-z0-9][a-z0-9-]*$/D', $slug ) || 1 !== preg_match( '/^[0-9A-Za-z][0-9A-Za-z.-]*$/D', $header['version'] ) || ! self::is_its_home( $header['home'], $slug ) ) {
			return null;
		}
		$given_out = self::checksums( $slug, $header['version'] );

		return array() !== $given_out && self::is_same( WP_PLUGIN_DIR . '/' . $slug, $given_out ) ? array(
			'slug'    => $slug,
			'version' => $header['version'],
		) : null;
	}

	/**
	 * Whether a plugin says nothing of where it is from, or names its own page at wordpress.org in one of the spellings that
	 * authors use. Anything else is somebody else's, and wordpress.org is not asked.
	 */
	private static function is_its_home( string $uri, string $slug ): bool {
		return '' === $uri || 1 === preg_match( '~^(?:https?://)?(?:wordpress\.org/plugins?|w\.org/plugin)/' . preg_quote( $slug, '~' ) . '/?$~D', $uri );
	}

	/**
	 * @return array<string, list<string>> Path to SHA-256 sums; some files have several that are right. Empty: unknown.
	 */
	private static function checksums( string $slug, string $version ): array {
		$name = 'aether_checksums_' . md5( "{$slug} {$version}" );
		$kept = get_transient( $name );
		if ( is_string( $kept ) ) {
			return (array) json_decode( (string) gzuncompress( (string) base64_decode( $kept, true ) ), true );
		}
		$sums   = self::asked( $slug, $version );
		$packed = base64_encode( (string) gzcompress( (string) wp_json_encode( $sums ) ) );
		if ( array() !== $sums && strlen( $packed ) <= self::LARGEST_KEPT ) {
			set_transient( $name, $packed, DAY_IN_SECONDS );
		}

		return $sums;
	}

	/**
	 * @return array<string, list<string>> Empty also while nobody answers: each question would cost its whole timeout.
	 */
	private static function asked( string $slug, string $version ): array {
		if ( false !== get_transient( self::SILENT ) ) {
			return array();
		}
		$answer = wp_safe_remote_get(
			sprintf( self::CHECKSUMS, $slug, $version ),
			array(
				'timeout'             => self::TIMEOUT,
				'redirection'         => 0,
				'limit_response_size' => self::LONGEST_LIST,
			)
		);
		if ( is_wp_error( $answer ) ) {
			set_transient( self::SILENT, 1, self::SILENCE );
		}
		$list   = 200 === wp_remote_retrieve_response_code( $answer ) ? json_decode( wp_remote_retrieve_body( $answer ), true ) : null;
		$files  = is_array( $list ) && is_array( $list['files'] ?? null ) ? $list['files'] : array();

		return array_map( static fn ( mixed $sums ): array => array_values( array_filter( (array) ( is_array( $sums ) ? $sums['sha256'] ?? array() : array() ), 'is_string' ) ), $files );
	}

	/**
	 * @param array<string, list<string>> $given_out
	 */
	private static function is_same( string $folder, array $given_out ): bool {
		$count = 0;
		foreach ( self::files( $folder, '' ) as $path ) {
			if ( ++$count > self::MOST_FILES || ! in_array( hash_file( 'sha256', $folder . '/' . $path ), $given_out[ $path ] ?? array(), true ) ) {
				return false;
			}
		}

		return count( $given_out ) === $count;
	}

	/**
	 * @return iterable<string> Every file, hidden ones and links, too.
	 */
	private static function files( string $folder, string $below ): iterable {
		foreach ( Tree::names( $folder . '/' . $below ) as $name ) {
			$path = $folder . '/' . $below . $name;
			if ( is_dir( $path ) && ! is_link( $path ) ) {
				yield from self::files( $folder, $below . $name . '/' );
			} else {
				yield $below . $name;
			}
		}
	}
}
