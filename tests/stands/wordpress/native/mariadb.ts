import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NativePrograms } from './programs';
import { startProcess, type OwnedProcess } from './owned-process';

const run = promisify( execFile );

export interface DatabaseOptions {
	readonly programs: NativePrograms;
	/** Data directory; created. */
	readonly data: string;
	/** Unix socket; there is no network port. */
	readonly socket: string;
	readonly log: string;
}

const asRoot = () => ( process.getuid?.() === 0 ? [ '--user=root' ] : [] );

/** The database of the WordPress. */
export const DATABASE = 'wordpress';

/**
 * A MariaDB that holds one empty database. `root` has no password: only who can open the socket's directory gets in.
 * @param options
 */
export async function startDatabase(
	options: DatabaseOptions
): Promise< OwnedProcess > {
	const { programs, data, socket } = options;
	await run(
		programs.mariadbInstall,
		[
			'--no-defaults',
			...asRoot(),
			`--basedir=${ programs.mariadbBase }`,
			`--datadir=${ data }`,
			'--auth-root-authentication-method=normal',
			'--skip-test-db',
			'--skip-log-bin',
		],
		{ env: programs.environment }
	);
	const server = await startProcess( {
		name: 'MariaDB',
		command: programs.mariadbd,
		args: [
			'--no-defaults',
			...asRoot(),
			`--basedir=${ programs.mariadbBase }`,
			`--lc-messages-dir=${ join( programs.mariadbBase, 'share/mysql' ) }`,
			`--datadir=${ data }`,
			`--socket=${ socket }`,
			`--pid-file=${ join( data, 'mariadb.pid' ) }`,
			'--skip-networking',
			'--skip-log-bin',
			'--innodb-buffer-pool-size=256M',
			'--innodb-log-file-size=32M',
			'--innodb-flush-log-at-trx-commit=2',
			'--character-set-server=utf8mb4',
		],
		environment: programs.environment,
		log: options.log,
		timeoutMs: 60_000,
		isReady: async () => existsSync( socket ),
	} );
	try {
		await run(
			join( programs.mariadbBase, 'bin/mariadb' ),
			[
				'--no-defaults',
				`--socket=${ socket }`,
				'--user=root',
				`--execute=CREATE DATABASE ${ DATABASE }`,
			],
			{ env: programs.environment }
		);
		return server;
	} catch ( error ) {
		await server.stop();
		throw error;
	}
}
