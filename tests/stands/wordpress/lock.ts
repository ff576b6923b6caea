import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Another stand uses the site; the message names its process. */
export class SiteInUseError extends Error {
	constructor( directory: string, pid: number ) {
		super(
			`The site in ${ directory } is in use by process ${ pid }. End that one first.`
		);
		this.name = 'SiteInUseError';
	}
}

const isAlive = ( pid: number ): boolean => {
	try {
		process.kill( pid, 0 );
		return true;
	} catch ( error ) {
		return ( error as NodeJS.ErrnoException ).code === 'EPERM';
	}
};

const create = ( file: string ): Promise< boolean > =>
	writeFile( file, String( process.pid ), { flag: 'wx' } ).then(
		() => true,
		( error: NodeJS.ErrnoException ) => {
			if ( error.code === 'EEXIST' ) {
				return false;
			}
			throw error;
		}
	);

/**
 * Keeps a site's directory for this process; two WordPresses on one database would lose each other's writes. A lock
 * whose process is gone counts for nothing.
 *
 * @param  directory Of the site; the lock lies beside it.
 * @return Gives it back.
 * @throws {SiteInUseError}
 */
export async function lockSite(
	directory: string
): Promise< () => Promise< void > > {
	const file = `${ directory }.lock`;
	await mkdir( dirname( file ), { recursive: true } );
	if ( ! ( await create( file ) ) ) {
		const pid = Number( await readFile( file, 'utf8' ).catch( () => '0' ) );
		if ( pid > 0 && isAlive( pid ) ) {
			throw new SiteInUseError( directory, pid );
		}
		await rm( file, { force: true } );
		if ( ! ( await create( file ) ) ) {
			throw new SiteInUseError( directory, pid );
		}
	}
	return () => rm( file, { force: true } );
}
