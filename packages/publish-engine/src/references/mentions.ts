import type { SiteAddresses } from '../addresses/types';
import { escapeFor } from './escapes';
import { hostPattern } from './host-patterns';
import { SourceText } from './source-text';
import type { ReferenceEncoding } from './types';

/** An absolute URL of the site that stands somewhere in text. */
export interface Mention {
	/** Index in the text. */
	readonly start: number;
	readonly end: number;
	/** What it is wrapped in beyond the text's own encodings, outermost first. */
	readonly encodings: readonly ReferenceEncoding[];
	/** Unwrapped. */
	readonly url: string;
}

/** Scheme and slashes before a host: plain, `\/`, `\u002f`, `%2f` or `&#47;`. */
const COLON = String.raw`(?::|%(?:25){0,3}3a|\\{1,8}u003a|&#0{0,4}58;|&#x0{0,4}3a;)`;
const SLASH = String.raw`(\\{0,8}\/|%(?:25){0,3}2f|\\{1,8}u002f|\\{1,8}x2f|&#0{0,4}47;|&#x0{0,4}2f;)`;
const BEFORE_HOST = new RegExp( `(?:https?${ COLON })?${ SLASH }{2}$`, 'i' );
const PORT = new RegExp( `${ COLON }[0-9]{1,5}(?![0-9])`, 'iy' );
/** The longest that `BEFORE_HOST` can match. */
const LOOK_BACK = 48;

/**
 * Stretches of a URL in text, and the characters that may or may not belong to it. White space is ASCII's: the text may
 * be bytes, where `\xa0` is half a letter.
 */
