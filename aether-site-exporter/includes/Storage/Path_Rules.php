<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * Which relative paths may name a file of ours. Nothing is repaired: two spellings of one file would be two files to the
 * plan. Stricter than the SDK's `toTargetPath()` in one respect: names that a web server could execute or obey.
 */
final class Path_Rules {

	/** The longest object key of S3 and R2, in bytes; the SDK has the same limit. */
	private const MAX_PATH_BYTES = 1024;

	/** The longest file name of ext4, APFS and NTFS, in bytes. */
	private const MAX_SEGMENT_BYTES = 255;

	/** Run by a web server even when another extension follows (Apache's multiple extensions). */
	private const EXECUTABLE_ANYWHERE = '/\.(?:php\d*|phps|phpt|pht|phtml?|phar|f?cgi|shtml?|stm|aspx?|jspx?)(?:[.;]|$)/i';

	/** Run by a web server when the name ends so. */
	private const EXECUTABLE_AT_END = '/\.(?:pl|py|rb|sh|ascx|asmx|ashx|asa|cer|cdx|cfm)$/i';

	/** Names that configure a server. Files that begin with a dot are refused as a whole. */
	private const CONFIGURATION = array( 'web.config', 'php.ini', 'user.ini', 'nginx.conf', 'htaccess', 'htpasswd' );

	/** Characters that some file systems leave out of a name. */
	private const INVISIBLE = '/[\x{ad}\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{fe00}-\x{fe0f}\x{feff}]/u';

	/**
	 * Null when the path is acceptable.
	 */
	public static function reject( string $path ): ?WP_Error {
		$reason = self::reason( $path );
		if ( null === $reason ) {
			return null;
		}

		return self::error( $path, $reason );
	}

	public static function error( string $path, string $reason ): WP_Error {
		return new WP_Error(
			'aether_path_rejected',
			sprintf(
				/* translators: 1: a path, 2: why it is refused. */
				__( 'The path %1$s cannot be used: %2$s.', 'aether-site-exporter' ),
				self::printable( $path ),
				$reason
			),
			array(
				'status' => 400,
				'reason' => $reason,
			)
		);
	}

	private static function reason( string $path ): ?string {
		return self::reason_of_form( $path ) ?? self::reason_of_segments( explode( '/', $path ) ) ?? self::reason_of_decoding( $path );
	}

	private static function reason_of_form( string $path ): ?string {
		return match ( true ) {
			'' === $path                                    => __( 'it is empty', 'aether-site-exporter' ),
			strlen( $path ) > self::MAX_PATH_BYTES          => __( 'it is too long', 'aether-site-exporter' ),
			! mb_check_encoding( $path, 'UTF-8' )           => __( 'it is not valid Unicode', 'aether-site-exporter' ),
			1 === preg_match( '/[\x{0}-\x{1f}\x{7f}-\x{9f}]/u', $path ) => __( 'it contains a control character', 'aether-site-exporter' ),
			str_contains( $path, '\\' )                     => __( 'it contains a backslash', 'aether-site-exporter' ),
			str_starts_with( $path, '/' )                   => __( 'it is not relative', 'aether-site-exporter' ),
			1 === preg_match( '#^[a-z](?::|[a-z0-9+.-]*:/)#i', $path ) => __( 'it begins with a drive or a scheme', 'aether-site-exporter' ),
			default                                         => null,
		};
	}

	/**
	 * @param list<string> $segments
	 */
	private static function reason_of_segments( array $segments ): ?string {
		foreach ( $segments as $segment ) {
			$reason = match ( true ) {
				'' === $segment                               => __( 'it has an empty segment', 'aether-site-exporter' ),
				'.' === $segment, '..' === $segment           => __( 'it has a dot segment', 'aether-site-exporter' ),
				strlen( $segment ) > self::MAX_SEGMENT_BYTES  => __( 'a name in it is too long', 'aether-site-exporter' ),
				str_starts_with( $segment, '.' ) && '.well-known' !== $segment => __( 'a name in it begins with a dot', 'aether-site-exporter' ),
				str_ends_with( $segment, '.' ), str_ends_with( $segment, ' ' ), str_contains( $segment, '::$' ) => __( 'a name in it means another file on some systems', 'aether-site-exporter' ),
				self::is_executable( $segment )               => __( 'a web server could execute it', 'aether-site-exporter' ),
				default                                       => null,
			};
			if ( null !== $reason ) {
				return $reason;
			}
		}

		return null;
	}

	/**
	 * A server that decodes once more than it should must not meet a traversal or a program either.
	 */
	private static function reason_of_decoding( string $path ): ?string {
		$decoded = rawurldecode( $path );
		for ( $round = 0; $round < self::MAX_PATH_BYTES && rawurldecode( $decoded ) !== $decoded; $round++ ) {
			$decoded = rawurldecode( $decoded );
		}
		if ( $decoded === $path ) {
			return null;
		}
		if ( str_contains( $decoded, "\0" ) ) {
			return __( 'it hides a control character', 'aether-site-exporter' );
		}
		foreach ( preg_split( '#[/\\\\]#', $decoded ) as $segment ) {
			if ( '.' === $segment || '..' === $segment ) {
				return __( 'it hides a dot segment', 'aether-site-exporter' );
			}
			if ( self::is_executable( $segment ) ) {
				return __( 'a web server could execute it', 'aether-site-exporter' );
			}
		}

		return null;
	}

	private static function is_executable( string $name ): bool {
		$segment = rtrim( (string) preg_replace( self::INVISIBLE, '', mb_scrub( $name, 'UTF-8' ) ), '. ' );

		return 1 === preg_match( self::EXECUTABLE_ANYWHERE, $segment )
			|| 1 === preg_match( self::EXECUTABLE_AT_END, $segment )
			|| in_array( ltrim( strtolower( $segment ), '.' ), self::CONFIGURATION, true );
	}

	/**
	 * For messages and logs: short, quoted, and without a character that could break a terminal.
	 */
	private static function printable( string $path ): string {
		$short = strlen( $path ) > 120 ? substr( $path, 0, 117 ) . '...' : $path;

		return (string) wp_json_encode( mb_convert_encoding( $short, 'UTF-8', 'UTF-8' ) );
	}
}
