import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PLUGIN_FOLDERS } from '../../tests/stands/wordpress';
import { buildProject } from '../bundles/main';
import { ROOT } from '../root';
import { apiReport } from './api-report';
import { pluginArchive } from './archive';
import { npmPack } from './npm-pack';
import { stagedSdk } from './sdk-package';

const API = join( ROOT, 'packages/provider-sdk/api.txt' );
const SCAFFOLD = join( ROOT, 'packages/create-provider' );

/**
 * `npm run package`: builds what changed and writes one zip file per plugin and what npm installs, the provider SDK
 * and its scaffold, into `dist/`.
 *
 * @param argv `--api` writes only the list of what the SDK makes public.
 * @return The exit code.
 */
export async function runPackage( argv: readonly string[] ): Promise< number > {
	const log = ( line: string ) => process.stderr.write( `${ line }\n` );
	try {
		const sdk = await stagedSdk();
		if ( argv.includes( '--api' ) ) {
			await writeFile( API, apiReport( sdk ) );
			return 0;
		}
		await buildProject( { log } );
		await mkdir( join( ROOT, 'dist' ), { recursive: true } );
		for ( const slug of PLUGIN_FOLDERS ) {
			const archive = await pluginArchive( join( ROOT, slug ), slug );
			await writeFile( join( ROOT, 'dist', `${ slug }.zip` ), archive );
			process.stdout.write(
				`dist/${ slug }.zip  ${ Math.ceil( archive.length / 1024 ) } KiB\n`
			);
		}
		for ( const directory of [ sdk, SCAFFOLD ] ) {
			const archive = await npmPack( directory, join( ROOT, 'dist' ) );
			process.stdout.write( `dist/${ basename( archive ) }\n` );
		}
		return 0;
	} catch ( error ) {
		log( error instanceof Error ? error.message : String( error ) );
		return 1;
	}
}
