import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const isPartOfNoBuild = ( name: string ): boolean =>
	name === 'node_modules' || /\.spec\.tsx?$/.test( name );

async function filesOf( path: string ): Promise< string[] > {
	const found = await stat( path ).catch( () => null );
	if ( found === null ) {
		return [];
	}
	if ( found.isFile() ) {
		return [ path ];
	}
	const names = ( await readdir( path ) ).sort();
	const nested = await Promise.all(
		names
			.filter( ( name ) => ! isPartOfNoBuild( name ) )
			.map( ( name ) => filesOf( join( path, name ) ) )
	);
	return nested.flat();
}

/**
 * A hash that changes when a file of a build comes, goes, or changes.
 *
 * @param root  The paths' root.
 * @param paths Files and directories; those that do not exist count as empty.
 */
export async function fingerprint(
	root: string,
	paths: readonly string[]
): Promise< string > {
	const hash = createHash( 'sha256' );
	for ( const path of paths ) {
		for ( const file of await filesOf( join( root, path ) ) ) {
			const content = await readFile( file );
			hash.update(
				`${ file.slice( root.length ) }\0${ content.length }\0`
			);
			hash.update( content );
		}
	}
	return hash.digest( 'hex' );
}
