import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const CONTROLLERS = join(
	import.meta.dirname,
	'../../aether-site-exporter/includes/Rest'
);

const LONGEST = 150;

describe( 'Controllers of PHP', () => {
	it( 'check, call and shape: none is longer than that takes', async () => {
		const files = ( await readdir( CONTROLLERS ) ).filter( ( name ) =>
			name.endsWith( '.php' )
		);
		expect( files.length ).toBeGreaterThan( 10 );
		const long: string[] = [];
		for ( const name of files ) {
			const source = await readFile( join( CONTROLLERS, name ), 'utf8' );
			const lines = source.trimEnd().split( '\n' ).length;
			if ( lines > LONGEST ) {
				long.push( `${ name }: ${ lines } lines` );
			}
		}
		expect( long ).toEqual( [] );
	} );

	it( 'ask for a capability on every route, by the one method that does', async () => {
		for ( const name of await readdir( CONTROLLERS ) ) {
			const source = await readFile( join( CONTROLLERS, name ), 'utf8' );
			const registers = source.includes( 'register_rest_route' );
			expect( registers, name ).toBe( name === 'Controller.php' );
		}
	} );
} );
