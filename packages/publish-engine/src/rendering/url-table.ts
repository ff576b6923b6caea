/* eslint-disable no-bitwise -- A hash is made of bits. */

const encoder = new TextEncoder();
const decoder = new TextDecoder( 'utf-8', { ignoreBOM: true } );

/** Bytes of one block. */
const BLOCK = 1024 * 1024;
/** A character takes at most this many. */
const LONGEST_CHARACTER = 3;
const FIRST_SLOTS = 4096;
/** Themes repeat the same few hundred URLs on every page: these are found by their text alone. */
const MOST_REMEMBERED = 20_000;

/** FNV-1a, which spreads texts that differ in few places. */
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;

/**
 * Numbers texts, each once, and keeps them as bytes outside of what the engine of JavaScript has to look through: a
 * million URLs take their length and 20 bytes.
 */
export class UrlTable {
	/** A text longer than a block has several to itself; its others are empty. */
	readonly #blocks: Uint8Array< ArrayBuffer >[] = [];
	/** Where each text begins: block times `BLOCK`, and the place in it. */
	readonly #starts: number[] = [];
	readonly #lengths: number[] = [];
	readonly #remembered = new Map< string, number >();
	readonly #texts = new Map< number, string >();
	/** Open addressing; each slot holds an index plus one. */
	#slots = new Uint32Array( FIRST_SLOTS );
	/** The first free byte. */
	#end = 0;

	get size(): number {
		return this.#starts.length;
	}

	/**
	 * @param text
	 * @return The same number for the same text, from 0.
	 */
	indexOf( text: string ): number {
		const known = this.#remembered.get( text );
		if ( known !== undefined ) {
			return known;
		}
		const index = this.#findOrAdd( text );
		makeRoom( this.#remembered );
		// Not the text itself, which may be a view of its whole document.
		this.#remembered.set( this.at( index ) ?? '', index );
		return index;
	}

	/**
	 * @param index
	 * @return Undefined for a number that was never given.
	 */
	at( index: number ): string | undefined {
		const known = this.#texts.get( index );
		if ( known !== undefined ) {
			return known;
		}
		const bytes = this.#bytes( index );
		if ( bytes === undefined ) {
			return undefined;
		}
		const text = decoder.decode( bytes );
		makeRoom( this.#texts );
		this.#texts.set( index, text );
		return text;
	}

	#findOrAdd( text: string ): number {
		const space = this.#space( text.length * LONGEST_CHARACTER );
		const { written } = encoder.encodeInto( text, space );
		const bytes = space.subarray( 0, written );
		let slot = this.#slotOf( bytes );
		for (;;) {
			const index = ( this.#slots[ slot ] ?? 0 ) - 1;
			if ( index === -1 ) {
				break;
			}
			if ( isSame( bytes, this.#bytes( index ) ) ) {
				return index;
			}
			slot = ( slot + 1 ) % this.#slots.length;
		}
		const index = this.#starts.push( this.#end ) - 1;
		this.#lengths.push( written );
		this.#end += written;
		this.#slots[ slot ] = index + 1;
		if ( this.size * 2 > this.#slots.length ) {
			this.#spread();
		}
		return index;
	}

	/**
	 * @param length
	 * @return The bytes from the first free one on; at least as many.
	 */
	#space( length: number ): Uint8Array< ArrayBuffer > {
		const block = this.#blocks[ Math.floor( this.#end / BLOCK ) ];
		const place = this.#end % BLOCK;
		if ( block && place + length <= block.length ) {
			return block.subarray( place );
		}
		this.#end = this.#blocks.length * BLOCK;
		const count = Math.max( 1, Math.ceil( length / BLOCK ) );
		const fresh = new Uint8Array( count * BLOCK );
		this.#blocks.push( fresh );
		for ( let other = 1; other < count; other++ ) {
			this.#blocks.push( new Uint8Array() );
		}
		return fresh;
	}

	#bytes( index: number ): Uint8Array< ArrayBuffer > | undefined {
		const start = this.#starts[ index ];
		if ( start === undefined ) {
			return undefined;
		}
		const place = start % BLOCK;
		return this.#blocks[ Math.floor( start / BLOCK ) ]?.subarray(
			place,
			place + ( this.#lengths[ index ] ?? 0 )
		);
	}

	#slotOf( bytes: Uint8Array ): number {
		let hash = HASH_START;
		for ( let at = 0; at < bytes.length; at++ ) {
			hash = Math.imul( hash ^ ( bytes[ at ] ?? 0 ), HASH_FACTOR );
		}
		return ( hash >>> 0 ) % this.#slots.length;
	}

	/** Twice the slots, so that a search stays short. */
	#spread(): void {
		this.#slots = new Uint32Array( this.#slots.length * 2 );
		for ( let index = 0; index < this.size; index++ ) {
			const bytes = this.#bytes( index );
			let slot = bytes ? this.#slotOf( bytes ) : 0;
			while ( this.#slots[ slot ] !== 0 ) {
				slot = ( slot + 1 ) % this.#slots.length;
			}
			this.#slots[ slot ] = index + 1;
		}
	}
}

function makeRoom( map: Map< unknown, unknown > ): void {
	if ( map.size >= MOST_REMEMBERED ) {
		map.clear();
	}
}

function isSame( bytes: Uint8Array, others: Uint8Array | undefined ): boolean {
	if ( bytes.length !== others?.length ) {
		return false;
	}
	for ( let at = 0; at < bytes.length; at++ ) {
		if ( bytes[ at ] !== others[ at ] ) {
			return false;
		}
	}
	return true;
}
