<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Relay\Envelope;

/**
 * Files as they lie on disk, one after another behind a head that names them, a piece at a time.
 */
final class Files_Response extends Raw_Response {

	/** Bytes in memory at once. */
	private const PIECE = 262_144;

	/**
	 * @param array<string, string> $files Name to absolute path.
	 */
	public function __construct( private readonly array $files ) {
		parent::__construct( 'application/octet-stream' );
		$this->header( 'X-Content-Type-Options', 'nosniff' );
	}

	protected function print(): void {
		$head = array();
		foreach ( $this->files as $name => $file ) {
			$head[] = array(
				'path' => $name,
				'size' => (int) filesize( $file ),
			);
		}
		echo Envelope::head( array( 'files' => $head ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- JSON behind its length, which no browser shows.
		foreach ( $this->files as $file ) {
			$this->print_file( $file );
		}
	}

	private function print_file( string $file ): void {
		$handle = fopen( $file, 'rb' );
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
