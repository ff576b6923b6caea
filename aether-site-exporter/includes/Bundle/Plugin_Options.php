<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Settings\Bundle_Choice;
use Aether\Site_Exporter\Settings\Settings_Store;

/**
 * Options that are not WordPress' own. None travels unless a person who may see all options chose it.
 */
final class Plugin_Options {

	/** What a person needs in order to look at other programs' options, and to choose among them. */
	public const CAPABILITY = 'manage_options';

	/** Names that one search finds. */
	public const MOST_FOUND = 20;

	/** Names that one search looks at. */
	private const MOST_LOOKED_AT = 2_000;

	/** Characters of a value that are shown. */
	private const SHOWN = 4_000;

	/** What keeps this one site running, or says who owns it; transients; and what is ours. */
	private const NEVER = '/^(?:_|aether_|active_|admin_|auto_|can_compress_|comment|core_|cron$|dashboard_|db_|default_|disallowed_|finished_|fresh_site$|home$|https_|initial_db_|link_manager_|mailserver_|moderation_|new_admin_|ping_sites$|recently_|recovery_|rewrite_rules$|siteurl$|theme_mods_|theme_switched|uninstall_|upload_|use_trackback$|users_can_|wp_force_)|(?:_children|\.lock|user_roles)$/';

	/**
	 * @return list<string> Names, in a stable order.
	 */
	public static function chosen(): array {
		$names = array_filter( ( new Bundle_Choice( new Settings_Store() ) )->read()['options'], self::may_travel( ... ) );
		sort( $names, SORT_STRING );

		return $names;
	}

	public static function may_travel( string $name ): bool {
		return ! self::is_kept( $name ) && ! in_array( $name, Selection::options(), true );
	}

	/** Whether an option stays at home, whoever names it. */
	public static function is_kept( string $name ): bool {
		return 1 === preg_match( self::NEVER, $name ) || Public_Value::is_secret( $name );
	}

	/**
	 * @return list<array{name: string, size: int, value: string, isCut: bool, emptied: list<string>}>
	 */
	public static function search( string $words ): array {
		global $wpdb;
		$names = $wpdb->get_col( $wpdb->prepare( 'SELECT option_name FROM %i WHERE option_name LIKE %s AND option_name NOT LIKE %s ORDER BY option_name LIMIT %d', $wpdb->options, '%' . $wpdb->esc_like( $words ) . '%', $wpdb->esc_like( '_' ) . '%', self::MOST_LOOKED_AT ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery -- There is no other way to look for names.

		$names = array_filter( $names, self::may_travel( ... ) );
		// Every database has an order of its own.
		sort( $names, SORT_STRING );

		return self::describe( array_slice( $names, 0, self::MOST_FOUND ) );
	}

	/**
	 * @param list<string> $names
	 * @return list<array{name: string, size: int, value: string, isCut: bool, emptied: list<string>}> Those that exist.
	 *         `size` in bytes, `value` as it would travel, `emptied` what of it would be empty.
	 */
	public static function describe( array $names ): array {
		$missing   = new \stdClass();
		$described = array();
		foreach ( array_filter( $names, self::may_travel( ... ) ) as $name ) {
			$stored = get_option( $name, $missing );
			if ( $stored === $missing ) {
				continue;
			}
			$public      = new Public_Value( $stored );
			$value       = ( new Portable( array() ) )->value( $public->value );
			$json        = is_string( $value ) ? $value : (string) wp_json_encode( $value, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
			$described[] = array(
				'name'    => $name,
				'size'    => strlen( maybe_serialize( $stored ) ),
				'value'   => mb_substr( $json, 0, self::SHOWN ),
				'isCut'   => mb_strlen( $json ) > self::SHOWN,
				'emptied' => $public->emptied,
			);
		}

		return $described;
	}
}
