<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Settings\Bundle_Choice;
use Aether\Site_Exporter\Settings\Settings_Store;

/**
 * What of a site travels in a bundle. All of it is on the front end already; what is not named here stays at home.
 */
final class Selection {

	/** Bytes that a browser opens in a moment. */
	private const BUDGET = 100_000_000;

	/** What a front end is made of besides entries of public types. */
	private const PARTS = array( 'nav_menu_item', 'wp_navigation', 'wp_template', 'wp_template_part', 'wp_global_styles', 'wp_block', 'custom_css', 'wp_font_family', 'wp_font_face' );

	private const PART_TAXONOMIES = array( 'nav_menu', 'wp_theme', 'wp_template_part_area', 'wp_pattern_category' );

	/** Custom fields; a name that ends in an underscore stands for all that begin so. */
	private const META = array( '_thumbnail_id', '_wp_page_template', '_wp_attached_file', '_wp_attachment_metadata', '_wp_attachment_image_alt', '_wp_attachment_context', 'footnotes', '_menu_item_', '_oembed_', 'wp_pattern_sync_status', '_wp_font_face_file' );

	private const OPTIONS = array(
		'avatar_default',
		'avatar_rating',
		'blog_charset',
		'blog_public',
		'blogdescription',
		'blogname',
		'category_base',
		'close_comments_days_old',
		'close_comments_for_old_posts',
		'comment_order',
		'comment_registration',
		'comments_per_page',
		'date_format',
		'default_category',
		'default_comment_status',
		'default_comments_page',
		'default_ping_status',
		'default_post_format',
		'gmt_offset',
		'large_size_h',
		'large_size_w',
		'medium_large_size_h',
		'medium_large_size_w',
		'medium_size_h',
		'medium_size_w',
		'page_comments',
		'page_for_posts',
		'page_on_front',
		'permalink_structure',
		'posts_per_page',
		'posts_per_rss',
		'require_name_email',
		'rss_use_excerpt',
		'show_avatars',
		'show_comments_cookies_opt_in',
		'show_on_front',
		'sidebars_widgets',
		'site_icon',
		'site_logo',
		'start_of_week',
		'sticky_posts',
		'stylesheet',
		'tag_base',
		'template',
		'thread_comments',
		'thread_comments_depth',
		'thumbnail_crop',
		'thumbnail_size_h',
		'thumbnail_size_w',
		'time_format',
		'timezone_string',
		'uploads_use_yearmonth_folders',
		'use_smilies',
		'widget_archives',
		'widget_block',
		'widget_calendar',
		'widget_categories',
		'widget_custom_html',
		'widget_media_audio',
		'widget_media_gallery',
		'widget_media_image',
		'widget_media_video',
		'widget_meta',
		'widget_nav_menu',
		'widget_pages',
		'widget_recent-comments',
		'widget_recent-posts',
		'widget_rss',
		'widget_search',
		'widget_tag_cloud',
		'widget_text',
		'wp_attachment_pages_enabled',
		'wp_page_for_privacy_policy',
		'WPLANG',
	);

	/**
	 * @return list<string>
	 */
	public static function post_types(): array {
		return self::sorted( array( ...self::content_types(), ...self::parts() ) );
	}

	/**
	 * @return list<string> Types of entries that have pages; attachments travel when something refers to them.
	 */
	public static function content_types(): array {
		return self::sorted( array_diff( array_filter( get_post_types(), 'is_post_type_viewable' ), array( 'attachment' ) ) );
	}

	/**
	 * @return list<string> Types that travel whatever content was chosen.
	 */
	public static function parts(): array {
		return self::sorted( array_filter( self::PARTS, 'post_type_exists' ) );
	}

	/**
	 * @return list<string> Taxonomies that travel whatever content was chosen.
	 */
	public static function part_taxonomies(): array {
		return self::sorted( array_filter( self::PART_TAXONOMIES, 'taxonomy_exists' ) );
	}

	/**
	 * @return list<string>
	 */
	public static function taxonomies(): array {
		return self::sorted( array( ...array_values( get_taxonomies( array( 'public' => true ) ) ), ...self::part_taxonomies() ) );
	}

	/**
	 * @return list<string>
	 */
	public static function options(): array {
		$known = array( ...self::OPTIONS, 'theme_mods_' . get_stylesheet() );
		/**
		 * Filters which options a bundle carries. Anybody can read them there. What keeps the site running, and what is named
		 * like a secret, stays at home all the same.
		 *
		 * @param list<string> $names
		 */
		$names = array_filter( (array) apply_filters( 'aether_bundle_options', $known ), 'is_string' );

		return self::sorted( array_filter( $names, static fn ( string $name ): bool => in_array( $name, $known, true ) || ! Plugin_Options::is_kept( $name ) ) );
	}

