<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

use WP_Error;

/**
 * What visitors see: `current`.
 *
 * With links it is a symbolic link to `releases/<id>`, and a new link is renamed over it: no visitor ever meets a gap.
 * Where links are forbidden it is the release's directory itself, and switching is two renames with a gap of one system
 * call between them; `switch.json` says what was meant, so that an interrupted switch is finished by the next request.
 */
final class Release_Switch {

	private const CURRENT = '/current';

	public function __construct( private readonly Confined_Directory $directory ) {
	}

	/**
	 * @return 'link'|'rename'
	 */
	public function kind(): string {
		/**
		 * Filters how a new release reaches visitors: 'link', 'rename', or null to find out what the file system allows.
		 *
		 * @param ?string $kind
		 */
		$kind = apply_filters( 'aether_local_switching', defined( 'AETHER_LOCAL_SWITCHING' ) ? constant( 'AETHER_LOCAL_SWITCHING' ) : null );
		if ( 'link' === $kind || 'rename' === $kind ) {
			return $kind;
		}

		return is_link( $this->current() ) || $this->can_link() ? 'link' : 'rename';
	}

	/** Id of the release that visitors see, or null. */
	public function active(): ?string {
		clearstatcache( true );
		$id = is_link( $this->current() )
			? basename( (string) readlink( $this->current() ) )
			: ( is_dir( $this->current() ) ? trim( (string) $this->directory->read( 'active.txt' ) ) : '' );

		return Release_Id::is_valid( $id ) ? $id : null;
	}

	/** Where the files of a release are. */
	public function tree( string $id ): string {
		return ! is_link( $this->current() ) && $id === $this->active() ? $this->current() : $this->release( $id );
	}

	public function to( string $id ): bool|WP_Error {
		if ( $id === $this->active() ) {
			return true;
		}

		return 'link' === $this->kind() ? $this->link_to( $id ) : $this->rename_to( $id );
	}

	/**
	 * Finishes a switch by renaming that was interrupted. Harmless at any time under the lock.
	 */
	public function recover(): void {
		$journal = json_decode( (string) $this->directory->read( 'switch.json' ), true );
		$id      = is_array( $journal ) ? (string) ( $journal['to'] ?? '' ) : '';
		if ( ! Release_Id::is_valid( $id ) ) {
			return;
		}
		clearstatcache( true );
		if ( ! file_exists( $this->current() ) && ! is_link( $this->current() ) ) {
			$this->take( $id );
		} elseif ( ! is_dir( $this->release( $id ) ) ) {
			$this->directory->write( 'active.txt', $id );
		}
		$this->directory->remove( 'switch.json' );
	}

	private function link_to( string $id ): bool|WP_Error {
		$current = $this->current();
		if ( is_dir( $current ) && ! is_link( $current ) ) {
			// The place was switched by renaming until now.
			$this->step_aside();
		}
		$link = $this->directory->temporary_name( $current );
		if ( ! @symlink( 'releases/' . $id, $link ) || ! @rename( $link, $current ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			Tree::remove( $link );
			return self::failed();
		}
		$this->directory->remove( 'active.txt' );

		return true;
	}

	private function rename_to( string $id ): bool|WP_Error {
		$written = $this->directory->write( 'switch.json', (string) wp_json_encode( array( 'to' => $id ) ) );
		if ( is_wp_error( $written ) ) {
			return $written;
		}
		$this->step_aside();
		$taken = $this->take( $id );
		$this->directory->remove( 'switch.json' );

		return $taken ? true : self::failed();
	}

	/** Makes room: a link is removed, the active release goes back among the others. */
	private function step_aside(): void {
		$active = $this->active();
		if ( is_link( $this->current() ) ) {
			unlink( $this->current() );
		} elseif ( is_dir( $this->current() ) ) {
			rename( $this->current(), $this->release( $active ?? Release_Id::create() ) );
		}
	}

	private function take( string $id ): bool {
		return @rename( $this->release( $id ), $this->current() ) // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
			&& true === $this->directory->write( 'active.txt', $id );
	}

	private function can_link(): bool {
		$probe = $this->directory->temporary_name( $this->current() );
		$can   = function_exists( 'symlink' ) && @symlink( 'releases', $probe ) && is_link( $probe ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- The answer tells.
		Tree::remove( $probe );

		return $can;
	}

	private function current(): string {
		return $this->directory->root() . self::CURRENT;
	}

	private function release( string $id ): string {
		return $this->directory->root() . '/releases/' . $id;
	}

	private static function failed(): WP_Error {
		return new WP_Error(
			'aether_remote_failed',
			__( 'The new release could not be put in place; visitors still see the one before. Check the permissions of the directory and publish again.', 'aether-site-exporter' ),
			array( 'status' => 500 )
		);
	}
}
