import { decodePunycode } from './punycode';

/** A hyphen or letter that would make another, longer host of what was found. */
const NOT_LONGER = '(?![a-z0-9-]|\\.[a-z0-9-])';
const encoder = new TextEncoder();
const remembered = new Map< string, RegExp >();

/**
 * Finds host names in text, in every spelling that a document can have: upper case, Punycode or the letters themselves,
 * those as bytes, percent-encoded, `\u`-escaped or as numeric entities. Global.
 *
 * @param hosts ASCII, lower case.
 */
export function hostPattern( hosts: readonly string[] ): RegExp {
	const key = hosts.join( ' ' );
	let pattern = remembered.get( key );
	if ( ! pattern ) {
		const spellings = hosts.flatMap( spellingsOf );
		pattern = new RegExp(
			`(?:${ spellings.join( '|' ) })${ NOT_LONGER }`,
			'gi'
		);
		remembered.set( key, pattern );
	}
	pattern.lastIndex = 0;
	return pattern;
}

function spellingsOf( host: string ): string[] {
	const unicode = host
		.split( '.' )
		.map( ( label ) =>
			label.startsWith( 'xn--' )
				? ( decodePunycode( label.slice( 4 ) ) ?? label )
				: label
		)
		.join( '.' );
	const ascii = escapeForPattern( host );
	return unicode === host
		? [ ascii ]
		: [ ascii, Array.from( unicode, spellingsOfCharacter ).join( '' ) ];
}

function spellingsOfCharacter( character: string ): string {
	const codePoint = character.codePointAt( 0 ) ?? 0;
	if ( codePoint < 0x80 ) {
		return escapeForPattern( character );
	}
	const forms = [ character, character.toUpperCase() ].flatMap( ( form ) => {
		const bytes = [ ...encoder.encode( form ) ];
		const point = form.codePointAt( 0 ) ?? 0;
		return [
			form,
			bytesAsText( bytes ),
			bytes.map( ( byte ) => `%${ hex( byte ) }` ).join( '' ),
			...Array.from(
				{ length: form.length },
				( _, unit ) => `\\\\+u${ hex( form.charCodeAt( unit ), 4 ) }`
			).slice( 0, 1 ),
			`&#0*${ point };?`,
			`&#x0*${ hex( point ) };?`,
		];
	} );
	return `(?:${ [ ...new Set( forms ) ].join( '|' ) })`;
}

/**
 * As the text view of a document shows UTF-8.
 * @param bytes
 */
const bytesAsText = ( bytes: readonly number[] ): string =>
	new TextDecoder( 'windows-1252' ).decode( Uint8Array.from( bytes ) );

const hex = ( value: number, digits = 2 ): string =>
	value.toString( 16 ).padStart( digits, '0' );

const escapeForPattern = ( text: string ): string =>
	text.replace( /[^a-z0-9]/g, '\\$&' );
