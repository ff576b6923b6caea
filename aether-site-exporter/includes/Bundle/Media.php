<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Site\Asset_Root;
use Aether\Site_Exporter\Storage\Confined_Directory;
use Aether\Site_Exporter\Storage\Path_Rules;

/**
 * The media that content refers to: attachments with their files, and files of the uploads folder that belong to none.
 */
final class Media {

	private readonly string $uploads;

	private readonly Protected_Folders $protected;

	public function __construct( private readonly Posts_Section $posts ) {
		$this->uploads   = Confined_Directory::resolve( wp_upload_dir( null, false )['basedir'] );
		$this->protected = new Protected_Folders( $this->uploads );
	}

	/**
	 * @param array{ids: list<int>, hints: list<int>, parents: list<int>, paths: list<string>} $references `ids` and `hints` that
	 *        belong to no attachment are ignored. Hints stand beside an address and may have come with a text from elsewhere.
	 *        Of `parents` the pictures, sounds and films are shown; paths are below the uploads folder.
	 * @return array{items: list<string>, files: list<array{path: string, size: int}>, missing: list<string>} Records as lines of
	 *         JSON; files below wp-content, sorted, each once; what should be among them, and cannot.
	 */
	public function find( array $references ): array {
		$records = $this->posts->attachments( array_unique( array( ...$references['ids'], ...self::attachments_of( $references['paths'] ), ...$this->posts->children( $references['parents'] ), ...$this->posts->without_hidden_parents( $references['hints'] ) ) ) );
		$wanted  = array_filter( $references['paths'], fn ( string $path ): bool => '' !== pathinfo( $path, PATHINFO_EXTENSION ) && ! is_dir( $this->uploads . '/' . $path ) );
		$files   = array();
		foreach ( $records as $record ) {
			$of_record = self::files_of( $record );
			array_push( $wanted, ...array_slice( $of_record, 0, 1 ) );
			array_push( $files, ...$of_record );
		}
		$files = self::sorted( array_filter( array( ...$wanted, ...$files ), fn ( string $path ): bool => null !== $this->locate( $path ) ) );

		return array(
			'items'   => array_map( static fn ( array $record ): string => (string) wp_json_encode( $record, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ), $records ),
			'files'   => array_map(
				fn ( string $path ): array => array(
					'path' => 'uploads/' . $path,
					'size' => (int) filesize( (string) $this->locate( $path ) ),
				),
				$files
			),
			'missing' => array_map( static fn ( string $path ): string => 'uploads/' . $path, self::sorted( array_diff( $wanted, $files ) ) ),
		);
	}

	/**
	 * @param array<string> $paths
	 * @return list<string>
	 */
	private static function sorted( array $paths ): array {
		$paths = array_values( array_unique( $paths ) );
		sort( $paths, SORT_STRING );

		return $paths;
	}

	/**
	 * @param string $path Below the uploads folder.
	 * @return ?string The absolute path of a file that may travel.
	 */
	public function locate( string $path ): ?string {
		$real = '' !== $this->uploads && $this->may_travel( $path ) ? realpath( $this->uploads . '/' . $path ) : false;
		$file = false === $real ? '' : wp_normalize_path( $real );
		if ( '' === $file || ! is_file( $file ) || ! Confined_Directory::contains( $this->uploads, $file ) ) {
			return null;
		}

		// A link has a harmless name, whatever it leads to.
		return $this->may_travel( substr( $file, strlen( $this->uploads ) + 1 ) ) ? $real : null;
	}

	private function may_travel( string $path ): bool {
		return null === Path_Rules::reject( $path ) && Asset_Root::may_leave( $path ) && ! $this->protected->contain( $path );
	}

	/**
	 * @param list<string> $paths Originals or sub-sizes.
	 * @return list<int>
	 */
	private static function attachments_of( array $paths ): array {
		global $wpdb;
		$originals = array();
		foreach ( $paths as $path ) {
			$whole = (string) preg_replace( '/-\d+x\d+(\.\w+)$/', '$1', $path );
			array_push( $originals, $path, $whole, (string) preg_replace( '/(\.\w+)$/', '-scaled$1', $whole ) );
		}
		$list = Selection::quoted( array_values( array_unique( $originals ) ) );

		return array_map( 'intval', $wpdb->get_col( "SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key = '_wp_attached_file' AND meta_value IN ({$list})" ) ); // phpcs:ignore WordPress.DB -- Quoted.
	}

	/**
	 * @param array<string, mixed> $record Of an attachment.
	 * @return list<string> Original and sub-sizes.
	 */
	private static function files_of( array $record ): array {
		$meta = array_column( $record['meta'], 1, 0 );
		$file = $meta['_wp_attached_file'] ?? null;
		if ( ! is_string( $file ) ) {
			return array();
		}
		$sizes     = is_array( $meta['_wp_attachment_metadata']['sizes'] ?? null ) ? $meta['_wp_attachment_metadata']['sizes'] : array();
		$directory = '.' === dirname( $file ) ? '' : dirname( $file ) . '/';

		return array( $file, ...array_values( array_map( static fn ( string $name ): string => $directory . $name, array_filter( array_column( $sizes, 'file' ), 'is_string' ) ) ) );
	}
}
