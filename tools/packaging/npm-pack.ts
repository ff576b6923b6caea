import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The file that npm installs.
 *
 * @param  directory   Of the package.
 * @param  destination Directory of the archive.
 * @return Its path.
 * @throws {Error} With npm's words when there is none.
 */
export async function npmPack(
	directory: string,
	destination: string
): Promise< string > {
	const { stdout } = await promisify( execFile )(
		'npm',
		[
			'pack',
			'--offline',
			'--ignore-scripts',
			'--json',
			'--pack-destination',
			destination,
		],
		{ cwd: directory, shell: process.platform === 'win32' }
	);
	const archive = /"filename":\s*"([^"]+\.tgz)"/.exec( stdout )?.[ 1 ];
	if ( archive === undefined ) {
		throw new Error( `npm has packed nothing.\n${ stdout }` );
	}
	return join( destination, basename( archive ) );
}

/**
 * Does what npm does with such a file.
 *
 * @param archive See `npmPack()`.
 * @param home    Directory of the package in some `node_modules`; exists.
 */
export async function unpack( archive: string, home: string ): Promise< void > {
	await promisify( execFile )( 'tar', [
		'-xzf',
		archive,
		'-C',
		home,
		'--strip-components=1',
	] );
}
