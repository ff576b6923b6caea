<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * One row per event; rows are written once. Times are milliseconds since the epoch.
 */
final class Audit_Table {

	public const VERSION_OPTION = 'aether_audit_version';

	private const VERSION = '2';

	/** The table's name on this site; makes the table where it is missing. */
	public static function name(): string {
		global $wpdb;

		$name = $wpdb->prefix . 'aether_audit';
		if ( self::VERSION !== get_option( self::VERSION_OPTION ) ) {
			self::create( $name );
			update_option( self::VERSION_OPTION, self::VERSION );
		}

		return $name;
	}

	private static function create( string $name ): void {
		global $wpdb;

		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		dbDelta(
			"CREATE TABLE {$name} (
				number bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				at bigint(20) NOT NULL,
				user_id bigint(20) unsigned NOT NULL,
				user_login varchar(60) NOT NULL DEFAULT '',
				ip varchar(45) NOT NULL DEFAULT '',
				event varchar(64) NOT NULL,
				provider varchar(100) NOT NULL DEFAULT '',
				outcome varchar(16) NOT NULL,
				details longtext NOT NULL,
				PRIMARY KEY  (number),
				KEY at (at),
				KEY user_id (user_id)
			) {$wpdb->get_charset_collate()};"
		);
	}
}
