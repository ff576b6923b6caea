<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * The finished releases of one place: `releases/<id>/` holds the files, `manifests/<id>.tsv` says what they are. A release
 * exists as soon as its manifest does.
 */
final class Release_Store {

	/** Entries per portion of a manifest. */
	private const PORTION = 5000;

	public function __construct(
		private readonly Confined_Directory $directory,
		private readonly Release_Switch $switch,
	) {
	}

	public function exists( string $id ): bool {
		return Release_Id::is_valid( $id ) && is_file( $this->manifest_file( $id ) );
	}

	/** Where the files of a release are. */
	public function tree( string $id ): string {
		return $this->switch->tree( $id );
	}

	/**
	 * @return list<string> Ids, newest first.
	 */
	public function ids(): array {
		$ids = array();
		foreach ( Tree::names( $this->directory->root() . '/manifests' ) as $name ) {
			$id = basename( $name, '.tsv' );
			if ( Release_Id::is_valid( $id ) ) {
				$ids[] = $id;
			}
		}

		return array_reverse( $ids );
	}

	/**
	 * @return list<array{id: string, createdAt: string, active: bool, fileCount: int}> Newest first.
	 */
	public function describe(): array {
		$active = $this->switch->active();

		return array_map(
			fn ( string $id ): array => array(
				'id'        => $id,
				'createdAt' => Release_Id::created_at( $id ),
				'active'    => $id === $active,
				'fileCount' => $this->file_count( $id ),
			),
			$this->ids()
		);
	}

	/**
	 * @param array<string, Release_Entry> $entries Path to entry.
	 */
	public function save_manifest( string $id, array $entries ): bool|WP_Error {
		ksort( $entries, SORT_STRING );
		$lines = '#' . count( $entries ) . "\n";
		foreach ( $entries as $entry ) {
			$lines .= $entry->to_line();
		}

		return $this->directory->write( "manifests/{$id}.tsv", $lines );
	}

	/**
	 * @param int $offset Where in the manifest the portion begins, as the portion before said; 0 for the beginning.
	 * @return array{entries: array<string, array{sha256: string, size: int, contentType: string}>, next: ?int}
	 */
	public function manifest_portion( string $id, int $offset ): array {
		$entries = array();
		$handle  = fopen( $this->manifest_file( $id ), 'r' );
		if ( $offset > 0 ) {
			fseek( $handle, $offset );
		} else {
			fgets( $handle );
		}
		while ( count( $entries ) < self::PORTION ) {
			$line = fgets( $handle );
			if ( false === $line ) {
				break;
			}
			$entry = Release_Entry::from_line( $line );
			if ( null !== $entry ) {
				$entries[ $entry->path ] = $entry->to_array();
			}
		}
		$next = self::PORTION === count( $entries ) ? ftell( $handle ) : null;
		fclose( $handle );

		return compact( 'entries', 'next' );
	}

	/**
	 * @param list<string> $paths
	 * @return array<string, Release_Entry> Those of the paths that the release holds.
	 */
	public function find( string $id, array $paths ): array {
		$wanted = array_fill_keys( $paths, true );
		$found  = array();
		$handle = fopen( $this->manifest_file( $id ), 'r' );
		while ( count( $found ) < count( $wanted ) ) {
			$line = fgets( $handle );
			if ( false === $line ) {
				break;
			}
			$path = substr( $line, 0, (int) strpos( $line, "\t" ) );
			if ( isset( $wanted[ $path ] ) ) {
				$found[ $path ] = Release_Entry::from_line( $line );
			}
		}
		fclose( $handle );

		return array_filter( $found );
	}

	/**
	 * Forgets a release first and removes its files then, so that a release is never listed in part.
	 */
	public function remove( string $id ): void {
		Tree::remove( $this->manifest_file( $id ) );
		Tree::remove( $this->directory->root() . '/releases/' . $id );
	}

	/** Removes all but the newest ones and the one that visitors see. */
	public function prune( int $keep ): void {
		foreach ( array_slice( $this->ids(), $keep ) as $id ) {
			if ( $id !== $this->switch->active() ) {
				$this->remove( $id );
			}
		}
	}

	/** Removes what an interrupted activation or removal left behind. */
	public function sweep(): void {
		$active = $this->switch->active();
		foreach ( Tree::names( $this->directory->root() . '/releases' ) as $id ) {
			if ( Release_Id::is_valid( $id ) && $id !== $active && ! $this->exists( $id ) ) {
				Tree::remove( $this->directory->root() . '/releases/' . $id );
			}
		}
		foreach ( $this->ids() as $id ) {
			if ( ! is_dir( $this->tree( $id ) ) ) {
				Tree::remove( $this->manifest_file( $id ) );
			}
		}
	}

	private function file_count( string $id ): int {
		$handle = fopen( $this->manifest_file( $id ), 'r' );
		$count  = (int) ltrim( (string) fgets( $handle ), '#' );
		fclose( $handle );

		return $count;
	}

	private function manifest_file( string $id ): string {
		return $this->directory->root() . "/manifests/{$id}.tsv";
	}
}
