import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorPlugin } from '../../tests/support/author-plugin';
import { guideFiles, writeGuidePlugin } from '../../tests/support/guide-plugin';

/** Webpack and a test runner start on a machine that may be busy. */
const PATIENCE_MS = 240_000;

let plugin: AuthorPlugin;

beforeAll( async () => {
	plugin = await writeGuidePlugin();
}, PATIENCE_MS );

afterAll( () => plugin?.remove() );

describe( 'The guide’s provider, made of the guide’s text alone with the packed SDK', () => {
	it( 'has a webpack.config.js of two lines', async () => {
		expect(
			( await guideFiles() )
				.get( 'webpack.config.js' )
				?.trim()
				.split( '\n' )
		).toHaveLength( 2 );
	} );

	it(
		'builds to a script that takes the SDK from the page, asks for its handle and says what it was built with',
		async () => {
			const { code, output } = await plugin.build();
			expect( output ).toContain( 'compiled successfully' );
			expect( code ).toBe( 0 );
			const built = ( name: string ) =>
				readFile( join( plugin.directory, 'build', name ), 'utf8' );
			expect( await built( 'index.asset.php' ) ).toContain(
				`'dependencies' => array('aether-provider-sdk')`
			);
			const script = await built( 'index.js' );
			expect( script ).toContain( 'window.AetherProviderSDK' );
			expect( script ).toMatch(
				/announceBuild\(\{plugin:"shelf-provider",sdkVersion:"\d+\.\d+\.\d+"\}\)/
			);
			// The SDK itself is many times that.
			expect( script.length ).toBeLessThan( 4_000 );
		},
		PATIENCE_MS
	);

	it(
		'passes the conformance kit with the guide’s own tests',
		async () => {
			const { code, output } = await plugin.test();
			expect( output ).toMatch(
				/✓.*Shelf is a deployment target that > puts no secret into an error or a log entry/
			);
			expect( output ).not.toContain( '×' );
			expect( code ).toBe( 0 );
		},
		PATIENCE_MS
	);
} );
