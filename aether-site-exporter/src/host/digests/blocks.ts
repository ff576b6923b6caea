/** Block size of MD5, SHA-1 and SHA-256 alike, in bytes. */
const BLOCK = 64;
/** The message ends with its length in bits, in this many bytes. */
const LENGTH = 8;

/**
 * Walks a message in blocks of sixteen 32-bit words: as it stands as far as it fills blocks, then its padded end.
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
	const words = new Uint32Array( BLOCK / 4 );
	const walk = ( bytes: Uint8Array, end: number ) => {
		const view = new DataView(
			bytes.buffer,
			bytes.byteOffset,
			bytes.byteLength
		);
		for ( let start = 0; start < end; start += BLOCK ) {
			for ( let word = 0; word < words.length; word++ ) {
				words[ word ] = view.getUint32(
					start + word * 4,
					isLittleEndian
				);
			}
			process( words );
		}
	};
	const whole = body.length - ( body.length % BLOCK );
	walk( body, whole );
	const tail = padded( body.subarray( whole ), body.length, isLittleEndian );
	walk( tail, tail.length );
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
