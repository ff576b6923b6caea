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

	/** What stands within `<Files>` denies some files only, such as programs. */
	private static function is_denial( string $file ): bool {
		$rules = is_file( $file ) ? (string) file_get_contents( $file, false, null, 0, self::LARGEST ) : '';
		$rules = (string) preg_replace( '~<(Files|FilesMatch)\b.*?</\1>~is', '', $rules );

		return 1 === preg_match( '/^\s*(?:deny\s+from\s+all|require\s+all\s+denied)\b/im', $rules );
	}
}