	/**
	 * @return list<string> A name that ends in an underscore stands for all that begin so.
	 */
	private static function meta(): array {
		static $keys = null;
		/**
		 * Filters which custom fields of entries a bundle carries. Anybody can read them there.
		 *
		 * @param list<string> $keys A name that ends in an underscore stands for all that begin so.
		 */
		$keys ??= array_filter( (array) apply_filters( 'aether_bundle_post_meta', self::META ), 'is_string' );

		return $keys;
	}

	public static function has_meta( string $key ): bool {
		foreach ( self::meta() as $allowed ) {
			if ( $key === $allowed || ( str_ends_with( $allowed, '_' ) && str_starts_with( $key, $allowed ) ) ) {
				return true;
			}
		}

		return false;
	}

	/**
	 * @param string $table Of custom fields, or its alias.
	 * @return string A condition of SQL, escaped: those that may travel; a database may take capitals for small letters.
	 */
	public static function meta_condition( string $table ): string {
		global $wpdb;
		$prefixes = array_filter( self::meta(), static fn ( string $key ): bool => str_ends_with( $key, '_' ) );
		$likes    = array_map( static fn ( string $prefix ): string => $wpdb->prepare( "{$table}.meta_key LIKE %s", $wpdb->esc_like( $prefix ) . '%' ), $prefixes ); // phpcs:ignore WordPress.DB.PreparedSQL -- The name of a table.

		return '( ' . implode( ' OR ', array( "{$table}.meta_key IN (" . self::quoted( self::meta() ) . ')', ...$likes ) ) . ' )';
	}

	/**
	 * @return list<string> Files of plugins, as WordPress names them: `slug/slug.php`, in the order in which a copy activates
	 *                      them. None unless the site says so: a bundle is public, and not every plugin may be given away.
	 */
	public static function plugins(): array {
		/**
		 * Filters which of the active plugins a bundle carries.
		 *
		 * @param list<string> $plugins Those that were chosen in the settings.
		 */
		$plugins = (array) apply_filters( 'aether_bundle_plugins', ( new Bundle_Choice( new Settings_Store() ) )->read()['plugins'] );

		return Activation_Order::of( array_values( array_intersect( self::active_plugins(), array_filter( $plugins, 'is_string' ) ) ) );
	}

	/**
	 * @return list<string> In the order in which WordPress loads them: those of a whole network first.
	 */
	public static function active_plugins(): array {
		$network = is_multisite() ? array_keys( (array) get_site_option( 'active_sitewide_plugins', array() ) ) : array();

		return array_values( array_unique( array( ...$network, ...array_values( (array) get_option( 'active_plugins', array() ) ) ) ) );
	}

	/**
	 * @return list<string> Those of them that may come from wordpress.org where it has the very same files. A person said so of
	 *                      each: to compare, wordpress.org is asked by its name.
	 */
	public static function from_directory(): array {
		return array_values( array_intersect( self::plugins(), ( new Bundle_Choice( new Settings_Store() ) )->read()['fromDirectory'] ) );
	}

	/**
	 * @return int Bytes.
	 */
	public static function budget(): int {
		/**
		 * Filters how large the files in a bundle may be together, before compression. Beyond it the largest media are left
		 * out.
		 *
		 * @param int $bytes
		 */
		return max( 0, (int) apply_filters( 'aether_bundle_budget', self::BUDGET ) );
	}

	/**
	 * @param string $table Alias of the table of posts.
	 * @return string A condition of SQL: entries of a selected type that everybody may read.
	 */
	public static function posts_condition( string $table ): string {
		return "{$table}.post_status = 'publish' AND {$table}.post_password = '' AND {$table}.post_type IN (" . self::quoted( self::post_types() ) . ')';
	}

	/**
	 * @param list<string> $values
	 */
	public static function quoted( array $values ): string {
		return array() === $values ? "''" : implode( ',', array_map( static fn ( string $value ): string => "'" . esc_sql( $value ) . "'", $values ) );
	}

	/**
	 * @param array<string> $values
	 * @return list<string>
	 */
	private static function sorted( array $values ): array {
		$values = array_values( array_unique( $values ) );
		sort( $values, SORT_STRING );

		return $values;
	}
}
