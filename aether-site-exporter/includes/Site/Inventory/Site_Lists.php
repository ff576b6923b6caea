<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * The short lists: front page, archives of post types, feeds, sitemaps, robots.txt, and an address that is missing.
 */
final class Site_Lists {

	/**
	 * @return iterable<Url>
	 */
	public static function home(): iterable {
		$home = trailingslashit( home_url() );
		if ( 'page' === get_option( 'show_on_front' ) ) {
			yield new Url( $home, 'home' );
			return;
		}
		yield from Pagination::urls( $home, 'home', Pagination::pages_of_query( array( 'post_type' => 'post' ) ) );
	}

	/**
	 * @return iterable<Url>
	 */
	public static function archives(): iterable {
		$posts_page = 'page' === get_option( 'show_on_front' ) ? (int) get_option( 'page_for_posts' ) : 0;
		if ( $posts_page > 0 && 'publish' === get_post_status( $posts_page ) ) {
			yield from Pagination::urls( (string) get_permalink( $posts_page ), 'archive', Pagination::pages_of_query( array( 'post_type' => 'post' ) ) );
		}
		foreach ( get_post_types( array( 'public' => true ), 'objects' ) as $type ) {
			$link = $type->has_archive ? get_post_type_archive_link( $type->name ) : false;
			if ( ! is_string( $link ) || 'post' === $type->name ) {
				continue;
			}
			yield from Pagination::urls( $link, 'archive', Pagination::pages_of_query( array( 'post_type' => $type->name ) ) );
			$feed = get_post_type_archive_feed_link( $type->name );
			if ( is_string( $feed ) ) {
				yield new Url( $feed, 'feed' );
			}
		}
	}

	/**
	 * @return iterable<Url>
	 */
	public static function feeds(): iterable {
		yield new Url( get_feed_link(), 'feed' );
		yield new Url( get_feed_link( 'comments_' . get_default_feed() ), 'feed' );
	}

	/**
	 * @return iterable<Url>
	 */
	public static function sitemaps(): iterable {
		$server = wp_sitemaps_get_server();
		if ( ! $server->sitemaps_enabled() ) {
			return;
		}
		yield new Url( $server->index->get_index_url(), 'sitemap' );
		foreach ( $server->index->get_sitemap_list() as $entry ) {
			yield new Url( $entry['loc'], 'sitemap' );
		}
		$stylesheets = array( $server->renderer->get_sitemap_index_stylesheet_url(), $server->renderer->get_sitemap_stylesheet_url() );
		foreach ( array_filter( $stylesheets, static fn ( mixed $url ): bool => is_string( $url ) && str_starts_with( $url, home_url() ) ) as $url ) {
			yield new Url( $url, 'sitemap' );
		}
	}

	/**
	 * WordPress answers for robots.txt only at the root of a host.
	 *
	 * @return iterable<Url>
	 */
	public static function robots(): iterable {
		$path = (string) wp_parse_url( home_url(), PHP_URL_PATH );
		if ( '' === trim( $path, '/' ) ) {
			yield new Url( home_url( get_option( 'permalink_structure' ) ? '/robots.txt' : '/?robots=1' ), 'robots' );
		}
	}

	/**
	 * The same address in every publish, so that an unchanged error page stays unchanged.
	 *
	 * @return iterable<Url>
	 */
	public static function not_found(): iterable {
		global $wp_rewrite;

		$slug = 'aether-not-found-' . substr( wp_hash( 'aether-not-found' ), 0, 12 );
		yield new Url( get_option( 'permalink_structure' ) ? home_url( user_trailingslashit( '/' . $wp_rewrite->root . $slug ) ) : home_url( '/?pagename=' . $slug ), 'not-found' );
	}
}
