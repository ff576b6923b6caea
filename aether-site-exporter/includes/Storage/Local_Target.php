<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use Closure;
use WP_Error;

/**
 * Publishing into a directory of this server: stage, switch, keep, return to.
 */
final class Local_Target {

	/** The manifest of a place without an active release. */
	public const NO_MANIFEST = array(
		'release' => null,
		'entries' => array(),
		'next'    => null,
	);

	private readonly Release_Switch $switch;
	private readonly Release_Store $releases;

	/**
	 * @param Closure(string): bool $is_over Whether a publish, by its UUID, is known to have ended.
	 */
	public function __construct(
		private readonly Local_Place $place,
		private readonly Closure $is_over,
	) {
		$this->switch   = new Release_Switch( $place->directory );
		$this->releases = new Release_Store( $place->directory, $this->switch );
	}

	/**
	 * @return array{baseUrl: string, switching: string, active: ?string, releases: list<array<string, mixed>>}
	 */
	public function describe(): array {
		$this->recover();

		return array(
			'baseUrl'   => $this->place->base_url,
			'switching' => $this->switch->kind(),
			'active'    => $this->switch->active(),
			'releases'  => $this->releases->describe(),
		);
	}

	/**
	 * @param string $cursor `<release>.<offset>` as the portion before said; '' for the beginning.
	 * @return array{release: ?string, entries: array<string, array<string, mixed>>, next: ?string}|WP_Error
	 */
	public function manifest( string $cursor ): array|WP_Error {
		$this->recover();
		[ $release, $offset ] = '' === $cursor ? array( (string) $this->switch->active(), '0' ) : explode( '.', $cursor . '.' );
		if ( '' === $release ) {
			return self::NO_MANIFEST;
		}
		if ( ! Release_Id::is_valid( $release ) || ! $this->releases->exists( $release ) ) {
			return self::unknown_release();
		}
		$portion = $this->releases->manifest_portion( $release, (int) $offset );

		return array(
			'release' => $release,
			'entries' => $portion['entries'],
			'next'    => null === $portion['next'] ? null : $release . '.' . $portion['next'],
		);
	}

	/**
	 * @return array{id: string, base: ?string}|WP_Error
	 */
	public function begin( string $publish_id ): array|WP_Error {
		return $this->locked(
			function () use ( $publish_id ): array|WP_Error {
				$this->sweep();
				$base    = $this->switch->active();
				$staging = Staging::create( $this->place->directory, $publish_id, $base );

				return is_wp_error( $staging ) ? $staging : array(
					'id'   => $staging->id,
					'base' => $base,
				);
			}
		);
	}

	/**
	 * @return int|WP_Error How many bytes were written.
	 */
	public function write( string $id, string $body ): int|WP_Error {
		$staging = Staging::open( $this->place->directory, $id );
		if ( null === $staging ) {
			return self::unknown_release();
		}
		$batch = File_Batch::parse( $body );

		return is_wp_error( $batch ) ? $batch : $staging->write_batch( $batch );
	}

	/**
	 * @param list<array{path: string, sha256: string}> $files
	 * @return int|WP_Error How many files were taken over from the base release.
	 */
	public function keep( string $id, array $files ): int|WP_Error {
		$staging = Staging::open( $this->place->directory, $id );
		if ( null === $staging ) {
			return self::unknown_release();
		}
		foreach ( $files as $file ) {
			$rejection = Path_Rules::reject( $file['path'] );
			if ( null !== $rejection ) {
				return $rejection;
			}
		}
		$base    = $staging->base();
		$entries = null !== $base && $this->releases->exists( $base ) ? $this->releases->find( $base, array_column( $files, 'path' ) ) : array();
		foreach ( $files as $file ) {
			if ( ( $entries[ $file['path'] ]->sha256 ?? null ) !== $file['sha256'] ) {
				/* translators: %s: a path. */
				return new WP_Error( 'aether_conflict', sprintf( __( 'The base release does not hold %s with these bytes: send the file.', 'aether-site-exporter' ), $file['path'] ), array( 'status' => 409 ) );
			}
		}
		foreach ( $entries as $path => $entry ) {
			$kept = $staging->keep( $entry, $this->releases->tree( (string) $base ) . '/' . $path );
			if ( is_wp_error( $kept ) ) {
				return $kept;
			}
		}

		return count( $files );
	}

