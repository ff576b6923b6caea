import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { pluginEntries } from './entries';

/** Zip files know no time before; the same one for all makes equal sources equal archives. */
const BEGINNING_OF_TIME = new Date( '1980-01-01T00:00:00Z' );

/**
 * A zip file that WordPress takes under Plugins → Add → Upload.
 *
 * @param directory The plugin's folder, built.
 * @param slug      Its name, and that of the one folder in the archive.
 */
export async function pluginArchive(
	directory: string,
	slug: string
): Promise< Uint8Array > {
	const zip = new JSZip();
	for ( const path of await pluginEntries( directory, slug ) ) {
		zip.file(
			`${ slug }/${ path }`,
			await readFile( join( directory, path ) ),
			{
				date: BEGINNING_OF_TIME,
				createFolders: false,
			}
		);
	}
	return zip.generateAsync( {
		type: 'uint8array',
		compression: 'DEFLATE',
		compressionOptions: { level: 9 },
	} );
}
