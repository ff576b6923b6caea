import { describe, expect, it } from 'vitest';
import { salts, wpConfig } from './configuration';

describe( 'wp-config.php', () => {
	it( 'has eight salts that nobody can guess', () => {
		const values = Object.values( salts( '' ) );
		expect( new Set( values ).size ).toBe( 8 );
		expect( Math.min( ...values.map( ( salt ) => salt.length ) ) ).toBe(
			64
		);
		expect( Object.values( salts( '' ) ) ).not.toEqual( values );
	} );

	it( 'keeps the salts of a site that is started again', () => {
		const first = salts( '' );
		expect( salts( wpConfig( first ) ) ).toEqual( first );
	} );

	it( 'writes constants as what they are', () => {
		const config = wpConfig( { A: "it's \\ here", B: false, C: 3 } );
		expect( config ).toContain( "define( 'A', 'it\\'s \\\\ here' );" );
		expect( config ).toContain( "define( 'B', false );" );
		expect( config ).toContain( "define( 'C', 3 );" );
	} );
} );
