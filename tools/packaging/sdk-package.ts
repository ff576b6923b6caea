import {
	cp,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { build } from 'esbuild';
import { fingerprint } from '../bundles/fingerprint';
import { runNode } from '../run-node';
import { ROOT } from '../root';

const SDK = join( ROOT, 'packages/provider-sdk' );
const ENTRIES = [ 'src/index', 'src/react/index', 'testing/index' ] as const;
const COPIED = [ 'README.md', 'webpack' ] as const;

/** What the subpath `/react` alone needs. An author who draws nothing shall not have to install it. */
const FOR_REACT = [ '@wordpress/components', '@wordpress/element' ] as const;
const REACT = { react: '>=18' } as const;

interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly exports: Readonly<
		Record< string, string | Readonly< Record< string, string > > >
	>;
	readonly dependencies: Readonly< Record< string, string > >;
	readonly peerDependencies: Readonly< Record< string, string > >;
	readonly peerDependenciesMeta: Readonly< Record< string, object > >;
	readonly [ key: string ]: unknown;
}

/** What the package is made of; relative to the project. */
const SOURCES = [
	'package-lock.json',
	'tsconfig.json',
	'packages/provider-sdk/package.json',
	'packages/provider-sdk/src',
	'packages/provider-sdk/testing',
	'packages/provider-sdk/webpack',
	'packages/provider-sdk/README.md',
	'tools/packaging/sdk-package.ts',
	'types',
];

/**
 * A directory with what authors install, made anew only when its sources have changed.
 */
export async function stagedSdk(): Promise< string > {
	const cache = join( ROOT, '.cache/sdk-package' );
	const directory = join( cache, await fingerprint( ROOT, SOURCES ) );
	if ( existsSync( directory ) ) {
		return directory;
	}
	await mkdir( cache, { recursive: true } );
	// Inside the project, so that the compiler finds the packages that the declarations name.
	const unfinished = join( cache, `unfinished-${ process.pid }` );
	await stageSdk( unfinished );
	await rename( unfinished, directory ).catch( async ( error: unknown ) => {
		await rm( unfinished, { recursive: true, force: true } );
		if ( ! existsSync( directory ) ) {
			throw error;
		}
	} );
	return directory;
}

/**
 * Makes of the SDK's sources what authors install: one JavaScript module per entry, declarations that every module
 * resolution finds, and a manifest that points to them. Inside the project, the sources themselves are the package.
 *
 * @param  directory Where to; created.
 * @throws {Error} With the compiler's words when the declarations cannot be made.
 */
async function stageSdk( directory: string ): Promise< void > {
	await mkdir( directory, { recursive: true } );
	await Promise.all( [
		writeDeclarations( directory ),
		writeModules( directory ),
		writeManifest( directory ),
		...COPIED.map( ( name ) =>
			cp( join( SDK, name ), join( directory, name ), {
				recursive: true,
			} )
		),
	] );
}

async function writeModules( directory: string ): Promise< void > {
	await build( {
		entryPoints: ENTRIES.map( ( entry ) => ( {
			in: join(
				SDK,
				existsSync( join( SDK, `${ entry }.tsx` ) )
					? `${ entry }.tsx`
					: `${ entry }.ts`
			),
			out: entry,
		} ) ),
		outdir: directory,
		bundle: true,
		// What two entries share is one module, so that a class is the same class in both.
		splitting: true,
		chunkNames: 'shared/[hash]',
		format: 'esm',
		target: 'es2022',
		jsx: 'automatic',
		packages: 'external',
		logLevel: 'silent',
	} );
}

