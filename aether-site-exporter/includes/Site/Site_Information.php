<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

use const Aether\Site_Exporter\VERSION;

/**
 * Where this WordPress lives and what it can take. Addresses end in a slash.
 */
final class Site_Information {

	/** A file that travels whole, encoded for the API of its host; who sends batches is content with less. Bytes. */
	private const LARGEST_USEFUL_REQUEST = 64 * MB_IN_BYTES;

	/**
	 * @return array<string, string|int>
	 */
	public static function describe(): array {
		return array(
			'name'             => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'homeUrl'          => trailingslashit( home_url() ),
			'siteUrl'          => trailingslashit( site_url() ),
			'contentUrl'       => trailingslashit( content_url() ),
			'uploadsUrl'       => trailingslashit( set_url_scheme( wp_upload_dir( null, false )['baseurl'] ) ),
			'includesUrl'      => trailingslashit( includes_url() ),
			'restUrl'          => rest_url(),
			'permalinks'       => get_option( 'permalink_structure' ) ? 'pretty' : 'plain',
			'language'         => get_bloginfo( 'language' ),
			'wordPressVersion' => get_bloginfo( 'version' ),
			'pluginVersion'    => VERSION,
			'phpVersion'       => PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . '.' . PHP_RELEASE_VERSION,
			'maxRequestBytes'  => self::max_request_bytes(),
		);
	}

	/**
	 * WordPress holds the whole body of a REST request in memory, so a quarter of the limit is what a request may take.
	 */
	public static function max_request_bytes(): int {
		$limits = array_filter(
			array(
				wp_convert_hr_to_bytes( (string) ini_get( 'post_max_size' ) ),
				intdiv( wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) ), 4 ),
			),
			static fn ( int $bytes ): bool => $bytes > 0
		);

		/**
		 * Filters the largest body that the REST API accepts here, in bytes. Lower it where the web server allows less
		 * than PHP does.
		 *
		 * @param int $bytes
		 */
		return (int) apply_filters( 'aether_max_request_bytes', min( self::LARGEST_USEFUL_REQUEST, ...array_values( $limits ) ) );
	}
}
