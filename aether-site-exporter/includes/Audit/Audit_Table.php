<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

use Aether\Site_Exporter\Storage\Database_Table;

/**
 * One row per event; rows are written once. Times are milliseconds since the epoch.
 */
final class Audit_Table extends Database_Table {

	public const VERSION_OPTION = 'aether_audit_version';

	protected const NAME = 'aether_audit';

	protected const VERSION = '2';

	protected const COLUMNS = "
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
	";
}
