import type { GitAction } from './repository';

const strictUtf8 = new TextDecoder( 'utf-8', { fatal: true, ignoreBOM: true } );
/** A multiple of three, so that the parts of a base64 text can be joined. */
const BASE64_PART = 3 * 8192;

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

function toBase64( bytes: Uint8Array ): string {
	const parts: string[] = [];
	for ( let at = 0; at < bytes.length; at += BASE64_PART ) {
		parts.push(
			btoa(
				String.fromCharCode( ...bytes.subarray( at, at + BASE64_PART ) )
			)
		);
	}
	return parts.join( '' );
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