async function writeManifest( directory: string ): Promise< void > {
	const { exports, dependencies, ...manifest } = JSON.parse(
		await readFile( join( SDK, 'package.json' ), 'utf8' )
	) as Manifest;
	const isForReact = ( name: string ) =>
		( FOR_REACT as readonly string[] ).includes( name );
	const peers = {
		...REACT,
		...Object.fromEntries(
			Object.entries( dependencies )
				.filter( ( [ name ] ) => isForReact( name ) )
				.map( ( [ name, version ] ) => [ name, `>=${ version }` ] )
		),
	};
	const published = Object.fromEntries(
		Object.entries( exports ).map( ( [ subpath, target ] ) => [
			subpath,
			typeof target === 'string' ? built( target ) : target,
		] )
	);
	await writeFile(
		join( directory, 'package.json' ),
		JSON.stringify(
			{
				...manifest,
				// A range, so that a plugin's tests can share its own copy.
				dependencies: Object.fromEntries(
					Object.entries( dependencies )
						.filter( ( [ name ] ) => ! isForReact( name ) )
						.map( ( [ name, version ] ) => [
							name,
							`^${ version }`,
						] )
				),
				peerDependencies: { ...manifest.peerDependencies, ...peers },
				peerDependenciesMeta: {
					...manifest.peerDependenciesMeta,
					...Object.fromEntries(
						Object.keys( peers ).map( ( name ) => [
							name,
							{ optional: true },
						] )
					),
				},
				exports: published,
				...forOldResolution( published ),
			},
			null,
			'\t'
		)
	);
}

/**
 * @param source `./src/index.ts`
 */
function built( source: string ): Readonly< Record< string, string > > {
	const module = source.replace( /\.tsx?$/, '' );
	return { types: `${ module }.d.ts`, default: `${ module }.js` };
}

/**
 * The same for a compiler that does not read `exports`, as many WordPress projects still set theirs up.
 *
 * @param exports Of the published manifest.
 */
function forOldResolution(
	exports: Readonly< Record< string, Readonly< Record< string, string > > > >
) {
	const { '.': root, ...subpaths } = exports;
	return {
		main: root?.default,
		types: root?.types,
		typesVersions: {
			'*': Object.fromEntries(
				Object.entries( subpaths ).map( ( [ subpath, { types } ] ) => [
					subpath.replace( './', '' ),
					[ types ],
				] )
			),
		},
	};
}

async function writeDeclarations( directory: string ): Promise< void > {
	// Not among the manifest's files, so not in the package.
	const configuration = join( directory, 'tsconfig.json' );
	await writeFile(
		configuration,
		JSON.stringify( {
			extends: join( ROOT, 'tsconfig.json' ),
			compilerOptions: {
				noEmit: false,
				declaration: true,
				emitDeclarationOnly: true,
				outDir: directory,
				rootDir: SDK,
				types: [],
			},
			include: [
				join( SDK, 'src' ),
				join( SDK, 'testing' ),
				join( ROOT, 'types' ),
			],
			exclude: [
				join( SDK, '**/*.spec.*' ),
				join( SDK, '**/broken-targets.ts' ),
			],
		} )
	);
	const { code, output } = await runNode( [
		join( ROOT, 'node_modules/typescript/bin/tsc' ),
		'-p',
		configuration,
	] );
	if ( code !== 0 ) {
		throw new Error( `The SDK's declarations were not made.\n${ output }` );
	}
	const files = await declarationsBelow( directory, '' );
	const known = new Set( files );
	for ( const file of files ) {
		const path = join( directory, file );
		await writeFile(
			path,
			withExtensions( await readFile( path, 'utf8' ), file, known )
		);
	}
}

async function declarationsBelow(
	root: string,
	path: string
): Promise< string[] > {
	const entries = await readdir( join( root, path ), {
		withFileTypes: true,
	} );
	const nested = await Promise.all(
		entries.map( ( entry ) => {
			const inner = posix.join( path, entry.name );
			if ( entry.isDirectory() ) {
				return declarationsBelow( root, inner );
			}
			return entry.name.endsWith( '.d.ts' ) ? [ inner ] : [];
		} )
	);
	return nested.flat();
}

/**
 * Names files as Node does: the sources leave out what a bundler adds.
 *
 * @param code
 * @param file  Its own path, relative to the package.
 * @param known All declarations.
 */
function withExtensions(
	code: string,
	file: string,
	known: ReadonlySet< string >
): string {
	return code.replace(
		/(\bfrom\s+|\bimport\()(['"])(\.{1,2}(?:\/[^'"]*)?)\2/g,
		( _, before: string, quote: string, specifier: string ) => {
			const target = posix.join( dirname( file ), specifier );
			const suffix = known.has( `${ target }.d.ts` )
				? '.js'
				: '/index.js';
			return `${ before }${ quote }${ specifier }${ suffix }${ quote }`;
		}
	);
}
