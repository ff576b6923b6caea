import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runPhp, type WordPressAccess } from '../stands/wordpress';

/**
 * Fills an empty site from an export file of WordPress, without remote attachments.
 *
 * @param site
 * @param file On this machine.
 */
export async function fillFromExport(
	site: WordPressAccess,
	file: string
): Promise< void > {
	await copyFile( file, join( site.directory, 'export.xml' ) );
	await runPhp(
		site,
		`require '${ site.standInPhp }/content/site-from-export.php';
		Aether\\Stand\\site_from_export( ABSPATH . 'export.xml' );`
	);
}
