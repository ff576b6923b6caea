import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLUGIN_FOLDERS } from '../../tests/stands/wordpress';
import { buildProject } from '../bundles/main';
import { ROOT } from '../root';
import { pluginArchive } from './archive';

/**
 * `npm run package`: builds what changed and writes one zip file per plugin into `dist/`.
 *
 * @return The exit code.
 */
export async function runPackage(): Promise< number > {
	const log = ( line: string ) => process.stderr.write( `${ line }\n` );
	try {
		await buildProject( { log } );
		await mkdir( join( ROOT, 'dist' ), { recursive: true } );
		for ( const slug of PLUGIN_FOLDERS ) {
			const archive = await pluginArchive( join( ROOT, slug ), slug );
			await writeFile( join( ROOT, 'dist', `${ slug }.zip` ), archive );
			process.stdout.write(
				`dist/${ slug }.zip  ${ Math.ceil( archive.length / 1024 ) } KiB\n`
			);
		}
		return 0;
	} catch ( error ) {
		log( error instanceof Error ? error.message : String( error ) );
		return 1;
	}
}
