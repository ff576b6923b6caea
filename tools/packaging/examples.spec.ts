import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { runNode } from '../run-node';
import { pluginArchive } from './archive';

/** Webpack starts on a machine that may be busy. */
const PATIENCE_MS = 240_000;

const EXAMPLES = join( ROOT, 'examples' );
const names = ( await readdir( EXAMPLES, { withFileTypes: true } ) )
	.filter( ( entry ) => entry.isDirectory() )
	.map( ( { name } ) => name );

describe( 'The examples', () => {
	it( 'are all told of in their README', async () => {
		const readme = await readFile( join( EXAMPLES, 'README.md' ), 'utf8' );
		expect(
			names.filter( ( name ) => ! readme.includes( `](${ name })` ) )
		).toEqual( [] );
	} );

	it.each( names )(
		'%s builds to a plugin that takes the SDK from the page',
		async ( name ) => {
			const directory = join( EXAMPLES, name );
			const { code, output } = await runNode(
				[
					join(
						ROOT,
						'node_modules/@wordpress/scripts/bin/wp-scripts.js'
					),
					'build',
				],
				{ directory, environment: { NODE_ENV: 'production' } }
			);
			expect( output ).toContain( 'compiled successfully' );
			expect( code ).toBe( 0 );

			const archive = await JSZip.loadAsync(
				await pluginArchive( directory, name )
			);
			const text = ( path: string ) =>
				archive.file( `${ name }/${ path }` )?.async( 'string' );
			expect( await text( 'build/index.asset.php' ) ).toContain(
				`'aether-provider-sdk'`
			);
			const script = ( await text( 'build/index.js' ) ) ?? '';
			expect( script ).toContain( `announceBuild({plugin:"${ name }"` );
			// The SDK itself is many times that.
			expect( script.length ).toBeLessThan( 12_000 );
			expect( await text( `${ name }.php` ) ).toContain(
				'Requires Plugins:  aether-site-exporter'
			);
		},
		PATIENCE_MS
	);
} );
