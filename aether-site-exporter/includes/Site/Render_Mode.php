<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

use WP_HTML_Tag_Processor;
use WP_Http;

/**
 * How the front end answers a request with the header `X-Aether-Render: 1`: as it answers any anonymous visitor, without
 * the links that only a running WordPress can serve, and with redirects described instead of sent.
 */
final class Render_Mode {

	public static function is_requested(): bool {
		return isset( $_SERVER['HTTP_X_AETHER_RENDER'] ) && '1' === $_SERVER['HTTP_X_AETHER_RENDER'];
	}

	/**
	 * Forgets who asks. Runs while plugins are loaded, before anything reads a cookie.
	 */
	public static function forget_visitor(): void {
		$_COOKIE = array();
		unset( $_SERVER['HTTP_COOKIE'], $_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION'], $_SERVER['REDIRECT_HTTP_AUTHORIZATION'] );
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- The name that caching plugins read.
		}
	}

	public static function send_headers(): void {
		header( 'Cache-Control: no-store' );
		header( 'Vary: X-Aether-Render' );
	}

	public static function remove_dead_links(): void {
		add_filter( 'feed_links_extra_show_post_comments_feed', array( self::class, 'shows_comments_feed' ) );
		add_filter( 'comments_open', array( self::class, 'are_comments_open' ) );
		/**
		 * Filters whether published pages leave out the links to what only a running WordPress answers: REST, oEmbed, RSD and
		 * shortlink discovery, the emoji script, and where "Log in" and "Register" lead. Links that are kept lead nowhere,
		 * unless a server of yours answers them.
		 *
		 * @param bool $are_removed
		 */
		if ( true !== apply_filters( 'aether_discovery_links_are_removed', true ) ) {
			return;
		}
		remove_action( 'wp_head', 'rest_output_link_wp_head', 10 );
		remove_action( 'template_redirect', 'rest_output_link_header', 11 );
		remove_action( 'wp_head', 'rsd_link' );
		remove_action( 'wp_head', 'wp_shortlink_wp_head', 10 );
		remove_action( 'template_redirect', 'wp_shortlink_header', 11 );
		remove_action( 'wp_head', 'wp_oembed_add_discovery_links', 4 );
		remove_action( 'wp_head', 'wp_oembed_add_discovery_links' );
		remove_action( 'wp_head', 'wp_oembed_add_host_js' );
		remove_action( 'wp_head', 'print_emoji_detection_script', 7 );
		remove_action( 'embed_head', 'print_emoji_detection_script' );
		remove_action( 'wp_enqueue_scripts', 'wp_enqueue_emoji_styles' );
		remove_action( 'wp_print_styles', 'print_emoji_styles' );
		add_filter( 'emoji_svg_url', '__return_false' );
		add_filter( 'loginout', array( self::class, 'without_address' ), PHP_INT_MAX );
		add_filter( 'register', array( self::class, 'without_address' ), PHP_INT_MAX );
	}

	/**
	 * The words of a link that leads nowhere from a published page, as HTML has them for that: a link without an address.
	 *
	 * @param string $html Of the link.
	 */
	public static function without_address( mixed $html ): string {
		$tags = new WP_HTML_Tag_Processor( is_string( $html ) ? $html : '' );
		while ( $tags->next_tag( 'a' ) ) {
			$tags->remove_attribute( 'href' );
		}

		return $tags->get_updated_html();
	}

	/**
	 * Nobody can comment on a published page, so the feed of a post without comments stays empty for ever.
	 */
	public static function shows_comments_feed( bool $shows ): bool {
		return $shows && (int) get_comments_number( get_queried_object_id() ) > 0;
	}

	/**
	 * A feed names the comments feed of each post whose comments are open, be there any or not.
	 */
	public static function are_comments_open( mixed $are_open ): bool {
		return (bool) $are_open && ! is_feed();
	}

	/**
	 * Runs as the last callback of `wp_redirect_status`, which sees the address after every other filter.
	 *
	 * @param int    $status   As the redirect would be sent.
	 * @param string $location Where it leads; relative or absolute.
	 */
	public static function describe_redirect( int $status, string $location ): int {
		if ( headers_sent() || $status < 300 || $status > 399 ) {
			return $status;
		}
		$absolute = WP_Http::make_absolute_url( wp_sanitize_redirect( $location ), self::requested_url() );
		status_header( 200 );
		self::send_headers();
		header( 'X-Aether-Redirect-Status: ' . $status );
		header( 'X-Aether-Redirect-Location: ' . $absolute );
		exit;
	}

	private static function requested_url(): string {
		$home = wp_parse_url( home_url() );
		$port = isset( $home['port'] ) ? ':' . $home['port'] : '';
		$path = isset( $_SERVER['REQUEST_URI'] ) ? sanitize_url( wp_unslash( $_SERVER['REQUEST_URI'] ) ) : '/'; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- It is.

		return $home['scheme'] . '://' . $home['host'] . $port . $path;
	}
}
