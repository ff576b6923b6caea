import { describe, expect, it } from 'vitest';
import { fc } from '../../../../tests/support/properties';
import { UrlTable } from './url-table';

describe( 'UrlTable', () => {
	it( 'numbers each text once, in the order of their first appearance', () => {
		fc.assert(
			fc.property(
				fc.array( fc.string( { unit: 'binary', maxLength: 40 } ) ),
				( texts ) => {
					const table = new UrlTable();
					const indexes = texts.map( ( text ) =>
						table.indexOf( text )
					);
					const different = [ ...new Set( texts ) ];
					expect( indexes ).toEqual(
						texts.map( ( text ) => different.indexOf( text ) )
					);
					expect( table.size ).toBe( different.length );
					expect(
						different.map( ( _, index ) => table.at( index ) )
					).toEqual( different );
				}
			)
		);
	} );

	it( 'holds more texts than it has room for at first, and than it remembers', () => {
		const table = new UrlTable();
		const count = 50_000;
		const text = ( number: number ) =>
			`https://example.com/posts/${ number }/?from=${ number }#part`;
		for ( let number = 0; number < count; number++ ) {
			expect( table.indexOf( text( number ) ) ).toBe( number );
		}
		for ( let number = 0; number < count; number += 997 ) {
			expect( table.indexOf( text( number ) ) ).toBe( number );
			expect( table.at( number ) ).toBe( text( number ) );
		}
		expect( table.size ).toBe( count );
	} );

	it.each( [ 0, 1, 349_525, 349_526, 1_048_576, 3_000_000 ] )(
		'takes a text of %d characters between others',
		( length ) => {
			const table = new UrlTable();
			const long = 'ü'.repeat( length );
			expect( table.indexOf( 'before' ) ).toBe( 0 );
			expect( table.indexOf( long ) ).toBe( 1 );
			expect( table.indexOf( 'behind' ) ).toBe( 2 );
			expect( table.at( 0 ) ).toBe( 'before' );
			expect( table.at( 1 ) ).toBe( long );
			expect( table.at( 2 ) ).toBe( 'behind' );
			expect( table.indexOf( long ) ).toBe( 1 );
		}
	);

	it( 'knows no text behind the last', () => {
		expect( new UrlTable().at( 0 ) ).toBeUndefined();
	} );
} );
