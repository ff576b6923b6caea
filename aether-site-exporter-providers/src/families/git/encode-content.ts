import type { GitAction } from './repository';

const strictUtf8 = new TextDecoder( 'utf-8', { fatal: true, ignoreBOM: true } );
const ascii = new TextDecoder();
const ALPHABET = new TextEncoder().encode(
	'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
);
const PADDING = '='.charCodeAt( 0 );

/**
 * Text travels as it is, everything else as base64, which is a third longer. Carriage returns count as everything else:
 * some installations convert line ends of text.
 *
 * @param bytes
 */
export function encodeContent(
	bytes: Uint8Array
): Pick< Required< GitAction >, 'content' | 'encoding' > {
	const content = decodeText( bytes );
	return content === null
		? { content: toBase64( bytes ), encoding: 'base64' }
		: { content, encoding: 'text' };
}

function decodeText( bytes: Uint8Array ): string | null {
	try {
		const text = strictUtf8.decode( bytes );
		return /[\0\r]/.test( text ) ? null : text;
	} catch {
		return null;
	}
}

/**
 * `btoa` takes and makes texts, which for a large publish leave several times its size behind.
 *
 * @param bytes
 */
function toBase64( bytes: Uint8Array ): string {
	const encoded = new Uint8Array( Math.ceil( bytes.length / 3 ) * 4 );
	const digit = ( value: number ): number =>
		ALPHABET[ Math.floor( value ) % 64 ] ?? PADDING;
	let end = 0;
	for ( let at = 0; at < bytes.length; at += 3 ) {
		const group =
			( bytes[ at ] ?? 0 ) * 65_536 +
			( bytes[ at + 1 ] ?? 0 ) * 256 +
			( bytes[ at + 2 ] ?? 0 );
		encoded[ end++ ] = digit( group / 262_144 );
		encoded[ end++ ] = digit( group / 4_096 );
		encoded[ end++ ] = digit( group / 64 );
		encoded[ end++ ] = digit( group );
	}
	encoded.fill( PADDING, end - ( ( 3 - ( bytes.length % 3 ) ) % 3 ) );
	return ascii.decode( encoded );
}

/**
 * Bytes of an action in a request's JSON.
 *
 * @param action
 */
export function sizeOfAction( action: GitAction ): number {
	// Names, quotes and commas of the action itself.
	const frame = 120 + 3 * action.path.length;
	if ( action.content === undefined ) {
		return frame;
	}
	return (
		frame +
		( action.encoding === 'base64'
			? action.content.length
			: new TextEncoder().encode( JSON.stringify( action.content ) )
					.length )
	);
}
