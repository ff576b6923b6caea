import { bytesView, percentEncodeBytes } from './charset';
import { escapeFor } from './escapes';
import { SourceText } from './source-text';
import type { Reference } from './types';

/** UTF-16 documents have a byte order mark, else they were not read as such. */
type Unit = 'byte' | 'utf-16le' | 'utf-16be';

/** A stretch of the original, or ASCII that takes the place of one. */
type Piece = Uint8Array | string;

/**
 * Writes a document anew with other URLs at the places of its references. All other bytes are copied, and so is the end
 * of a URL that stays as it is: `&#038;`, raw letters and lower-case escapes in it keep their form.
 *
 * @param body
 * @param references In the order of the document, none inside another.
 * @param replace    Gives the unescaped URL, or undefined to leave the bytes alone.
 */
export function rewriteDocument< R extends Reference >(
	body: Uint8Array,
	references: readonly R[],
	replace: ( reference: R ) => string | undefined
): Uint8Array {
	const unit = unitOf( body );
	const unitBytes = unit === 'byte' ? 1 : 2;
	const pieces: Piece[] = [];
	let text = '';
	let copied = 0;
	for ( const reference of references ) {
		const url = replace( reference );
		if ( url === undefined ) {
			continue;
		}
		const { start, end } = reference;
		text ||= toText( body, unit );
		const written = text.slice( start / unitBytes, end / unitBytes );
		const { kept, prefix } = splitAtCommonEnd( written, url, reference );
		pieces.push(
			body.subarray( copied, start ),
			escapeFor( prefix, reference.encodings )
		);
		copied = start + kept * unitBytes;
	}
	if ( pieces.length === 0 ) {
		return body;
	}
	pieces.push( body.subarray( copied ) );
	return concatenate( pieces, unit );
}

/** ASCII in which no format that wraps a URL sees an escape: each character means itself. */
const WITHOUT_ESCAPES = /^[!#$'-;=?-[\]-~]*$/;

interface Split {
	/** Index in what is written, from where it stays. */
	readonly kept: number;
	/** What has to stand before that, unescaped. */
	readonly prefix: string;
}

/**
 * Compares from behind, escape sequences as what they mean and percent-encoding in any spelling.
 *
 * @param written
 * @param url
 * @param reference
 * @param reference.encodings
 */
function splitAtCommonEnd(
	written: string,
	url: string,
	{ encodings }: Reference
): Split {
	if ( WITHOUT_ESCAPES.test( written ) ) {
		return splitCharacters( written, url );
	}
	const source = encodings.reduce< SourceText >(
		( text, encoding ) => text.decode( encoding ),
		new SourceText( written )
	);
	const { text } = source;
	let left = text.length;
	let right = url.length;
	let kept = written.length;
	let prefix = right;
	while ( left > 0 && right > 0 ) {
		const equal = equalEnds( text, left, url, right );
		if ( equal === null ) {
			break;
		}
		left -= equal.written;
		right -= equal.url;
		if ( isBoundary( source, left ) ) {
			kept = source.positionAt( left );
			prefix = right;
		}
	}
	return { kept, prefix: url.slice( 0, prefix ) };
}

function splitCharacters( written: string, url: string ): Split {
	let kept = written.length;
	let prefix = url.length;
	while (
		kept > 0 &&
		prefix > 0 &&
		written.charCodeAt( kept - 1 ) === url.charCodeAt( prefix - 1 )
	) {
		kept--;
		prefix--;
	}
	return { kept, prefix: url.slice( 0, prefix ) };
}

/**
 * Not in the middle of an escape sequence; nor of letters beyond ASCII, whose bytes mean something only together.
 *
 * @param source
 * @param index
 */
function isBoundary( source: SourceText, index: number ): boolean {
	return (
		index === 0 ||
		( source.positionAt( index ) !== source.positionAt( index - 1 ) &&
			source.text.charAt( index - 1 ) <= '\x7f' )
	);
}

/** How many characters on each side mean the same: a percent escape is three, a byte beyond ASCII equals three. */
interface EqualEnds {
	readonly written: number;
	readonly url: number;
}
const ONE: EqualEnds = { written: 1, url: 1 };
const ESCAPE: EqualEnds = { written: 3, url: 3 };
const BYTE: EqualEnds = { written: 1, url: 3 };

function equalEnds(
	text: string,
	left: number,
	url: string,
	right: number
): EqualEnds | null {
	const last = text.charAt( left - 1 );
	const urlEscape = url
		.slice( Math.max( 0, right - 3 ), right )
		.toUpperCase();
	if ( last > '\x7f' ) {
		return percentEncodeBytes( last ) === urlEscape ? BYTE : null;
	}
	const escape = text.slice( Math.max( 0, left - 3 ), left );
	if ( /^%[0-9a-f]{2}$/i.test( escape ) ) {
		return escape.toUpperCase() === urlEscape ? ESCAPE : null;
	}
	return last === url.charAt( right - 1 ) ? ONE : null;
}

function unitOf( [ first, second ]: Uint8Array ): Unit {
	if ( first === 0xff && second === 0xfe ) {
		return 'utf-16le';
	}
	return first === 0xfe && second === 0xff ? 'utf-16be' : 'byte';
}

const toText = ( bytes: Uint8Array, unit: Unit ): string =>
	unit === 'byte'
		? bytesView.decode( bytes )
		: new TextDecoder( unit, { ignoreBOM: true } ).decode( bytes );

function concatenate( pieces: readonly Piece[], unit: Unit ): Uint8Array {
	const unitBytes = unit === 'byte' ? 1 : 2;
	const length = pieces.reduce(
		( sum, piece ) =>
			sum + piece.length * ( typeof piece === 'string' ? unitBytes : 1 ),
		0
	);
	const whole = new Uint8Array( length );
	let offset = 0;
	for ( const piece of pieces ) {
		if ( typeof piece === 'string' ) {
			const first = offset + ( unit === 'utf-16be' ? 1 : 0 );
			for ( let index = 0; index < piece.length; index++ ) {
				whole[ first + index * unitBytes ] = piece.charCodeAt( index );
			}
			offset += piece.length * unitBytes;
		} else {
			whole.set( piece, offset );
			offset += piece.length;
		}
	}
	return whole;
}
