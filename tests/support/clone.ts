import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify( execFile );

/** Nothing of this machine's own configuration. */
const ENVIRONMENT = {
	PATH: process.env.PATH,
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CONFIG_GLOBAL: '/dev/null',
};
/** Paths and modes of a site. Bytes. */
const LARGEST_LISTING = 64 * 1024 * 1024;

export interface ClonedFile {
	/** As git keeps it: `100644`. */
	readonly mode: string;
	readonly body: Buffer;
}

/**
 * What anybody gets who clones a repository: every file of the default branch by path, and how many commits it took.
 *
 * @param directory Of the bare repository.
 */
export async function cloneRepository( directory: string ): Promise< {
	readonly files: ReadonlyMap< string, ClonedFile >;
	readonly commitCount: number;
} > {
	const folder = await mkdtemp( join( tmpdir(), 'aether-clone-' ) );
	const git = async ( ...parameters: string[] ): Promise< string > => {
		const { stdout } = await run( 'git', parameters, {
			env: ENVIRONMENT,
			maxBuffer: LARGEST_LISTING,
		} );
		return stdout;
	};
	try {
		await git( 'clone', '--quiet', directory, folder );
		const listing = await git( '-C', folder, 'ls-files', '--stage', '-z' );
		const files = new Map< string, ClonedFile >();
		for ( const line of listing.split( '\0' ).filter( Boolean ) ) {
			const [ facts = '', path = '' ] = line.split( '\t' );
			files.set( path, {
				mode: facts.split( ' ', 1 )[ 0 ] ?? '',
				body: await readFile( join( folder, path ) ),
			} );
		}
		const count = await git( '-C', folder, 'rev-list', '--count', 'HEAD' );
		return { files, commitCount: Number( count ) };
	} finally {
		await rm( folder, { recursive: true, force: true } );
	}
}
