<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Folders below the uploads folder that the web server keeps from visitors: goods that are sold, what people sent with
 * forms, logs. A bundle is public, so nothing of them travels, whoever refers to it.
 */
final class Protected_Folders {

	/** How plugins name them, also where a server does not read `.htaccess`. */
	private const NAMES = '/^(?:woocommerce_uploads|edd|wc-logs|gravity_forms|wpforms|formidable|ninja-forms|forminator|wpcf7_uploads|cfdb7_uploads|wp-job-manager-uploads|wpdm-.*|download-manager-files|dlm_uploads|private|protected|secure|backups?|.*-backups?|.*[_-]logs?)$/i';

	/** Names such as media have. */
	private const MEDIA = array( 'a.jpg', 'a.png', 'a.pdf', 'a.docx', 'a.mp3', 'a.mp4' );

	/** Bytes of a `.htaccess` that are looked at. */
	private const LARGEST = 65_536;

	/** @var array<string, bool> Absolute folder to whether it is kept from visitors. */
	private array $known = array();

	/**
	 * @param string $root Absolute, of the uploads folder.
	 */
	public function __construct( private readonly string $root ) {
	}

	/**
	 * @param string $path Below the uploads folder.
	 */
	public function contain( string $path ): bool {
		$folder = $this->root;
		if ( $this->denies( $folder ) ) {
			return true;
		}
		foreach ( explode( '/', dirname( $path ) ) as $name ) {
			$folder .= '/' . $name;
			if ( 1 === preg_match( self::NAMES, $name ) || $this->denies( $folder ) ) {
				return true;
			}
		}

		return false;
	}

	private function denies( string $folder ): bool {
		$this->known[ $folder ] ??= self::is_denial( $folder . '/.htaccess' );

		return $this->known[ $folder ];
	}

	private static function is_denial( string $file ): bool {
		$rules = is_file( $file ) ? (string) file_get_contents( $file, false, null, 0, self::LARGEST ) : '';
		$rules = (string) preg_replace_callback( '~<(Files|FilesMatch)\s+(.*?)\s*>(.*?)</\1>~is', static fn ( array $part ): string => self::is_about_media( $part[1], $part[2] ) ? $part[3] : '', $rules );

		return 1 === preg_match( '/^\s*(?:deny\s+from\s+all|require\s+(?:all\s+denied|valid-user|user|group|host|ip|local)|authtype)\b/im', $rules ) || self::rewrites_to_nothing( $rules );
	}

	/**
	 * Rules for programs only keep nobody from media.
	 *
	 * @param string $kind    `Files` with wildcards or, after `~`, a regular expression; `FilesMatch` with one.
	 * @param string $pattern Perhaps in quotes.
	 */
	private static function is_about_media( string $kind, string $pattern ): bool {
		$is_regular = 'filesmatch' === strtolower( $kind ) || str_starts_with( $pattern, '~' );
		$pattern    = trim( ltrim( $pattern, '~' ), " \t\"'" );
		foreach ( self::MEDIA as $name ) {
			if ( $is_regular ? self::matches( $pattern, $name ) : fnmatch( $pattern, $name ) ) {
				return true;
			}
		}

		return false;
	}

	/** What says `[F]` to visitors. Who only keeps other sites from showing its pictures asks where a visitor comes from. */
	private static function rewrites_to_nothing( string $rules ): bool {
		$conditions = '';
		foreach ( explode( "\n", $rules ) as $line ) {
			if ( 1 === preg_match( '/^\s*RewriteCond\s/i', $line ) ) {
				$conditions .= $line;
			} elseif ( 1 === preg_match( '/^\s*RewriteRule\s+(\S+)\s+\S+\s+\[(.*)\]/i', $line, $rule ) ) {
				$flags = array_map( 'trim', explode( ',', strtoupper( $rule[2] ) ) );
				if ( array() !== array_intersect( array( 'F', 'FORBIDDEN', 'R=403', 'R=404' ), $flags ) && ! str_contains( strtoupper( $conditions ), 'HTTP_REFERER' ) && self::is_about_media( 'filesmatch', $rule[1] ) ) {
					return true;
				}
				$conditions = '';
			}
		}

		return false;
	}

	/** A pattern that nobody can read is one that may match. */
	private static function matches( string $pattern, string $name ): bool {
		return 0 !== @preg_match( '~' . str_replace( '~', '\~', $pattern ) . '~i', $name ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- Apache reads other patterns, too.
	}
}
