<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

/**
 * A file as it lies on disk, a piece at a time.
 */
final class File_Response extends Raw_Response {

	/** Bytes in memory at once. */
	private const PIECE = 262_144;

	public function __construct( private readonly string $file ) {
		parent::__construct( 'application/octet-stream' );
		$this->header( 'Content-Length', (string) filesize( $file ) );
		$this->header( 'X-Content-Type-Options', 'nosniff' );
		$this->header( 'Content-Disposition', 'attachment' );
	}

	protected function print(): void {
		$handle = fopen( $this->file, 'rb' );
		if ( false === $handle ) {
			return;
		}
		while ( ! feof( $handle ) && 0 === connection_status() ) {
			echo fread( $handle, self::PIECE ); // phpcs:ignore WordPress.Security.EscapeOutput -- A file as it is, which no browser shows.
			flush();
		}
		fclose( $handle );
	}
}
