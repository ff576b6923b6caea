import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	PortTakenError,
	startServerProcess,
	type Server,
} from '../server-process';
import type { Log } from '../types';
import { DATABASE } from './mariadb';
import { databaseSocket, type NativeOptions } from './options';
import { nativePrograms } from './programs';

const PROCESS = fileURLToPath( new URL( './process.ts', import.meta.url ) );

/**
 * @param wanted 0: any.
 * @return A port on the loopback interface that was free a moment ago.
 */
async function freePort( wanted: number ): Promise< number > {
	const server = createServer();
	return new Promise( ( resolve, reject ) => {
		server.once( 'error', ( error: NodeJS.ErrnoException ) =>
			reject(
				error.code === 'EADDRINUSE'
					? new PortTakenError( wanted )
					: error
			)
		);
		server.listen( wanted, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close( () => resolve( port ) );
		} );
	} );
}

/** A place for one WordPress that has not begun to run. */
export interface NativePlace {
	/** Holds the database, the sockets and the logs; goes with the process. */
	readonly runtime: string;
	/** For `wp-config.php`. */
	readonly constants: Readonly< Record< string, string > >;
	/**
	 * Installs and serves the tree.
	 *
	 * @param options
	 * @param signal  Ends it, while it boots or later.
	 */
	readonly start: (
		options: Pick< NativeOptions, 'tree' | 'user' | 'password' >,
		signal?: AbortSignal
	) => Promise< Server >;
}

/**
 * Finds a port and a place for a WordPress on php-fpm with OPcache, MariaDB and nginx.
 *
 * @param  port 0: any free one.
 * @param  log
 * @throws {Error} Where Debian's packages are not to be had.
 * @throws {PortTakenError}
 */
export async function nativePlace(
	port: number,
	log: Log
): Promise< NativePlace > {
	const programs = await nativePrograms( log );
	const free = await freePort( port );
	const url = `http://127.0.0.1:${ free }`;
	// Apart from the tree: the path of a Unix socket has to be shorter than 108 bytes.
	const runtime = await mkdtemp( join( tmpdir(), 'aether-native-' ) );
	return {
		runtime,
		constants: {
			DB_NAME: DATABASE,
			DB_USER: 'root',
			DB_HOST: `localhost:${ databaseSocket( runtime ) }`,
			WP_HOME: url,
			WP_SITEURL: url,
		},
		start: ( options, signal ) => {
			const complete: NativeOptions = {
				...options,
				programs,
				runtime,
				port: free,
				url,
				workers: 2 * availableParallelism(),
			};
			return startServerProcess( PROCESS, complete, signal );
		},
	};
}
