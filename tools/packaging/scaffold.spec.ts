import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorPlugin } from '../../tests/support/author-plugin';
import { guideFiles } from '../../tests/support/guide-plugin';
import { installScaffold, type Scaffold } from '../../tests/support/scaffold';
import { ROOT } from '../root';

/** Webpack, a compiler and a test runner start on a machine that may be busy. */
const PATIENCE_MS = 240_000;

interface Manifest {
	readonly version: string;
	readonly devDependencies: Readonly< Record< string, string > >;
}

let scaffold: Scaffold;
let plugin: AuthorPlugin;

const filesBelow = async ( directory: string ): Promise< string[] > =>
	( await readdir( directory, { recursive: true, withFileTypes: true } ) )
		.filter( ( entry ) => entry.isFile() )
		.map( ( { parentPath, name } ) => join( parentPath, name ) );

const manifest = async ( path: string ): Promise< Manifest > =>
	JSON.parse( await readFile( path, 'utf8' ) );

beforeAll( async () => {
	scaffold = await installScaffold();
	const { code, output } = await scaffold.create( 'ftp2-my-cloudy-host' );
	expect( output ).toContain( 'npm install' );
	expect( code ).toBe( 0 );
	plugin = scaffold.plugin( 'ftp2-my-cloudy-host' );
}, PATIENCE_MS );

afterAll( () => scaffold?.remove() );

describe( 'npm create @aether/provider', () => {
	it( 'writes a plugin in which every name is the new one', async () => {
		const files = await filesBelow( plugin.directory );
		expect(
			files.map( ( path ) => path.slice( plugin.directory.length + 1 ) )
		).toEqual(
			expect.arrayContaining( [
				'.gitignore',
				'ftp2-my-cloudy-host.php',
				'readme.txt',
				join( 'src', 'ftp2-my-cloudy-host-provider.ts' ),
			] )
		);
		const old = /my-cloud(?!y)|My[ _]?Cloud(?!y)/;
		for ( const path of files ) {
			expect( path ).not.toMatch( old );
			expect( await readFile( path, 'utf8' ) ).not.toMatch( old );
		}
		expect(
			await readFile( join( plugin.directory, 'src/index.ts' ), 'utf8' )
		).toContain(
			`register( 'ftp2-my-cloudy-host', Ftp2MyCloudyHostProvider )`
		);
	} );

	it( 'asks for the packages that the guide asks for, and for this SDK', async () => {
		const { devDependencies } = await manifest(
			join( plugin.directory, 'package.json' )
		);
		const guide: Manifest = JSON.parse(
			( await guideFiles() ).get( 'package.json' ) ?? ''
		);
		expect( devDependencies ).toMatchObject( guide.devDependencies );
		const { version } = await manifest(
			join( ROOT, 'packages/provider-sdk/package.json' )
		);
		expect( devDependencies[ '@aether/provider-sdk' ] ).toBe(
			`^${ version }`
		);
	} );

	it(
		'writes what its own compiler finds nothing wrong with',
		async () => {
			const { code, output } = await plugin.typecheck();
			expect( output ).toBe( '' );
			expect( code ).toBe( 0 );
		},
		PATIENCE_MS
	);

	it(
		'writes a provider that passes the conformance kit',
		async () => {
			const { code, output } = await plugin.test();
			expect( output ).toMatch(
				/✓.*Ftp2 My Cloudy Host is a deployment target that > puts no secret into an error or a log entry/
			);
			expect( output ).not.toContain( '×' );
			expect( code ).toBe( 0 );
		},
		PATIENCE_MS
	);

	it(
		'writes what builds to a script that takes the SDK from the page',
		async () => {
			const { code, output } = await plugin.build();
			expect( output ).toContain( 'compiled successfully' );
			expect( code ).toBe( 0 );
			const asset = await readFile(
				join( plugin.directory, 'build/index.asset.php' ),
				'utf8'
			);
			expect( asset ).toContain( `'aether-provider-sdk', 'wp-i18n'` );
			expect( ( await plugin.archive() ).length ).toBeGreaterThan( 0 );
		},
		PATIENCE_MS
	);

	it( 'leaves a directory alone that exists', async () => {
		const taken = join( scaffold.directory, 'taken' );
		await mkdir( taken );
		await writeFile( join( taken, 'precious.txt' ), 'words' );
		const { code, output } = await scaffold.create( 'taken' );
		expect( output ).toContain( 'exists already; nothing was written' );
		expect( code ).toBe( 1 );
		expect( await readdir( taken ) ).toEqual( [ 'precious.txt' ] );
	} );

	it.each( [
		[ 'My Cloud', 'cannot be an id' ],
		[ '../elsewhere', 'cannot be an id' ],
		[ '2cloud', 'cannot be an id' ],
		[ 'cloud-', 'cannot be an id' ],
		[ 'a'.repeat( 51 ), 'is too long' ],
		[ 'gitlab', 'is taken by a provider of Aether itself' ],
	] )( 'refuses the id "%s" and writes nothing', async ( id, message ) => {
		const before = await readdir( scaffold.directory );
		const { code, output } = await scaffold.create( id );
		expect( output ).toContain( message );
		expect( code ).toBe( 1 );
		expect( await readdir( scaffold.directory ) ).toEqual( before );
	} );

	it.each( [
		[ [ '--help' ], 0 ],
		[ [], 2 ],
		[ [ 'one', 'two' ], 2 ],
		[ [ '--typescript' ], 2 ],
	] )(
		'says how it is used for the parameters %j',
		async ( parameters, expected ) => {
			const { code, output } = await scaffold.create( ...parameters );
			expect( output ).toContain(
				'Usage: npm create @aether/provider <id>'
			);
			expect( code ).toBe( expected );
		}
	);
} );
