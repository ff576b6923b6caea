import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ERROR_CODES } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';

const PROJECT = join( import.meta.dirname, '../..' );
const PLUGINS = [ 'aether-site-exporter', 'aether-site-exporter-providers' ];

async function phpSources(): Promise< Map< string, string > > {
	const sources = new Map< string, string >();
	for ( const plugin of PLUGINS ) {
		const directory = join( PROJECT, plugin, 'includes' );
		for ( const name of await readdir( directory, { recursive: true } ) ) {
			if ( name.endsWith( '.php' ) ) {
				const path = join( directory, name );
				sources.set( path, await readFile( path, 'utf8' ) );
			}
		}
	}
	return sources;
}

describe( 'Errors of PHP', () => {
	it( 'have codes that the SDK knows, each after `aether_`, and a status', async () => {
		const sources = await phpSources();
		expect( sources.size ).toBeGreaterThan( 30 );
		let errors = 0;
		for ( const [ path, source ] of sources ) {
			for ( const [ , code = '' ] of source.matchAll(
				/new WP_Error\(\s*'([^']*)'/g
			) ) {
				errors++;
				expect( code, path ).toMatch( /^aether_/ );
				expect( Object.keys( ERROR_CODES ), path ).toContain(
					code.slice( 'aether_'.length )
				);
			}
			expect( source, path ).not.toMatch( /new WP_Error\(\s*[^\s']/ );
		}
		expect( errors ).toBeGreaterThan( 20 );
	} );
} );
