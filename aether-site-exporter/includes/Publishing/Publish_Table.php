<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

/**
 * One row per publish. `running` is 1 in the row of the run that holds the lease and NULL in all others, and unique: the
 * database itself allows one run at a time. Times are milliseconds since the epoch.
 */
final class Publish_Table {

	public const VERSION_OPTION = 'aether_database_version';

	private const VERSION = '1';

	/** The table's name on this site; makes the table where it is missing. */
	public static function name(): string {
		global $wpdb;

		$name = $wpdb->prefix . 'aether_publishes';
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
				id char(36) NOT NULL,
				running tinyint(1) DEFAULT NULL,
				status varchar(16) NOT NULL,
				lease char(64) NOT NULL,
				user_id bigint(20) unsigned NOT NULL,
				started_at bigint(20) NOT NULL,
				heartbeat_at bigint(20) NOT NULL,
				finished_at bigint(20) DEFAULT NULL,
				fraction double NOT NULL DEFAULT 0,
				step varchar(100) NOT NULL DEFAULT '',
				summary longtext,
				PRIMARY KEY  (number),
				UNIQUE KEY id (id),
				UNIQUE KEY running (running)
			) {$wpdb->get_charset_collate()};"
		);
	}
}
