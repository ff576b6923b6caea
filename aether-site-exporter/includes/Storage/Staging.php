<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * A release under construction, where no visitor looks: `staging/<id>/` with the files in `tree/`, those that are not
 * complete in `parts/`, what is complete in `entries.tsv`, and whose it is in `run.json`.
 */
final class Staging {

	/** Seconds without a sign of life after which a staging directory counts as abandoned. */
	public const ABANDONED_AFTER = HOUR_IN_SECONDS;

	private ?Confined_Directory $files = null;

	private function __construct(
		public readonly string $id,
		private readonly Confined_Directory $directory,
	) {
	}

	/**
	 * @param string  $publish_id UUID of the publish that it belongs to.
	 * @param ?string $base       Release that unchanged files are taken from.
	 */
	public static function create( Confined_Directory $place, string $publish_id, ?string $base ): self|WP_Error {
		$id        = Release_Id::create();
		$directory = Confined_Directory::open( $place->root() . '/staging/' . $id );
		if ( is_wp_error( $directory ) ) {
			return $directory;
		}
		wp_mkdir_p( $directory->root() . '/tree' );
		$written = $directory->write( 'run.json', (string) wp_json_encode( array( 'publishId' => $publish_id, 'base' => $base ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		if ( is_wp_error( $written ) ) {
			return $written;
		}

		return new self( $id, $directory );
	}

	public static function open( Confined_Directory $place, string $id ): ?self {
		if ( ! Release_Id::is_valid( $id ) || ! is_file( $place->root() . "/staging/{$id}/run.json" ) ) {
			return null;
		}
		$directory = Confined_Directory::open( $place->root() . '/staging/' . $id );

		return is_wp_error( $directory ) ? null : new self( $id, $directory );
	}

	/** Release that unchanged files are taken from. */
	public function base(): ?string {
		return $this->run()['base'] ?? null;
	}

	public function publish_id(): string {
		return (string) ( $this->run()['publishId'] ?? '' );
	}

	public function tree(): string {
		return $this->directory->root() . '/tree';
	}

	/** Seconds since something was written. */
	public function idle(): int {
		clearstatcache( true );
		$files = array_filter( array( $this->directory->root() . '/run.json', $this->directory->root() . '/entries.tsv' ), 'is_file' );

		return time() - max( array( 0, ...array_map( 'filemtime', $files ) ) );
	}

	/**
	 * @return int|WP_Error How many bytes were written.
	 */
	public function write_batch( File_Batch $batch ): int|WP_Error {
		foreach ( $batch->files as $file ) {
			$target = $this->target( $file['entry']->path );
			if ( is_wp_error( $target ) ) {
				return $target;
			}
		}
		$written = 0;
		foreach ( $batch->files as $file ) {
			$result = $file['size'] === $file['entry']->size
				? $this->write_whole( $file['entry'], $batch->bytes( $file ) )
				: $this->write_part( $file['entry'], $file['offset'], $batch->bytes( $file ) );
			if ( is_wp_error( $result ) ) {
				return $result;
			}
			$written += $file['size'];
		}

		return $written;
	}

	/**
	 * Takes a file over from another release: the same file under one more name, or a copy where that is impossible.
	 */
	public function keep( Release_Entry $entry, string $source ): bool|WP_Error {
		$target = $this->target( $entry->path );
		if ( is_wp_error( $target ) ) {
			return $target;
		}
		$temporary = $this->directory->root() . '/' . bin2hex( random_bytes( 8 ) ) . '.tmp';
		$is_linked = function_exists( 'link' ) && @link( $source, $temporary ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- Copying is the other way.
		if ( ! $is_linked && ! @copy( $source, $temporary ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			return self::unwritable( $entry->path );
		}

		return $this->put_in_place( $temporary, $target, $entry );
	}

	/**
	 * @return array<string, Release_Entry>|WP_Error What the tree holds, or what is wrong with it.
	 */
	public function checked_entries( int $file_count ): array|WP_Error {
		$entries = $this->entries();
		if ( count( $entries ) !== $file_count ) {
			return self::incomplete( sprintf(
				/* translators: 1: a number of files, 2: another. */
				__( '%1$d files were expected and %2$d have arrived', 'aether-site-exporter' ),
				$file_count,
				count( $entries )
			) );
		}

		return $entries;
	}

	/**
	 * @param array<string, Release_Entry> $entries
	 * @param string                       $tree    Where the files are now.
	 */
	public static function find_damage( array $entries, string $tree ): ?WP_Error {
		clearstatcache( true );
		foreach ( $entries as $entry ) {
			$file = $tree . '/' . $entry->path;
			if ( ! is_file( $file ) || filesize( $file ) !== $entry->size ) {
				/* translators: %s: a path. */
				return self::incomplete( sprintf( __( '%s is not as it was sent', 'aether-site-exporter' ), $entry->path ) );
			}
		}

		return null;
	}

	/**
	 * @return array<string, Release_Entry> Path to entry; the last one of a path wins.
	 */
	private function entries(): array {
		$entries = array();
		$file    = $this->directory->root() . '/entries.tsv';
		foreach ( is_file( $file ) ? file( $file ) : array() as $line ) {
			$entry = Release_Entry::from_line( $line );
			if ( null !== $entry ) {
				$entries[ $entry->path ] = $entry;
			}
		}

		return $entries;
	}

	private function write_whole( Release_Entry $entry, string $bytes ): bool|WP_Error {
		if ( hash( 'sha256', $bytes ) !== $entry->sha256 ) {
			return self::damaged( $entry->path );
		}
		$target = $this->target( $entry->path );
		if ( is_wp_error( $target ) ) {
			return $target;
		}
		$temporary = $this->directory->root() . '/' . bin2hex( random_bytes( 8 ) ) . '.tmp';
		if ( strlen( $bytes ) !== @file_put_contents( $temporary, $bytes ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			return self::unwritable( $entry->path );
		}

		return $this->put_in_place( $temporary, $target, $entry );
	}

	/**
	 * Sending a part again is harmless; leaving one out is not.
	 */
	private function write_part( Release_Entry $entry, int $offset, string $bytes ): bool|WP_Error {
		$target = $this->target( $entry->path );
		$part   = $this->directory->prepare( 'parts/' . sha1( $entry->path ) );
		if ( is_wp_error( $target ) || is_wp_error( $part ) ) {
			return is_wp_error( $target ) ? $target : $part;
		}
		clearstatcache( true, $part );
		$present = is_file( $part ) ? (int) filesize( $part ) : 0;
		if ( $offset > $present ) {
			return new WP_Error(
				'aether_conflict',
				/* translators: 1: a path, 2: a number of bytes. */
				sprintf( __( 'A part of %1$s is missing: only its first %2$d bytes have arrived.', 'aether-site-exporter' ), $entry->path, $present ),
				array( 'status' => 409, 'present' => $present ) // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			);
		}
		$handle = fopen( $part, 'c' );
		ftruncate( $handle, $offset );
		fseek( $handle, $offset );
		$is_written = strlen( $bytes ) === fwrite( $handle, $bytes );
		fclose( $handle );
		if ( ! $is_written ) {
			return self::unwritable( $entry->path );
		}
		if ( $offset + strlen( $bytes ) < $entry->size ) {
			touch( $this->directory->root() . '/run.json' );
			return true;
		}
		if ( hash_file( 'sha256', $part ) !== $entry->sha256 ) {
			Tree::remove( $part );
			return self::damaged( $entry->path );
		}

		return $this->put_in_place( $part, $target, $entry );
	}

	private function put_in_place( string $temporary, string $target, Release_Entry $entry ): bool|WP_Error {
		$is_placed = @rename( $temporary, $target ) // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			&& true === Directory_Lock::hold( $this->directory, fn (): bool => $this->record( $entry ) );
		// Renaming one name of a file over another name of the same file leaves both.
		Tree::remove( $temporary );

		return $is_placed ? true : self::unwritable( $entry->path );
	}

	private function record( Release_Entry $entry ): bool {
		return false !== file_put_contents( $this->directory->root() . '/entries.tsv', $entry->to_line(), FILE_APPEND );
	}

	/**
	 * @return string|WP_Error Where a file of the release goes; the directories above it exist.
	 */
	private function target( string $path ): string|WP_Error {
		if ( null === $this->files ) {
			$tree = Confined_Directory::open( $this->tree() );
			if ( is_wp_error( $tree ) ) {
				return $tree;
			}
			$this->files = $tree;
		}

		return $this->files->prepare( $path );
	}

	/**
	 * @return array{publishId?: string, base?: ?string}
	 */
	private function run(): array {
		return (array) json_decode( (string) $this->directory->read( 'run.json' ), true );
	}

	private static function damaged( string $path ): WP_Error {
		/* translators: %s: a path. */
		return new WP_Error( 'aether_integrity_failed', sprintf( __( '%s arrived damaged: its bytes do not have the announced SHA-256.', 'aether-site-exporter' ), $path ), array( 'status' => 422 ) );
	}

	private static function incomplete( string $reason ): WP_Error {
		/* translators: %s: what is missing. */
		return new WP_Error( 'aether_integrity_failed', sprintf( __( 'The release is not complete: %s. Visitors still see the one before.', 'aether-site-exporter' ), $reason ), array( 'status' => 422 ) );
	}

	private static function unwritable( string $path ): WP_Error {
		/* translators: %s: a path. */
		return new WP_Error( 'aether_permission_denied', sprintf( __( '%s could not be written. Check the free space and the permissions of the directory.', 'aether-site-exporter' ), $path ), array( 'status' => 500 ) );
	}
}
