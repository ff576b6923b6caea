<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * Where files live that visitors shall not find: a directory below uploads with a name that cannot be guessed, or the
 * directory that the constant `AETHER_PRIVATE_DIRECTORY` names.
 */
final class Private_Directory {

	public const OPTION = 'aether_private_directory';

	public static function open(): Confined_Directory|WP_Error {
		$directory = Confined_Directory::open( self::location() );
		if ( ! is_wp_error( $directory ) ) {
			$directory->guard();
		}

		return $directory;
	}

	public static function location(): string {
		if ( defined( 'AETHER_PRIVATE_DIRECTORY' ) ) {
			return rtrim( (string) constant( 'AETHER_PRIVATE_DIRECTORY' ), '/' ) . '/site-' . get_current_blog_id();
		}
		$name = get_option( self::OPTION );
		if ( ! is_string( $name ) || 1 !== preg_match( '/^[0-9a-f]{32}$/', $name ) ) {
			$name = bin2hex( random_bytes( 16 ) );
			update_option( self::OPTION, $name, false );
		}

		return wp_upload_dir( null, false )['basedir'] . '/aether-private-' . $name;
	}
}