	/**
	 * @param ?int $file_count How many files the release must hold; needed while it is staging.
	 * @return array{id: string, baseUrl: string}|WP_Error
	 */
	public function activate( string $id, ?int $file_count ): array|WP_Error {
		return $this->locked(
			function () use ( $id, $file_count ): array|WP_Error {
				if ( ! $this->releases->exists( $id ) ) {
					$finished = $this->finish( $id, $file_count );
					if ( is_wp_error( $finished ) ) {
						return $finished;
					}
				}
				$switched = $this->switch->to( $id );
				if ( is_wp_error( $switched ) ) {
					return $switched;
				}
				Tree::remove( $this->place->directory->root() . '/staging/' . $id );
				$this->releases->prune( $this->place->kept_releases );

				return array(
					'id'      => $id,
					'baseUrl' => $this->place->base_url,
				);
			}
		);
	}

	public function discard( string $id ): bool|WP_Error {
		return $this->locked(
			function () use ( $id ): bool|WP_Error {
				if ( ! Release_Id::is_valid( $id ) ) {
					return self::unknown_release();
				}
				if ( $id === $this->switch->active() ) {
					return new WP_Error( 'aether_conflict', __( 'Visitors see this release. Activate another one first.', 'aether-site-exporter' ), array( 'status' => 409 ) );
				}
				$this->releases->remove( $id );
				Tree::remove( $this->place->directory->root() . '/staging/' . $id );

				return true;
			}
		);
	}

	/** Finishes a switch that was interrupted. */
	public function recover(): void {
		if ( is_file( $this->place->directory->root() . '/switch.json' ) ) {
			$this->locked( static fn (): bool => true );
		}
	}

	/**
	 * Makes a release of a staging directory. Can be repeated after an interruption at any point.
	 */
	private function finish( string $id, ?int $file_count ): bool|WP_Error {
		$staging = Staging::open( $this->place->directory, $id );
		if ( null === $staging || null === $file_count ) {
			return null === $staging ? self::unknown_release() : new WP_Error( 'aether_contract_violated', __( 'Say with fileCount how many files the release must hold.', 'aether-site-exporter' ), array( 'status' => 400 ) );
		}
		$entries = $staging->checked_entries( $file_count );
		if ( is_wp_error( $entries ) ) {
			return $entries;
		}
		$release = $this->place->directory->root() . '/releases/' . $id;
		$damage  = Staging::find_damage( $entries, is_dir( $release ) ? $release : $staging->tree() );
		if ( null !== $damage ) {
			return $damage;
		}
		if ( ! is_dir( $release ) && ! rename( $staging->tree(), $release ) ) {
			return new WP_Error( 'aether_remote_failed', __( 'The finished release could not be moved to its place. Check the permissions of the directory.', 'aether-site-exporter' ), array( 'status' => 500 ) );
		}

		return $this->releases->save_manifest( $id, $entries );
	}

	/** Removes what publishes that are no more left behind. */
	private function sweep(): void {
		foreach ( Tree::names( $this->place->directory->root() . '/staging' ) as $id ) {
			$staging = Staging::open( $this->place->directory, $id );
			$is_dead = null === $staging || $staging->idle() > Staging::ABANDONED_AFTER || ( $this->is_over )( $staging->publish_id() );
			if ( Release_Id::is_valid( $id ) && $is_dead ) {
				Tree::remove( $this->place->directory->root() . '/staging/' . $id );
			}
		}
		$this->place->directory->sweep();
		$this->releases->sweep();
	}

	/**
	 * @template T
	 * @param callable(): T $task
	 * @return T
	 */
	private function locked( callable $task ): mixed {
		return Directory_Lock::hold(
			$this->place->directory,
			function () use ( $task ): mixed {
				$this->switch->recover();

				return $task();
			}
		);
	}

	public static function unknown_release(): WP_Error {
		return new WP_Error( 'aether_not_found', __( 'There is no such release here. It may have been removed meanwhile.', 'aether-site-exporter' ), array( 'status' => 404 ) );
	}
}
