<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Storage\Database_Table;

/**
 * One row per publish. `running` is 1 in the row of the run that holds the lease and NULL in all others, and unique: the
 * database itself allows one run at a time. Times are milliseconds since the epoch.
 */
final class Publish_Table extends Database_Table {

	public const VERSION_OPTION = 'aether_database_version';

	protected const NAME = 'aether_publishes';

	protected const VERSION = '2';

	protected const COLUMNS = "
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
		loaded bigint(20) unsigned NOT NULL DEFAULT 0,
		total bigint(20) unsigned DEFAULT NULL,
		only_providers text,
		summary longtext,
		PRIMARY KEY  (number),
		UNIQUE KEY id (id),
		UNIQUE KEY running (running)
	";
}
