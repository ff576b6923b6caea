import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import {
	EXAMPLE_NAMES,
	examplePlugin,
} from '../../tests/support/example-plugin';
import { ROOT } from '../root';

/** Webpack starts on a machine that may be busy. */
const PATIENCE_MS = 240_000;

describe( 'The examples', () => {
	it( 'are all told of in their README', async () => {
		const readme = await readFile(
			join( ROOT, 'examples/README.md' ),
			'utf8'
		);
		expect(
			EXAMPLE_NAMES.filter(
				( name ) => ! readme.includes( `](${ name })` )
			)
		).toEqual( [] );
	} );

	it.each( EXAMPLE_NAMES )(
		'%s builds to a plugin that takes the SDK from the page',
		async ( name ) => {
			const plugin = examplePlugin( name );
			const { code, output } = await plugin.build();
			expect( output ).toContain( 'compiled successfully' );
			expect( code ).toBe( 0 );

			const archive = await JSZip.loadAsync( await plugin.archive() );
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
