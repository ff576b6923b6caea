/* eslint-disable no-bitwise -- A hash function is made of bits. */
import { BlockReader, wordsToHex } from './blocks';

const ROUNDS = 64;

const isPrime = ( candidate: number ): boolean => {
	for ( let divisor = 2; divisor * divisor <= candidate; divisor++ ) {
		if ( candidate % divisor === 0 ) {
			return false;
		}
	}
	return true;
};

/**
 * The first 32 bits of the fractional parts of a root of the first primes: where the standard takes its constants from.
 *
 * @param count
 * @param root
 */
function constantsFromPrimes(
	count: number,
	root: ( prime: number ) => number
): Uint32Array {
	const constants = new Uint32Array( count );
	for ( let prime = 2, found = 0; found < count; prime++ ) {
		if ( isPrime( prime ) ) {
			constants[ found++ ] = ( root( prime ) % 1 ) * 2 ** 32;
		}
	}
	return constants;
}

const INITIAL = constantsFromPrimes( 8, Math.sqrt );
const CONSTANTS = constantsFromPrimes( ROUNDS, Math.cbrt );

const rotate = ( word: number, by: number ): number =>
	( word >>> by ) | ( word << ( 32 - by ) );

/**
 * Mixes one block into the state.
 *
 * @param state    Eight words.
 * @param schedule Room for 64 words.
 * @param words    Sixteen.
 */
function compress(
	state: Uint32Array,
	schedule: Uint32Array,
	words: Uint32Array
): void {
	const at = ( index: number ): number => schedule[ index ] ?? 0;
	schedule.set( words );
	for ( let i = words.length; i < ROUNDS; i++ ) {
		const early = at( i - 15 );
		const late = at( i - 2 );
		schedule[ i ] =
			at( i - 16 ) +
			( rotate( early, 7 ) ^ rotate( early, 18 ) ^ ( early >>> 3 ) ) +
			at( i - 7 ) +
			( rotate( late, 17 ) ^ rotate( late, 19 ) ^ ( late >>> 10 ) );
	}
	let [ a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0 ] = state;
	for ( let i = 0; i < ROUNDS; i++ ) {
		const first =
			( h +
				( rotate( e, 6 ) ^ rotate( e, 11 ) ^ rotate( e, 25 ) ) +
				( ( e & f ) ^ ( ~e & g ) ) +
				( CONSTANTS[ i ] ?? 0 ) +
				at( i ) ) |
			0;
		const second =
			( ( rotate( a, 2 ) ^ rotate( a, 13 ) ^ rotate( a, 22 ) ) +
				( ( a & b ) ^ ( a & c ) ^ ( b & c ) ) ) |
			0;
		h = g;
		g = f;
		f = e;
		e = ( d + first ) | 0;
		d = c;
		c = b;
		b = a;
		a = ( first + second ) | 0;
	}
	[ a, b, c, d, e, f, g, h ].forEach( ( word, index ) => {
		state[ index ] = ( state[ index ] ?? 0 ) + word;
	} );
}

/** SHA-256 (FIPS 180-4) of a message that arrives in pieces. */
export class Sha256 {
	readonly #state = INITIAL.slice();
	readonly #schedule = new Uint32Array( ROUNDS );
	readonly #reader = new BlockReader( false, ( words ) =>
		compress( this.#state, this.#schedule, words )
	);

	update( piece: Uint8Array ): void {
		this.#reader.update( piece );
	}

	/** Lower-case hex. Ends the message. */
	digest(): string {
		this.#reader.finish();
		return wordsToHex( this.#state, false );
	}
}

/**
 * SHA-256 in lower-case hex.
 *
 * @param body
 */
export function sha256( body: Uint8Array ): string {
	const hash = new Sha256();
	hash.update( body );
	return hash.digest();
}
