import { describe, expect, it } from 'vitest';
import type { Reference } from '../references/types';
import { ReferenceArena } from './reference-arena';

const references: readonly Reference[] = [
	{
		start: 10,
		end: 30,
		url: 'https://site.test/a/',
		role: 'page',
		encodings: [ 'markup' ],
		absolute: false,
	},
	{
		start: 70_000,
		end: 4_000_000_000,
		url: 'https://site.test/a/',
		role: 'mention',
		encodings: [ 'markup', 'json' ],
		absolute: true,
	},
	{
		start: 4_000_000_001,
		end: 4_000_000_002,
		url: 'https://site.test/b.css',
		role: 'asset',
		encodings: [],
		absolute: false,
		relative: true,
	},
	{
		start: 4_000_000_003,
		end: 4_000_000_004,
		url: 'https://site.test/b.css',
		role: 'asset',
		encodings: [],
		absolute: false,
		pathOnly: true,
	},
];

describe( 'ReferenceArena', () => {
	it( 'gives back what it packed', () => {
		const arena = new ReferenceArena();
		expect( arena.unpack( arena.pack( references ) ) ).toMatchObject(
			references
		);
	} );

	it( 'tells whether two references differ in more than their place', () => {
		const arena = new ReferenceArena();
		const [ first ] = references;
		const elsewhere = { ...first!, start: 1, end: 2 };
		const kindsOf = ( list: readonly Reference[] ) =>
			arena.unpack( arena.pack( list ) ).map( ( { kind } ) => kind );
		const kinds = kindsOf( references );
		expect( new Set( kinds ).size ).toBe( references.length );
		expect( kindsOf( [ elsewhere ] ) ).toEqual( [ kinds[ 0 ] ] );
	} );

	it( 'takes 16 bytes a reference', () => {
		expect( new ReferenceArena().pack( references ).byteLength ).toBe( 64 );
	} );

	it( 'keeps a URL once however many documents name it', () => {
		const arena = new ReferenceArena();
		arena.pack( references );
		arena.pack( references );
		expect( arena.urlCount ).toBe( 2 );
	} );

	it( 'refuses what another arena packed', () => {
		const packed = new ReferenceArena().pack( references );
		expect( () => new ReferenceArena().unpack( packed ) ).toThrow(
			RangeError
		);
	} );
} );
