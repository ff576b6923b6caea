<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * One file of a release. On disk one line of four fields between tabs, so that a manifest of 100,000 files is read in a
 * moment and never as a whole.
 */
final class Release_Entry {

	private function __construct(
		public readonly string $path,
		public readonly string $sha256,
		public readonly int $size,
		public readonly string $content_type,
	) {
	}

	/**
	 * @param array<string, mixed> $data What a request says of a file.
	 * @param string               $size_key The key that holds the size of the whole file, in bytes.
	 */
	public static function from_request( array $data, string $size_key = 'size' ): self|WP_Error {
		$path = $data['path'] ?? null;
		if ( ! is_string( $path ) ) {
			return self::malformed();
		}
		$rejection = Path_Rules::reject( $path );
		if ( null !== $rejection ) {
			return $rejection;
		}
		$sha256       = $data['sha256'] ?? null;
		$size         = $data[ $size_key ] ?? null;
		$content_type = $data['contentType'] ?? null;
		if ( ! self::is_sha256( $sha256 ) || ! is_int( $size ) || $size < 0 || ! self::is_content_type( $content_type ) ) {
			return self::malformed();
		}

		return new self( $path, $sha256, $size, $content_type );
	}

	public static function from_line( string $line ): ?self {
		$fields = explode( "\t", rtrim( $line, "\n" ) );

		return 4 === count( $fields ) ? new self( $fields[0], $fields[1], (int) $fields[2], $fields[3] ) : null;
	}

	public function to_line(): string {
		return "{$this->path}\t{$this->sha256}\t{$this->size}\t{$this->content_type}\n";
	}

	/**
	 * @return array{sha256: string, size: int, contentType: string}
	 */
	public function to_array(): array {
		return array(
			'sha256'      => $this->sha256,
			'size'        => $this->size,
			'contentType' => $this->content_type,
		);
	}

	public static function is_sha256( mixed $value ): bool {
		return is_string( $value ) && 1 === preg_match( '/^[0-9a-f]{64}$/D', $value );
	}

	public static function is_content_type( mixed $value ): bool {
		return is_string( $value ) && 1 === preg_match( '/^[\x20-\x7e]{1,255}$/D', $value );
	}

	private static function malformed(): WP_Error {
		return new WP_Error(
			'aether_contract_violated',
			__( 'A file needs path, size, sha256 (64 hexadecimal digits) and contentType.', 'aether-site-exporter' ),
			array( 'status' => 400 )
		);
	}
}
