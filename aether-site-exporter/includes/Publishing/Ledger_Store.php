<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Storage\Confined_Directory;
use Aether\Site_Exporter\Storage\Private_Directory;
use Aether\Site_Exporter\Storage\Release_Entry;
use WP_Error;

/**
 * What the last deployment of a provider and type put in place. Kept in files: a large site's ledger has no place in the
 * options table.
 */
final class Ledger_Store {

	/**
	 * @return string|WP_Error|null JSON; null while nothing was deployed.
	 */
	public function read( string $provider, string $type ): string|WP_Error|null {
		$directory = is_dir( Private_Directory::location() ) ? Private_Directory::open() : null;

		return $directory instanceof Confined_Directory ? $directory->read( self::path( $provider, $type ) ) : $directory;
	}

	/**
	 * @param array<string, mixed> $entries Path to `{ sha256, size, contentType }`. What nobody vouches for, because its
	 *                                      upload may not have ended, has no content type.
	 */
	public function write( string $provider, string $type, array $entries ): bool|WP_Error {
		foreach ( $entries as $path => $entry ) {
			if ( ! is_array( $entry ) || ! Release_Entry::is_sha256( $entry['sha256'] ?? null ) || ! is_int( $entry['size'] ?? null ) || ! self::is_content_type( $entry['contentType'] ?? null ) ) {
				return new WP_Error(
					'aether_contract_violated',
					/* translators: %s: a path. */
					sprintf( __( 'The entry %s needs sha256, size and contentType.', 'aether-site-exporter' ), (string) wp_json_encode( (string) $path ) ),
					array( 'status' => 400 )
				);
			}
		}
		$directory = Private_Directory::open();

		return is_wp_error( $directory ) ? $directory : $directory->write( self::path( $provider, $type ), (string) wp_json_encode( array( 'entries' => (object) $entries ) ) );
	}

	private static function is_content_type( mixed $value ): bool {
		return '' === $value || Release_Entry::is_content_type( $value );
	}

	private static function path( string $provider, string $type ): string {
		// The colon of an instance is no part of a file name on every system; no id has a dot.
		return 'ledgers/' . str_replace( ':', '.', $provider ) . "/{$type}.json";
	}
}
