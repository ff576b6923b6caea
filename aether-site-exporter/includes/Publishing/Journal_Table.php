<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Storage\Database_Table;

/**
 * One row per portion of a publish's log and files, so that what is sent twice is written once. `publish` is the number
 * of the record: the portions of old publishes are those below a number.
 */
final class Journal_Table extends Database_Table {

	public const VERSION_OPTION = 'aether_journal_version';

	protected const NAME = 'aether_journal';

	protected const VERSION = '1';

	protected const COLUMNS = '
		publish bigint(20) unsigned NOT NULL,
		part smallint(5) unsigned NOT NULL,
		log_count int(10) unsigned NOT NULL,
		file_count int(10) unsigned NOT NULL,
		omitted_log int(10) unsigned NOT NULL,
		omitted_files int(10) unsigned NOT NULL,
		log longtext NOT NULL,
		files longtext NOT NULL,
		PRIMARY KEY  (publish, part)
	';
}
