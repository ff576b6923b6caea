import { describe, expect, it } from 'vitest';
import { Frontier } from './frontier';

describe( 'Frontier', () => {
	it( 'gives each address once, in the order of discovery', () => {
		const frontier = new Frontier();
		expect( frontier.add( { url: 'a', kind: 'home' } ) ).toBe( true );
		expect( frontier.add( { url: 'b', kind: 'page' } ) ).toBe( true );
		expect( frontier.add( { url: 'a', kind: 'page' } ) ).toBe( false );
		expect( frontier.take() ).toEqual( { url: 'a', kind: 'home' } );
		expect( frontier.take()?.url ).toBe( 'b' );
		expect( frontier.take() ).toBeUndefined();
	} );

	it( 'knows what was taken', () => {
		const frontier = new Frontier();
		frontier.add( { url: 'a', kind: 'home' } );
		frontier.take();
		expect( frontier.add( { url: 'a', kind: 'page' } ) ).toBe( false );
		expect( frontier.size ).toBe( 1 );
	} );

	it( 'loses nothing however long the queue gets', () => {
		const frontier = new Frontier();
		const taken: string[] = [];
		for ( let round = 0; round < 5000; round++ ) {
			frontier.add( { url: `x${ round }`, kind: 'page' } );
			frontier.add( { url: `y${ round }`, kind: 'page' } );
			taken.push( frontier.take()?.url ?? '' );
		}
		for ( let entry = frontier.take(); entry; entry = frontier.take() ) {
			taken.push( entry.url );
		}
		expect( taken ).toHaveLength( 10_000 );
		expect( new Set( taken ).size ).toBe( 10_000 );
	} );
} );
