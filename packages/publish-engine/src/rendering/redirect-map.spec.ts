import { describe, expect, it } from 'vitest';
import { RedirectMap } from './redirect-map';

function mapOf( ...pairs: readonly ( readonly [ string, string ] )[] ) {
	const map = new RedirectMap();
	for ( const [ from, to ] of pairs ) {
		map.add( { from, to, status: 301 } );
	}
	return map;
}

describe( 'RedirectMap', () => {
	it( 'follows a chain to its end, with the fragment of the last hop', () => {
		const map = mapOf( [ '/a', '/b#x' ], [ '/b', '/c#y' ] );
		expect( map.resolve( '/a' ) ).toEqual( { kind: 'url', url: '/c#y' } );
	} );

	it( 'keeps the fragment where the last hop has none of its own', () => {
		const map = mapOf( [ '/a', '/b#x' ] );
		expect( map.resolve( '/a' ) ).toEqual( { kind: 'url', url: '/b#x' } );
	} );

	it( 'lets a fragment last until a redirect brings its own', () => {
		const map = mapOf( [ '/a', '/b' ], [ '/b', '/c' ] );
		expect( map.resolve( '/a#mine' ) ).toEqual( {
			kind: 'url',
			url: '/c#mine',
		} );
	} );

	it( 'leaves an address alone that nothing redirects', () => {
		expect( mapOf().resolve( '/a' ) ).toEqual( { kind: 'url', url: '/a' } );
	} );

	it( 'knows a loop', () => {
		const map = mapOf( [ '/a', '/b' ], [ '/b', '/a' ] );
		expect( map.resolve( '/a' ) ).toEqual( { kind: 'loop' } );
	} );

	it( 'takes a chain longer than any browser follows for a loop', () => {
		const hops = ( count: number ) =>
			mapOf(
				...Array.from(
					{ length: count },
					( _, hop ) => [ `/${ hop }`, `/${ hop + 1 }` ] as const
				)
			);
		expect( hops( 20 ).resolve( '/0' ).kind ).toBe( 'url' );
		expect( hops( 21 ).resolve( '/0' ).kind ).toBe( 'loop' );
	} );

	it( 'lists in the same order however they were found', () => {
		const found = mapOf( [ '/b', '/x' ], [ '/a', '/x' ] ).list();
		expect( found.map( ( { from } ) => from ) ).toEqual( [ '/a', '/b' ] );
	} );
} );
