import { decodeHTMLAttribute } from 'entities';
import type { ReferenceEncoding } from './types';

/** Undoes one kind of escaping, one escape sequence at a time. */
export interface Decoder {
	/** The character that begins each escape sequence. */
	readonly mark: string;
	/** Global; matches whole escape sequences. */
	readonly sequence: RegExp;
	/**
	 * @param sequence One match.
	 * @param next     The character behind it; empty at the end.
	 */
	readonly decode: ( sequence: string, next: string ) => string;
}

const CONTROL_ESCAPES: Readonly< Record< string, string > > = {
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};

/**
 * What an escape stands for. Text is kept as the document's bytes, one character each, so a character beyond ASCII
 * becomes percent-encoded UTF-8: that is what it means in a URL, in any charset.
 *
 * @param codePoint
 */
function characterFor( codePoint: number ): string {
	if ( codePoint < 0x80 ) {
		return String.fromCharCode( codePoint );
	}
	const isScalar =
		codePoint <= 0x10ffff && ( codePoint < 0xd800 || codePoint > 0xdfff );
	return encodeURIComponent(
		String.fromCodePoint( isScalar ? codePoint : 0xfffd )
	);
}

/** Documents repeat few entities, thousands of times. Whole ones only: their meaning depends on nothing else. */
const rememberedEntities = new Map< string, string >( [
	[ '&amp;', '&' ],
	[ '&#038;', '&' ],
] );
const MOST_REMEMBERED = 1_000;
/** Characters. Engines keep a longer cut-out as a view of its document, which would stay in memory with it. */
const LONGEST_REMEMBERED = 12;

const decodeEntity: Decoder[ 'decode' ] = ( sequence, next ) => {
	if ( ! sequence.endsWith( ';' ) ) {
		return decodeEntityBefore( sequence, next );
	}
	let decoded = rememberedEntities.get( sequence );
	if ( decoded === undefined ) {
		decoded = decodeEntityBefore( sequence, '' );
		if (
			sequence.length <= LONGEST_REMEMBERED &&
			rememberedEntities.size < MOST_REMEMBERED
		) {
			rememberedEntities.set( sequence, decoded );
		}
	}
	return decoded;
};

/**
 * Without its semicolon, `&copy=` is text and `&copy ` a sign: the character behind decides.
 *
 * @param sequence
 * @param next
 */
function decodeEntityBefore( sequence: string, next: string ): string {
	const decoded = decodeHTMLAttribute( sequence + next );
	const own =
		next !== '' && decoded.endsWith( next )
			? decoded.slice( 0, -next.length )
			: decoded;
	return own === sequence
		? sequence
		: Array.from( own, ( character ) =>
				characterFor( character.codePointAt( 0 ) ?? 0xfffd )
			).join( '' );
}

const decodeCssEscape: Decoder[ 'decode' ] = ( sequence ) => {
	const hex = /^\\([0-9a-f]+)/i.exec( sequence )?.[ 1 ];
	if ( hex !== undefined ) {
		return characterFor( parseInt( hex, 16 ) || 0xfffd );
	}
	// A backslash before a line break joins the lines.
	return /^\\[\r\n\f]/.test( sequence ) ? '' : sequence.slice( 1 );
};

const decodeStringEscape: Decoder[ 'decode' ] = ( sequence ) => {
	const units = sequence.match( /[0-9a-f]{2,}/gi );
	if ( /^\\[ux]/.test( sequence ) && units ) {
		const character = String.fromCodePoint(
			...units.map( ( unit ) =>
				Math.min( parseInt( unit, 16 ), 0x10ffff )
			)
		);
		return characterFor( character.codePointAt( 0 ) ?? 0xfffd );
	}
	const letter = sequence.slice( 1 );
	return CONTROL_ESCAPES[ letter ] ?? letter;
};

export const DECODERS: Readonly<
	Record< Exclude< ReferenceEncoding, 'plain' >, Decoder >
> = {
	markup: {
		mark: '&',
		sequence:
			/&(?:#(?:x[0-9a-f]{1,8}|[0-9]{1,10})|[a-z][a-z0-9]{1,31});?/gi,
		decode: decodeEntity,
	},
	css: {
		mark: '\\',
		sequence: /\\(?:[0-9a-f]{1,6}(?:\r\n|[ \t\r\n\f])?|\r\n|[^])/gi,
		decode: decodeCssEscape,
	},
	json: {
		mark: '\\',
		sequence:
			/\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,8}\}|x[0-9a-fA-F]{2}|[^])/g,
		decode: decodeStringEscape,
	},
	percent: {
		mark: '%',
		// Beyond ASCII the escapes stay: they are what the URL means.
		sequence: /%[0-7][0-9a-f]/gi,
		decode: ( sequence ) =>
			String.fromCharCode( parseInt( sequence.slice( 1 ), 16 ) ),
	},
};
