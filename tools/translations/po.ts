import { keyOf, type Message } from './message';

/** One text in a language: one form for each of its numbers, a single one where no number matters. */
export type Translations = ReadonlyMap< string, readonly string[] >;

const quote = ( text: string ): string =>
	`"${ text
		.replaceAll( '\\', '\\\\' )
		.replaceAll( '"', '\\"' )
		.replaceAll( '\n', '\\n' ) }"`;

const HEADER = ( domain: string, language: string, plural: string ) =>
	[
		'msgid ""',
		'msgstr ""',
		quote( `Project-Id-Version: ${ domain }\n` ),
		quote( 'MIME-Version: 1.0\n' ),
		quote( 'Content-Type: text/plain; charset=UTF-8\n' ),
		quote( 'Content-Transfer-Encoding: 8bit\n' ),
		...( language === '' ? [] : [ quote( `Language: ${ language }\n` ) ] ),
		...( plural === '' ? [] : [ quote( `Plural-Forms: ${ plural }\n` ) ] ),
		quote( `X-Domain: ${ domain }\n` ),
	].join( '\n' );

export interface PoOptions {
	readonly domain: string;
	/** `de_DE`; default: a template without translations. */
	readonly language?: string;
	/** `nplurals=2; plural=(n != 1);` */
	readonly plural?: string;
	readonly translations?: Translations;
}

/**
 * A catalogue as gettext keeps it. It names files and no lines, so that it changes with the texts only.
 *
 * @param messages Sorted.
 * @param options
 */
export function writePo(
	messages: readonly Message[],
	options: PoOptions
): string {
	const { domain, language = '', plural = '', translations } = options;
	const groups = new Map< string, Message[] >();
	for ( const message of messages ) {
		if ( message.domain === domain ) {
			const key = keyOf( message );
			groups.set( key, [ ...( groups.get( key ) ?? [] ), message ] );
		}
	}
	const entries = [ ...groups ].map( ( [ key, group ] ) =>
		writeEntry( group, translations?.get( key ) ?? [] )
	);
	return `${ [ HEADER( domain, language, plural ), ...entries ].join(
		'\n\n'
	) }\n`;
}

function writeEntry(
	group: readonly Message[],
	forms: readonly string[]
): string {
	const unique = ( values: readonly ( string | undefined )[] ) => [
		...new Set( values.filter( ( value ) => value !== undefined ) ),
	];
	const [ { text, context } = { text: '', context: undefined } ] = group;
	const [ plural ] = unique( group.map( ( message ) => message.plural ) );
	return [
		...unique( group.map( ( { comment } ) => comment ) ).map(
			( comment ) => `#. ${ comment.replace( /\s+/g, ' ' ) }`
		),
		...unique( group.map( ( { source } ) => source ) ).map(
			( source ) => `#: ${ source }`
		),
		...( context === undefined ? [] : [ `msgctxt ${ quote( context ) }` ] ),
		`msgid ${ quote( text ) }`,
		...( plural === undefined
			? [ `msgstr ${ quote( forms[ 0 ] ?? '' ) }` ]
			: [
					`msgid_plural ${ quote( plural ) }`,
					`msgstr[0] ${ quote( forms[ 0 ] ?? '' ) }`,
					`msgstr[1] ${ quote( forms[ 1 ] ?? '' ) }`,
				] ),
	].join( '\n' );
}

export interface PoFile {
	readonly language: string;
	readonly plural: string;
	/** Only what is translated. */
	readonly translations: Translations;
}

const ENTRY =
	/(?:^msgctxt ((?:"[^\n]*"\n?)+))?^msgid ((?:"[^\n]*"\n)+)(?:^msgid_plural (?:"[^\n]*"\n)+)?((?:^msgstr(?:\[\d\])? (?:"[^\n]*"\n?)+)+)/gm;
const FORM = /^msgstr(?:\[\d\])? ((?:"[^\n]*"\n?)+)/gm;

const unquote = ( quoted: string ): string =>
	quoted
		.trim()
		.split( '\n' )
		.map( ( line ) =>
			line
				.slice( 1, -1 )
				.replace( /\\(.)/g, ( _, escaped: string ) =>
					escaped === 'n' ? '\n' : escaped
				)
		)
		.join( '' );

/**
 * @param content Of a `.po` file.
 */
export function readPo( content: string ): PoFile {
	const translations = new Map< string, readonly string[] >();
	for ( const [ , context, text = '', forms = '' ] of content.matchAll(
		ENTRY
	) ) {
		const key = keyOf( {
			text: unquote( text ),
			...( context === undefined ? {} : { context: unquote( context ) } ),
		} );
		const values = [ ...forms.matchAll( FORM ) ].map( ( [ , form = '' ] ) =>
			unquote( form )
		);
		if ( values.every( ( value ) => value !== '' ) ) {
			translations.set( key, values );
		}
	}
	const header = translations.get( '' )?.[ 0 ] ?? '';
	translations.delete( '' );
	const named = ( name: string ) =>
		new RegExp( `^${ name }: (.*)$`, 'm' ).exec( header )?.[ 1 ] ?? '';
	return {
		language: named( 'Language' ),
		plural: named( 'Plural-Forms' ),
		translations,
	};
}
