import { describe, expect, it } from 'vitest';
import { findCanaries } from './canary';

const CANARY = 'canary/+"7f3a&<9c';

describe( 'The search for canaries', () => {
	it.each( [
		[ 'as it is', CANARY ],
		[ 'in JSON', JSON.stringify( { a: [ CANARY ] } ) ],
		[ 'in JSON twice', JSON.stringify( JSON.stringify( { a: CANARY } ) ) ],
		[
			'in an address',
			`https://a.test/?q=${ encodeURIComponent( CANARY ) }`,
		],
		[
			'in base64',
			Buffer.from( `user:${ CANARY }:more` ).toString( 'base64' ),
		],
		[
			'in base64, one further',
			Buffer.from( `users:${ CANARY }` ).toString( 'base64url' ),
		],
		[ 'in hexadecimal', Buffer.from( `x${ CANARY }` ).toString( 'hex' ) ],
		[
			'in capitals',
			Buffer.from( CANARY ).toString( 'hex' ).toUpperCase(),
		],
		[ 'backwards', [ ...CANARY ].reverse().join( '' ) ],
		[ 'in bytes', Buffer.from( `\0\xff${ CANARY }\0` ) ],
	] )( 'finds one %s', ( _, content ) => {
		const found = findCanaries(
			[ { name: 'place', content } ],
			[ CANARY ]
		);
		expect( found.length ).toBeGreaterThan( 0 );
		expect( found.join() ).not.toContain( CANARY );
	} );

	it( 'finds none where there is none', () => {
		expect(
			findCanaries(
				[
					{
						name: 'place',
						content: 'canary/ and 7f3a and [removed]',
					},
				],
				[ CANARY ]
			)
		).toEqual( [] );
	} );
} );