const PLAIN_PIECE =
	/[^"'<>`\\{}|^()[\]&$,*\0-\x20\x7f]{1,1024}|\\{1,16}\/|\\{1,16}(?:u00|x)[0-9a-f]{2}|\\{1,16}u[0-9a-f]{4}|[()[\]&$,*]/iy;
/**
 * By how often it is encoded, once first. Stops at encoded quotes, angle brackets, white space and backslashes, and at
 * what is encoded less often: that belongs to the query around it.
 */
const PERCENT_PIECES = [ 0, 1, 2, 3 ].map(
	( more ) =>
		new RegExp(
			`(?:[\\w.~-]|%(?:25){${ more }}(?!0[9ad]|2[027]|3[ce]|5c|60)[0-9a-f]{2}){1,1024}`,
			'iy'
		)
);
const ENDING_ENTITY =
	/&(?:quot|apos|lt|gt|nbsp|#0{0,4}(?:34|39|60|62|160|821[67]|822[01])|#x0{0,4}(?:22|27|3c|3e|a0|201[89cd]));/iy;
const ENDING_ESCAPE = /(?:u00|x)(?:[01][0-9a-f]|20|22|27|3c|3e|5c|60|7[bd])$/i;
const NEXT_URL = /[\t\n\f\r ]|https?:|\\{0,8}\/\\{0,8}\//iy;
const PUNCTUATION = '.,;:!?*';
const ENTITY = /&(?:#[0-9]{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31});/i;
const MOST_LEVELS = 4;

/** What the search needs to know of the site. */
export type MentionSite = Pick< SiteAddresses, 'hosts' | 'resolve' >;

/**
 * Finds every absolute URL of the site in text of any kind: prose, comments, scripts, JSON.
 *
 * @param text
 * @param site
 * @param toUrlText Makes ASCII of what is written; default: the text is ASCII.
 */
export function* findMentions(
	text: string,
	site: MentionSite,
	toUrlText: ( text: string ) => string = ( written ) => written
): Generator< Mention > {
	const pattern = new RegExp( hostPattern( site.hosts ) );
	for (
		let found = pattern.exec( text );
		found !== null;
		found = pattern.exec( text )
	) {
		const span = spanAround( text, found.index, pattern.lastIndex );
		const url = span && site.resolve( toUrlText( span.written ) );
		if ( span && url !== null ) {
			const { start, end, encodings, written } = span;
			yield { start, end, encodings, url: likeWritten( url, written ) };
			pattern.lastIndex = Math.max( end, pattern.lastIndex );
		}
	}
}

/**
 * Replaces what `findMentions()` finds; each stays wrapped as it was.
 *
 * @param text
 * @param site
 * @param replace Gets the URL; nothing, and it stays.
 */
export function replaceMentions(
	text: string,
	site: MentionSite,
	replace: ( url: string ) => string | null
): string {
	let result = '';
	let copied = 0;
	for ( const { start, end, encodings, url } of findMentions( text, site ) ) {
		const replacement = replace( url );
		if ( replacement !== null ) {
			result +=
				text.slice( copied, start ) +
				escapeFor( replacement, encodings );
			copied = end;
		}
	}
	return result + text.slice( copied );
}

type Span = Omit< Mention, 'url' > & {
	/** The URL, unwrapped. */
	readonly written: string;
};

function spanAround(
	text: string,
	hostStart: number,
	hostEnd: number
): Span | null {
	const before = BEFORE_HOST.exec(
		text.slice( Math.max( 0, hostStart - LOOK_BACK ), hostStart )
	);
	if ( ! before ) {
		return null;
	}
	const start = hostStart - before[ 0 ].length;
	const hasScheme = /^h/i.test( before[ 0 ] );
	// `ftp://host` and `a//host` are something else.
	if ( ! hasScheme && /[\w:]/.test( text.charAt( start - 1 ) ) ) {
		return null;
	}
	PORT.lastIndex = hostEnd;
	const pathStart = PORT.test( text ) ? PORT.lastIndex : hostEnd;
	const slash = before[ 1 ] ?? '/';
	const { end, backslashes } = slash.startsWith( '%' )
		? percentEnd( text, pathStart, slash )
		: plainEnd( text, pathStart, slash );
	const wrapped = text.slice( start, end );
	const encodings = wrappings( wrapped, slash, backslashes );
	const written = encodings.reduce(
		( source, encoding ) => source.decode( encoding ),
		new SourceText( wrapped )
	).text;
	return { start, end, encodings, written };
}

interface End {
	readonly end: number;
	/** The most that stand before one escaped character. */
	readonly backslashes: number;
}

function percentEnd( text: string, from: number, slash: string ): End {
	const piece = PERCENT_PIECES[ percentLevels( slash ) - 1 ];
	let end = from;
	if ( piece ) {
		piece.lastIndex = from;
		while ( piece.test( text ) ) {
			end = piece.lastIndex;
		}
	}
	return { end: withoutPunctuation( text, from, end ), backslashes: 0 };
}

/**
 * `%2f`, `%252f`: two more characters for each level.
 *
 * @param slash
 */
const percentLevels = ( slash: string ): number => ( slash.length - 1 ) / 2;

function plainEnd( text: string, from: number, slash: string ): End {
	let end = from;
	let parentheses = 0;
	let brackets = 0;
	let backslashes = countBackslashes( slash );
	for (;;) {
		PLAIN_PIECE.lastIndex = end;
		const piece = PLAIN_PIECE.exec( text )?.[ 0 ];
		if ( piece === undefined ) {
			break;
		}
		const next = end + piece.length;
		if ( piece.startsWith( '\\' ) ) {
			if (
				piece.endsWith( '/' )
					? backslashes === 0
					: ENDING_ESCAPE.test( piece )
			) {
				break;
			}
			backslashes = Math.max( backslashes, countBackslashes( piece ) );
		} else if ( piece === '(' ) {
			parentheses++;
		} else if ( piece === '[' ) {
			brackets++;
		} else if ( piece === ')' && --parentheses < 0 ) {
			break;
		} else if ( piece === ']' && --brackets < 0 ) {
			break;
		} else if ( endsBefore( text, piece, end, next ) ) {
			break;
		}
		end = next;
	}
	return { end: withoutPunctuation( text, from, end ), backslashes };
}

/**
 * Whether a character that a URL may contain ends it here.
 * @param text
 * @param character
 * @param at
 * @param next
 */
function endsBefore(
	text: string,
	character: string,
	at: number,
	next: number
): boolean {
	switch ( character ) {
		case '&':
			ENDING_ENTITY.lastIndex = at;
			return ENDING_ENTITY.test( text );
		case '$':
			return text.charAt( next ) === '{';
		case '*':
			return text.charAt( next ) === '/';
		case ',':
			NEXT_URL.lastIndex = next;
			return NEXT_URL.test( text );
		default:
			return false;
	}
}

function withoutPunctuation( text: string, from: number, end: number ): number {
	let last = end;
	while ( last > from && PUNCTUATION.includes( text.charAt( last - 1 ) ) ) {
		last--;
	}
	return last;
}

const countBackslashes = ( text: string ): number =>
	text.length - text.replace( /^\\+/, '' ).length;

/**
 * A string in a string doubles the backslashes: one is one level of JSON, two or three are two.
 *
 * @param wrapped
 * @param slash       As it stands before the host.
 * @param backslashes
 */
function wrappings(
	wrapped: string,
	slash: string,
	backslashes: number
): ReferenceEncoding[] {
	if ( slash.startsWith( '%' ) ) {
		return Array< ReferenceEncoding >( percentLevels( slash ) ).fill(
			'percent'
		);
	}
	const levels = Math.min(
		backslashes === 0 ? 0 : Math.floor( Math.log2( backslashes ) ) + 1,
		MOST_LEVELS
	);
	const encodings = Array< ReferenceEncoding >( levels ).fill( 'json' );
	return slash.startsWith( '&' ) || ENTITY.test( wrapped )
		? [ ...encodings, 'markup' ]
		: encodings;
}

/**
 * Text is often a prefix that a script puts a path behind: `https://example.com` gets no slash that is not there.
 *
 * @param url     Canonical.
 * @param written
 */
const likeWritten = ( url: string, written: string ): string =>
	url.endsWith( '/' ) && ! written.endsWith( '/' ) ? url.slice( 0, -1 ) : url;
