/** The process that owns MariaDB, php-fpm and nginx of one WordPress. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serveUntilParentEnds } from '../server-process';
import { startDatabase } from './mariadb';
import { startNginx } from './nginx';
import { databaseSocket, type NativeOptions } from './options';
import type { OwnedProcess } from './owned-process';
import { startPhpFpm, writePhpIni } from './php-fpm';

const INSTALL = fileURLToPath( new URL( './install.php', import.meta.url ) );

const installWordPress = (
	{ programs, tree, url, user, password }: NativeOptions,
	ini: string
) =>
	promisify( execFile )(
		programs.php,
		[
			'-c',
			ini,
			'-d',
			'error_log=',
			INSTALL,
			tree,
			JSON.stringify( { title: 'Aether stand', url, user, password } ),
		],
		{ env: { ...programs.environment, PHP_INI_SCAN_DIR: '' } }
	);

serveUntilParentEnds( async ( options: NativeOptions ) => {
	const { programs, tree, runtime, port, url, workers } = options;
	const log = ( name: string ): string => join( runtime, `${ name }.log` );
	const running: OwnedProcess[] = [];
	const end = async (): Promise< void > => {
		for ( const owned of running.splice( 0 ).reverse() ) {
			await owned.stop();
		}
		await rm( tree, { recursive: true, force: true } );
		await rm( runtime, { recursive: true, force: true } );
	};
	try {
		running.push(
			await startDatabase( {
				programs,
				data: join( runtime, 'database' ),
				socket: databaseSocket( runtime ),
				log: log( 'mariadb' ),
			} )
		);
		const ini = await writePhpIni( programs, runtime );
		await installWordPress( options, ini );
		const socket = join( runtime, 'php.sock' );
		running.push(
			await startPhpFpm( {
				programs,
				directory: runtime,
				ini,
				socket,
				workers,
				log: log( 'php-fpm' ),
			} ),
			await startNginx( {
				programs,
				directory: runtime,
				documentRoot: tree,
				phpSocket: socket,
				port,
				log: log( 'nginx' ),
			} )
		);
		return { url, processes: running.map( ( { pid } ) => pid ), end };
	} catch ( error ) {
		await end();
		throw error;
	}
} );
