<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use WP_Post;

/**
 * What some place that is switched on does not show yet: public entries that came, changed or went. Menus, widgets and themes
 * are not counted; the preview on Settings → Aether knows them all.
 *
 * The entries are noted as they are saved, because the table of posts has no index by which the admin bar of every page
 * could ask for them.
 */
final class Unpublished_Changes {

	/** Nobody reads a larger number, so no more are noted. */
	public const MOST = 100;

	/** Post id to the time of its last change, in milliseconds since the epoch. */
	public const OPTION = 'aether_changed_posts';

	/** Milliseconds since the epoch; 0: never; null: not asked yet. */
	private ?int $since = null;

	public function __construct( private readonly Place_States $places ) {
	}

	/** When the publish began whose release the place has that lags behind most. Milliseconds since the epoch; null: none has one. */
	public function since(): ?int {
		$this->since ??= $this->places->oldest() ?? 0;

		return 0 === $this->since ? null : $this->since;
	}

	/** A callback of `transition_post_status`, which fires with each save. */
	public function note( string $status, string $status_before, WP_Post $post ): void {
		if ( in_array( 'publish', array( $status, $status_before ), true ) && '' === $post->post_password ) {
			$this->add( $post );
		}
	}

	/** A callback of `post_updated`: an entry that gets a password leaves the published site. */
	public function note_password( int $id, WP_Post $post, WP_Post $before ): void {
		if ( '' !== $post->post_password && 'private' !== self::state_since( $before, null ) ) {
			$this->add( $post );
		}
	}

	/** A callback of `after_delete_post`: one that was deleted past the trash had no other change. */
	public function note_deleted( int $id, WP_Post $post ): void {
		if ( 'private' !== self::state_since( $post, null ) ) {
			$this->add( $post );
		}
	}

	private function add( WP_Post $post ): void {
		if ( ! in_array( $post->post_type, self::types(), true ) ) {
			return;
		}
		$changed = array( $post->ID => Publish_Records::now() ) + $this->changed();
		arsort( $changed );
		update_option( self::OPTION, array_slice( $changed, 0, self::MOST, true ), false );
	}

	/** At most `MOST`; 0 before the first publish. */
	public function count(): int {
		return null === $this->since() ? 0 : count( $this->changed() );
	}

	/**
	 * As the REST API shows it.
	 *
	 * @return array{since: string|null, count: int, isMore: bool}
	 */
	public function to_array(): array {
		$since = $this->since();
		$count = $this->count();

		return array(
			'since'  => null === $since ? null : Publish_Record::iso( $since ),
			'count'  => min( $count, self::MOST - 1 ),
			'isMore' => self::MOST === $count,
		);
	}

	/**
	 * @return array<int, int>
	 */
	private function changed(): array {
		$since = (int) $this->since();

		return array_filter( (array) get_option( self::OPTION, array() ), static fn ( mixed $time ): bool => is_int( $time ) && $time > $since );
	}

	/**
	 * @return 'private'|'new'|'changed'|'current' `private`: it is no part of the published site.
	 */
	public function state( WP_Post $post ): string {
		return self::state_since( $post, $this->since() );
	}

	/**
	 * @param int|null $since When a publish began. Milliseconds since the epoch; null: never.
	 * @return 'private'|'new'|'changed'|'current'
	 */
	public static function state_since( WP_Post $post, ?int $since ): string {
		if ( 'publish' !== $post->post_status || '' !== $post->post_password || ! in_array( $post->post_type, self::types(), true ) ) {
			return 'private';
		}
		if ( null === $since || self::is_after( $post->post_date_gmt, $since ) ) {
			return 'new';
		}

		return self::is_after( $post->post_modified_gmt, $since ) ? 'changed' : 'current';
	}

	/**
	 * @return list<string> Post types with pages of their own; an attachment goes with what shows it.
	 */
	public static function types(): array {
		return array_values( array_diff( array_filter( get_post_types( array( 'public' => true ) ), 'is_post_type_viewable' ), array( 'attachment' ) ) );
	}

	/** WordPress keeps whole seconds. */
	private static function is_after( string $date_gmt, int $milliseconds ): bool {
		return (int) strtotime( $date_gmt . ' UTC' ) > intdiv( $milliseconds, 1000 );
	}
}
