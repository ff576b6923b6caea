/* eslint-disable no-bitwise -- A hash function is made of bits. */
import { forEachBlock, wordsToHex } from './blocks';

const ROUNDS = 64;
const INITIAL = [ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 ];
const CONSTANTS = Uint32Array.from(
	{ length: ROUNDS },
	( _, index ) => Math.abs( Math.sin( index + 1 ) ) * 2 ** 32
);
/** Per group of sixteen rounds, in turn. */
const ROTATIONS = [
	[ 7, 12, 17, 22 ],
	[ 5, 9, 14, 20 ],
	[ 4, 11, 16, 23 ],
	[ 6, 10, 15, 21 ],
];

const rotate = ( word: number, by: number ): number =>
	( word << by ) | ( word >>> ( 32 - by ) );

/**
 * The function of a round, and the word of the block that it takes.
 *
 * @param round
 * @param b
 * @param c
 * @param d
 */
function mix(
	round: number,
	b: number,
	c: number,
	d: number
): readonly [ mixed: number, word: number ] {
	switch ( round >> 4 ) {
		case 0:
			return [ ( b & c ) | ( ~b & d ), round ];
		case 1:
			return [ ( d & b ) | ( ~d & c ), ( 5 * round + 1 ) % 16 ];
		case 2:
			return [ b ^ c ^ d, ( 3 * round + 5 ) % 16 ];
		default:
			return [ c ^ ( b | ~d ), ( 7 * round ) % 16 ];
	}
}

/**
 * MD5 (RFC 1321) in lower-case hex: S3 listings name objects by it.
 *
 * @param body
 */
export function md5( body: Uint8Array ): string {
	const state = Uint32Array.from( INITIAL );
	forEachBlock( body, true, ( words ) => {
		let [ a = 0, b = 0, c = 0, d = 0 ] = state;
		for ( let i = 0; i < ROUNDS; i++ ) {
			const [ mixed, word ] = mix( i, b, c, d );
			const sum =
				( a +
					mixed +
					( CONSTANTS[ i ] ?? 0 ) +
					( words[ word ] ?? 0 ) ) |
				0;
			a = d;
			d = c;
			c = b;
			b = ( b + rotate( sum, ROTATIONS[ i >> 4 ]?.[ i % 4 ] ?? 0 ) ) | 0;
		}
		[ a, b, c, d ].forEach( ( word, index ) => {
			state[ index ] = ( state[ index ] ?? 0 ) + word;
		} );
	} );
	return wordsToHex( state, true );
}
