/* eslint-disable no-bitwise -- A hash works on bits. */

/**
 * Eight hex digits that tell names apart; the same for the same text at every time and place (FNV-1a, 32 bit). It
 * protects nothing.
 *
 * @param text
 */
export function shortHash( text: string ): string {
	let hash = 0x811c9dc5;
	for ( let index = 0; index < text.length; index++ ) {
		hash = Math.imul( hash ^ text.charCodeAt( index ), 0x01000193 );
	}
	return ( hash >>> 0 ).toString( 16 ).padStart( 8, '0' );
}
