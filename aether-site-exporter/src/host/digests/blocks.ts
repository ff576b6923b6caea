/** Block size of MD5, SHA-1 and SHA-256 alike, in bytes. */
const BLOCK = 64;
/** The message ends with its length in bits, in this many bytes. */
const LENGTH = 8;

/** Cuts a message that arrives in pieces into blocks of sixteen 32-bit words. */
export class BlockReader {
	readonly #isLittleEndian: boolean;
	readonly #process: ( words: Uint32Array ) => void;
	readonly #words = new Uint32Array( BLOCK / 4 );
	#rest: Uint8Array = new Uint8Array( 0 );
	#total = 0;

	/**
	 * @param isLittleEndian
	 * @param process        Gets the same array for every block.
	 */
	constructor(
		isLittleEndian: boolean,
		process: ( words: Uint32Array ) => void
	) {
		this.#isLittleEndian = isLittleEndian;
		this.#process = process;
	}

	update( piece: Uint8Array ): void {
		this.#total += piece.length;
		let bytes = piece;
		if ( this.#rest.length > 0 ) {
			const missing = BLOCK - this.#rest.length;
			const block = new Uint8Array(
				Math.min( BLOCK, this.#rest.length + piece.length )
			);
			block.set( this.#rest );
			block.set( piece.subarray( 0, missing ), this.#rest.length );
			if ( block.length < BLOCK ) {
				this.#rest = block;
				return;
			}
			this.#walk( block );
			bytes = piece.subarray( missing );
		}
		const whole = bytes.length - ( bytes.length % BLOCK );
		this.#walk( bytes.subarray( 0, whole ) );
		this.#rest = bytes.slice( whole );
	}

	/** Processes the padded end of the message. */
	finish(): void {
		this.#walk( padded( this.#rest, this.#total, this.#isLittleEndian ) );
	}

	#walk( bytes: Uint8Array ): void {
		const view = new DataView(
			bytes.buffer,
			bytes.byteOffset,
			bytes.byteLength
		);
		for ( let start = 0; start < bytes.length; start += BLOCK ) {
			for ( let word = 0; word < this.#words.length; word++ ) {
				this.#words[ word ] = view.getUint32(
					start + word * 4,
					this.#isLittleEndian
				);
			}
			this.#process( this.#words );
		}
	}
}

/**
 * Walks a message that is there as a whole.
 *
 * @param body
 * @param isLittleEndian
 * @param process        Gets the same array for every block.
 */
export function forEachBlock(
	body: Uint8Array,
	isLittleEndian: boolean,
	process: ( words: Uint32Array ) => void
): void {
	const reader = new BlockReader( isLittleEndian, process );
	reader.update( body );
	reader.finish();
}

function padded(
	rest: Uint8Array,
	total: number,
	isLittleEndian: boolean
): Uint8Array {
	const size = rest.length + 1 + LENGTH > BLOCK ? 2 * BLOCK : BLOCK;
	const tail = new Uint8Array( size );
	tail.set( rest );
	tail[ rest.length ] = 0x80;
	new DataView( tail.buffer ).setBigUint64(
		size - LENGTH,
		BigInt( total ) * 8n,
		isLittleEndian
	);
	return tail;
}

/**
 * @param words
 * @param isLittleEndian
 * @return Lower-case hex.
 */
export function wordsToHex(
	words: Uint32Array,
	isLittleEndian: boolean
): string {
	const bytes = new DataView( new ArrayBuffer( words.length * 4 ) );
	words.forEach( ( word, index ) =>
		bytes.setUint32( index * 4, word, isLittleEndian )
	);
	return Array.from( new Uint8Array( bytes.buffer ), ( byte ) =>
		byte.toString( 16 ).padStart( 2, '0' )
	).join( '' );
}
