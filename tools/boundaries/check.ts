import { builtinModules } from 'node:module';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import {
	INTERFACE_PACKAGES,
	NODE_GLOBALS,
	PAGE_GLOBALS,
	type Room,
} from './rules';
import { SourceFile } from './source-file';

export interface Violation {
	/** Relative to the project. */
	readonly file: string;
	/** Counted from 1. */
	readonly line: number;
	readonly message: string;
}

interface OwnPackage {
	readonly name: string;
	readonly exports: readonly string[];
}

const IGNORED = new Set( [ 'node_modules', 'build', 'dist' ] );
const NODE_MODULES = new Set( builtinModules );

const isCode = ( name: string ): boolean =>
	/\.(?:tsx?|mjs|cjs|js)$/.test( name );

/**
 * Specs and their fakes run in Node and see a page of their own; configuration is read by tools.
 * @param file
 */
const isOutsideProduct = ( file: string ): boolean =>
	/(?:\.spec\.tsx?|(?:^|\/)fake-[^/]+\.ts)$/.test( file ) ||
	/(?:^|\/)(?:webpack\.config|build)\.m?js$|\/webpack\/[^/]+\.cjs$/.test(
		file
	);

async function filesBelow( directory: string ): Promise< string[] > {
	const entries = await readdir( directory, { withFileTypes: true } );
	const nested = await Promise.all(
		entries.map( ( entry ) => {
			const path = join( directory, entry.name );
			if ( entry.isDirectory() ) {
				return IGNORED.has( entry.name ) ? [] : filesBelow( path );
			}
			return isCode( entry.name ) ? [ path ] : [];
		} )
	);
	return nested.flat();
}

async function ownPackages(
	root: string,
	rooms: readonly Room[]
): Promise< OwnPackage[] > {
	const packages = await Promise.all(
		rooms.map( async ( { directory } ) => {
			const file = join( root, directory, 'package.json' );
			if ( ! existsSync( file ) ) {
				return null;
			}
			const { name, exports = {} } = JSON.parse(
				await readFile( file, 'utf8' )
			) as { name: string; exports?: Record< string, unknown > };
			return { name, exports: Object.keys( exports ) };
		} )
	);
	return packages.filter( ( found ) => found !== null );
}

const isBelow = ( path: string, directory: string ): boolean =>
	path === directory || path.startsWith( directory + sep );

/**
 * Compares every import of the project with the rules.
 *
 * @param root  Directory of the project.
 * @param rooms The rules; rooms that do not exist are passed over.
 */
export async function checkBoundaries(
	root: string,
	rooms: readonly Room[]
): Promise< Violation[] > {
	const packages = await ownPackages( root, rooms );
	const violations: Violation[] = [];
	for ( const room of rooms ) {
		const home = resolve( root, room.directory );
		if ( ! existsSync( home ) ) {
			continue;
		}
		for ( const path of await filesBelow( home ) ) {
			const file = relative( root, path ).split( sep ).join( '/' );
			const source = new SourceFile(
				file,
				await readFile( path, 'utf8' )
			);
			const report = ( line: number, message: string ): void => {
				violations.push( { file, line, message } );
			};
			for ( const { specifier, line } of source.imports ) {
				const message = specifier.startsWith( '.' )
					? judgeRelative( specifier, path, root, room, rooms )
					: judgePackage( specifier, path, home, room, packages );
				if ( message !== null ) {
					report( line, message );
				}
			}
			if ( isOutsideProduct( file ) ) {
				continue;
			}
			for ( const { name, line } of source.globals ) {
				if ( room.withoutPage && PAGE_GLOBALS.has( name ) ) {
					report( line, `${ name } exists only in a page` );
				}
				if ( ! room.mayUseNode && NODE_GLOBALS.has( name ) ) {
					report( line, `${ name } exists only in Node` );
				}
			}
		}
	}
	return violations;
}

function judgeRelative(
	specifier: string,
	path: string,
	root: string,
	room: Room,
	rooms: readonly Room[]
): string | null {
	const target = resolve( dirname( path ), specifier );
	if (
		isBelow( target, resolve( root, room.directory ) ) ||
		isOutsideProduct( path )
	) {
		return null;
	}
	const other = rooms.find( ( { directory } ) =>
		isBelow( target, resolve( root, directory ) )
	);
	if ( room.mayImport === 'any' && other?.mayImport === 'any' ) {
		return null;
	}
	return `${ specifier } reaches into ${
		other?.directory ?? 'another directory'
	}; import the package by its name`;
}

function judgePackage(
	specifier: string,
	path: string,
	home: string,
	room: Room,
	packages: readonly OwnPackage[]
): string | null {
	const own = packages.find(
		( { name } ) =>
			specifier === name || specifier.startsWith( `${ name }/` )
	);
	if ( own ) {
		return judgeOwn( specifier, own, room );
	}
	if ( isOutsideProduct( path ) ) {
		return null;
	}
	const [ first = '' ] = specifier.split( '/', 1 );
	if (
		! room.mayUseNode &&
		( specifier.startsWith( 'node:' ) || NODE_MODULES.has( first ) )
	) {
		return `${ specifier } exists only in Node`;
	}
	if (
		room.interfaceIn &&
		INTERFACE_PACKAGES.test( specifier ) &&
		! room.interfaceIn.some( ( directory ) =>
			isBelow( path, join( home, directory ) )
		)
	) {
		return room.interfaceIn.length > 0
			? `${ specifier } may be imported below ${ room.interfaceIn.join( ', ' ) } only`
			: `${ specifier } draws, and this package does not`;
	}
	return null;
}

function judgeOwn(
	specifier: string,
	{ name, exports }: OwnPackage,
	room: Room
): string | null {
	if ( room.mayImport !== 'any' && ! room.mayImport.includes( name ) ) {
		return `${ room.directory } may not import ${ name }`;
	}
	const subpath = `.${ specifier.slice( name.length ) }`;
	return exports.includes( subpath )
		? null
		: `${ specifier } is not exported by ${ name }`;
}
