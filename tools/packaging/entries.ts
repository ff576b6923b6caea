import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Never part of an installable plugin, wherever it lies. */
const EXCLUDED =
	/(?:^|\/)(?:node_modules|\.[^/]+)(?:\/|$)|\.(?:map|tsx?|scss)$/;

const wildcard = ( pattern: string ): RegExp =>
	new RegExp(
		`^${ pattern
			.replace( /[.+?^${}()|[\]\\]/g, '\\$&' )
			.replaceAll( '*', '[^/]*' ) }$`
	);

async function below( root: string, path: string ): Promise< string[] > {
	if ( ( await stat( join( root, path ) ) ).isFile() ) {
		return [ path ];
	}
	const names = await readdir( join( root, path ) );
	const nested = await Promise.all(
		names.map( ( name ) => below( root, `${ path }/${ name }` ) )
	);
	return nested.flat();
}

/**
 * The files that make an installable plugin of a folder: what its package.json lists as `files`.
 *
 * @param  directory The plugin's folder, built.
 * @param  slug      Its name.
 * @return Paths in the folder, sorted.
 * @throws {Error} When a file is missing without which WordPress has no plugin.
 */
export async function pluginEntries(
	directory: string,
	slug: string
): Promise< string[] > {
	const { files } = JSON.parse(
		await readFile( join( directory, 'package.json' ), 'utf8' )
	) as { readonly files: readonly string[] };
	const patterns = files.map( wildcard );
	const names = ( await readdir( directory ) ).filter( ( name ) =>
		patterns.some( ( pattern ) => pattern.test( name ) )
	);
	const found = await Promise.all(
		names.map( ( name ) => below( directory, name ) )
	);
	const entries = found
		.flat()
		.filter( ( path ) => ! EXCLUDED.test( path ) )
		.sort();
	for ( const needed of [ `${ slug }.php`, 'readme.txt' ] ) {
		if ( ! entries.includes( needed ) ) {
			throw new Error(
				`${ slug } cannot be packaged: it has no ${ needed }.`
			);
		}
	}
	if ( ! entries.some( ( path ) => path.startsWith( 'build/' ) ) ) {
		throw new Error( `${ slug } cannot be packaged: it is not built.` );
	}
	return entries;
}
