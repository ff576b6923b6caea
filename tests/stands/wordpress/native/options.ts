import type { ServerOptions } from '../server-process';
import type { NativePrograms } from './programs';

/** What the process is sent. */
export interface NativeOptions extends ServerOptions {
	readonly programs: NativePrograms;
	/** The WordPress tree, with its `wp-config.php`. It goes when the process ends. */
	readonly tree: string;
	/** For the database, the sockets and the logs; a short path, and it goes, too. */
	readonly runtime: string;
	/** Public address, without a slash at the end. */
	readonly url: string;
	/** Requests that PHP works on at once. */
	readonly workers: number;
	readonly user: string;
	readonly password: string;
}

/**
 * Path of the database's socket.
 * @param runtime
 */
export const databaseSocket = ( runtime: string ): string =>
	`${ runtime }/mariadb.sock`;
