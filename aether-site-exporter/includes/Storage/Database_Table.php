<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Storage;

/**
 * A table of our own, made when it is first asked for and again when its columns change.
 */
abstract class Database_Table {

	/** The option that tells which version of the table this site has. */
	public const VERSION_OPTION = '';

	/** Without the site's prefix. */
	protected const NAME = '';

	/** To be raised with each change of the columns. */
	protected const VERSION = '';

	/** Columns and keys as `dbDelta()` reads them. */
	protected const COLUMNS = '';

	/** The table's name on this site; makes the table where it is missing. */
	final public static function name(): string {
		global $wpdb;

		$name = $wpdb->prefix . static::NAME;
		if ( static::VERSION !== get_option( static::VERSION_OPTION ) ) {
			require_once ABSPATH . 'wp-admin/includes/upgrade.php';
			dbDelta( "CREATE TABLE {$name} (" . static::COLUMNS . ") {$wpdb->get_charset_collate()};" );
			update_option( static::VERSION_OPTION, static::VERSION );
		}

		return $name;
	}
}
