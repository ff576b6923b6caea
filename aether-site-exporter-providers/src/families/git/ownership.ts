/**
 * Which files of a folder are ours.
 *
 * A commit of ours names the paths that were not ours when it was made, folders as a whole. So the files of its tree,
 * without those, are the ones that Aether put there; whatever came later is somebody else's. No file in the repository
 * has to say so, and going back to an old commit brings back what it knew.
 */

/**
 * @param paths   Files of the tree of our last commit.
 * @param foreign What that commit named.
 */
export function ownedPaths(
	paths: Iterable< string >,
	foreign: readonly string[]
): ReadonlySet< string > {
	const files = new Set( foreign );
	const folders = foreign.filter( ( path ) => path.endsWith( '/' ) );
	const isForeign = ( path: string ): boolean =>
		files.has( path ) ||
		folders.some( ( folder ) => path.startsWith( folder ) );
	return new Set( [ ...paths ].filter( ( path ) => ! isForeign( path ) ) );
}

/**
 * The shortest list that names all foreign paths and none of ours: a folder with nothing of ours stands for all that is
 * in it.
 *
 * @param foreign Files.
 * @param owned   Files.
 * @param root    The folder that both are in; it never stands for itself.
 */
export function nameForeign(
	foreign: Iterable< string >,
	owned: Iterable< string >,
	root: string
): readonly string[] {
	const ours = new Set< string >();
	for ( const path of owned ) {
		foldersAbove( path ).forEach( ( folder ) => ours.add( folder ) );
	}
	foldersAbove( root === '' ? '' : `${ root }/file` ).forEach( ( folder ) =>
		ours.add( folder )
	);
	const names = new Set< string >();
	for ( const path of foreign ) {
		const folder = foldersAbove( path ).find(
			( candidate ) => ! ours.has( candidate )
		);
		names.add( folder ?? path );
	}
	return [ ...names ].sort();
}

/**
 * Outermost first, each with a slash at its end.
 *
 * @param path
 */
function foldersAbove( path: string ): string[] {
	const folders: string[] = [];
	for (
		let at = path.indexOf( '/' );
		at !== -1;
		at = path.indexOf( '/', at + 1 )
	) {
		folders.push( path.slice( 0, at + 1 ) );
	}
	return folders;
}
