<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * The binary body that carries many files: a 4-byte big-endian length, that many bytes of JSON, then the bodies one after
 * another. Everything is checked before the first byte is written anywhere.
 */
final class File_Batch {

	/** Files in one batch. */
	private const MAX_FILES = 5000;

	/**
	 * @param list<array{entry: Release_Entry, offset: int, size: int, start: int}> $files `start` is the place in the body.
	 */
	private function __construct(
		private readonly string $body,
		public readonly array $files,
	) {
	}

	public static function parse( string $body ): self|WP_Error {
		$length = strlen( $body ) < 4 ? null : unpack( 'N', $body )[1];
		if ( null === $length || strlen( $body ) < 4 + $length ) {
			return self::malformed( __( 'the body is shorter than its header says', 'aether-site-exporter' ) );
		}
		$header = json_decode( substr( $body, 4, $length ), true, 4 );
		if ( ! is_array( $header ) || ! array_is_list( $header ) || count( $header ) > self::MAX_FILES ) {
			return self::malformed( __( 'the header is not a list of files', 'aether-site-exporter' ) );
		}

		$files = array();
		$start = 4 + $length;
		foreach ( $header as $item ) {
			$file = self::file( is_array( $item ) ? $item : array(), $start );
			if ( is_wp_error( $file ) ) {
				return $file;
			}
			$files[] = $file;
			$start  += $file['size'];
		}
		if ( strlen( $body ) !== $start ) {
			return self::malformed( __( 'the sizes of the files do not add up to the body', 'aether-site-exporter' ) );
		}

		return new self( $body, $files );
	}

	/**
	 * @param array{size: int, start: int} $file One of `$files`.
	 */
	public function bytes( array $file ): string {
		return substr( $this->body, $file['start'], $file['size'] );
	}

	/**
	 * @param array<string, mixed> $item
	 * @return array{entry: Release_Entry, offset: int, size: int, start: int}|WP_Error
	 */
	private static function file( array $item, int $start ): array|WP_Error {
		$entry = Release_Entry::from_request( $item, 'total' );
		if ( is_wp_error( $entry ) ) {
			return $entry;
		}
		$size   = $item['size'] ?? null;
		$offset = $item['offset'] ?? null;
		if ( ! is_int( $size ) || ! is_int( $offset ) || $size < 0 || $offset < 0 || $offset + $size > $entry->size ) {
			return self::malformed( __( 'size, offset and total of a file do not fit together', 'aether-site-exporter' ) );
		}

		return compact( 'entry', 'offset', 'size', 'start' );
	}

	private static function malformed( string $reason ): WP_Error {
		return new WP_Error(
			'aether_contract_violated',
			/* translators: %s: what is wrong. */
			sprintf( __( 'This is not a batch of files: %s.', 'aether-site-exporter' ), $reason ),
			array( 'status' => 400 )
		);
	}
}
