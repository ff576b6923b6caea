/* eslint-disable no-bitwise -- A hash function is made of bits. */
import { forEachBlock, wordsToHex } from './blocks';

const ROUNDS = 80;
const INITIAL = [ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 ];

const rotate = ( word: number, by: number ): number =>
	( word << by ) | ( word >>> ( 32 - by ) );

/**
 * The function and constant of a round, added up.
 *
 * @param round
 * @param b
 * @param c
 * @param d
 */
function mix( round: number, b: number, c: number, d: number ): number {
	if ( round < 20 ) {
		return ( ( b & c ) | ( ~b & d ) ) + 0x5a827999;
	}
	if ( round < 40 ) {
		return ( b ^ c ^ d ) + 0x6ed9eba1;
	}
	return round < 60
		? ( ( b & c ) | ( b & d ) | ( c & d ) ) + 0x8f1bbcdc
		: ( b ^ c ^ d ) + 0xca62c1d6;
}

/**
 * SHA-1 (FIPS 180-4) in lower-case hex: git names its objects by it.
 *
 * @param body
 */
export function sha1( body: Uint8Array ): string {
	const state = Uint32Array.from( INITIAL );
	const schedule = new Uint32Array( ROUNDS );
	const at = ( index: number ): number => schedule[ index ] ?? 0;

	forEachBlock( body, false, ( words ) => {
		schedule.set( words );
		for ( let i = words.length; i < ROUNDS; i++ ) {
			schedule[ i ] = rotate(
				at( i - 3 ) ^ at( i - 8 ) ^ at( i - 14 ) ^ at( i - 16 ),
				1
			);
		}
		let [ a = 0, b = 0, c = 0, d = 0, e = 0 ] = state;
		for ( let i = 0; i < ROUNDS; i++ ) {
			const next =
				( rotate( a, 5 ) + mix( i, b, c, d ) + e + at( i ) ) | 0;
			e = d;
			d = c;
			c = rotate( b, 30 );
			b = a;
			a = next;
		}
		[ a, b, c, d, e ].forEach( ( word, index ) => {
			state[ index ] = ( state[ index ] ?? 0 ) + word;
		} );
	} );
	return wordsToHex( state, false );
}
