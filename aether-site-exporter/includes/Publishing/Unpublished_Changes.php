<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use WP_Post;

/**
 * What was written since the site was published last: public entries that are new or were changed. Menus, widgets and
 * themes are not counted; the preview on Settings → Aether knows them all.
 */
final class Unpublished_Changes {

	/** Nobody reads a larger number, and counting stops there. */
	public const MOST = 100;

	private const CACHE = 'aether';

	/** Milliseconds since the epoch; 0: never; null: not asked yet. */
	private ?int $since = null;

	public function __construct( private readonly Publish_Records $records ) {
	}

	/** When the last publish began that reached any place. Milliseconds since the epoch; null: there was none. */
	public function since(): ?int {
		$this->since ??= $this->records->latest( 'success', 'partial' )?->started_at ?? 0;

		return 0 === $this->since ? null : $this->since;
	}

	/** At most `MOST`; 0 before the first publish. */
	public function count(): int {
		global $wpdb;

		$since = $this->since();
		$types = self::types();
		if ( null === $since || array() === $types ) {
			return 0;
		}
		$key   = md5( wp_cache_get_last_changed( 'posts' ) . $since . implode( ',', $types ) );
		$count = wp_cache_get( $key, self::CACHE );
		if ( false === $count ) {
			$names = implode( ', ', array_fill( 0, count( $types ), '%s' ) );
			// phpcs:disable WordPress.DB -- $names holds placeholders only.
			$count = $wpdb->get_var(
				$wpdb->prepare(
					"SELECT COUNT(*) FROM ( SELECT 1 FROM {$wpdb->posts} WHERE post_type IN ( {$names} ) AND post_status = 'publish' AND post_password = '' AND post_modified_gmt > %s LIMIT %d ) AS changed",
					array( ...$types, gmdate( 'Y-m-d H:i:s', intdiv( $since, 1000 ) ), self::MOST )
				)
			);
			// phpcs:enable
			wp_cache_set( $key, (int) $count, self::CACHE );
		}

		return (int) $count;
	}

	/**
	 * @return 'private'|'new'|'changed'|'current' `private`: it is no part of the published site.
	 */
	public function state( WP_Post $post ): string {
		if ( 'publish' !== $post->post_status || '' !== $post->post_password || ! in_array( $post->post_type, self::types(), true ) ) {
			return 'private';
		}
		$since = $this->since();
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
