import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PLUGIN_FOLDERS, PROJECT } from '../../tests/stands/wordpress';
import { pluginArchive } from './archive';

let plugin: string;

const files = async ( ...paths: readonly string[] ): Promise< void > => {
	for ( const path of paths ) {
		await mkdir( dirname( join( plugin, path ) ), { recursive: true } );
		await writeFile( join( plugin, path ), path );
	}
};

const entriesOf = async ( archive: Uint8Array ): Promise< string[] > =>
	Object.keys( ( await JSZip.loadAsync( archive ) ).files );

beforeEach( async () => {
	plugin = await mkdtemp( join( tmpdir(), 'aether-plugin-' ) );
	await writeFile(
		join( plugin, 'package.json' ),
		'{ "files": [ "build", "includes", "languages", "*.php", "readme.txt" ] }'
	);
} );

afterEach( () => rm( plugin, { recursive: true, force: true } ) );

describe( 'an installable plugin', () => {
	it( 'holds the build, the PHP and the readme below one folder, and nothing else', async () => {
		await files(
			'demo.php',
			'uninstall.php',
			'readme.txt',
			'webpack.config.js',
			'build/admin.js',
			'build/admin.js.map',
			'includes/Rest/Site.php',
			'includes/.DS_Store',
			'src/admin/index.tsx',
			'src/admin/index.spec.tsx',
			'node_modules/left-pad/index.js'
		);
		expect(
			await entriesOf( await pluginArchive( plugin, 'demo' ) )
		).toEqual( [
			'demo/build/admin.js',
			'demo/demo.php',
			'demo/includes/Rest/Site.php',
			'demo/readme.txt',
			'demo/uninstall.php',
		] );
	} );

	it( 'is the same archive when it is made of the same files again', async () => {
		await files( 'demo.php', 'readme.txt', 'build/admin.js' );
		expect( await pluginArchive( plugin, 'demo' ) ).toEqual(
			await pluginArchive( plugin, 'demo' )
		);
	} );

	it.each( [
		[ 'demo.php', [ 'readme.txt', 'build/a.js' ] ],
		[ 'readme.txt', [ 'demo.php', 'build/a.js' ] ],
		[ 'not built', [ 'demo.php', 'readme.txt' ] ],
	] )( 'is not made when it lacks: %s', async ( what, present ) => {
		await files( ...present );
		await expect( pluginArchive( plugin, 'demo' ) ).rejects.toThrow( what );
	} );

	it.each( PLUGIN_FOLDERS )( 'is what %s becomes', async ( slug ) => {
		const entries = await entriesOf(
			await pluginArchive( join( PROJECT, slug ), slug )
		);
		expect( entries ).toContain( `${ slug }/${ slug }.php` );
		const allowed = new RegExp(
			`^${ slug }/(?:[^/]+\\.php|readme\\.txt|build/.+\\.(?:js|css|php)|includes/.+\\.php|languages/.+)$`
		);
		expect( entries.filter( ( path ) => ! allowed.test( path ) ) ).toEqual(
			[]
		);
	} );
} );
