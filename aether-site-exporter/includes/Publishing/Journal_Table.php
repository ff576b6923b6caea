<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

/**
 * One row per portion of a publish's log and files, so that what is sent twice is written once. `publish` is the number
 * of the record: the portions of old publishes are those below a number.
 */
final class Journal_Table {

	public const VERSION_OPTION = 'aether_journal_version';

	private const VERSION = '1';

	/** The table's name on this site; makes the table where it is missing. */
	public static function name(): string {
		global $wpdb;

		$name = $wpdb->prefix . 'aether_journal';
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
				publish bigint(20) unsigned NOT NULL,
				part smallint(5) unsigned NOT NULL,
				log_count int(10) unsigned NOT NULL,
				file_count int(10) unsigned NOT NULL,
				omitted_log int(10) unsigned NOT NULL,
				omitted_files int(10) unsigned NOT NULL,
				log longtext NOT NULL,
				files longtext NOT NULL,
				PRIMARY KEY  (publish, part)
			) {$wpdb->get_charset_collate()};"
		);
	}
}
