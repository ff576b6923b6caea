import { FUNCTIONS, type Message, messageOf, TRANSLATORS } from './message';

const TOKEN =
	/\/\*[\s\S]*?\*\/|\/\/[^\n]*|#(?!\[)[^\n]*|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|[A-Za-z_]\w*|->|::|[(),[\]{};]|[^\s]/g;

const OPENING = new Set( [ '(', '[', '{' ] );
const CLOSING = new Set( [ ')', ']', '}' ] );

/** How many tokens may stand between a comment for translators and its call: `'a' => sprintf(`. */
const FARTHEST_COMMENT = 12;

/**
 * The messages of a PHP file.
 *
 * @param  source  Its path in the project.
 * @param  content
 * @throws {Error} When a text is no literal.
 */
export function phpMessages(
	source: string,
	content: string
): readonly Message[] {
	const tokens = content.match( TOKEN ) ?? [];
	return tokens.flatMap( ( token, index ) => {
		const shape = FUNCTIONS.get( token );
		const before = tokens[ index - 1 ];
		const isCall =
			tokens[ index + 1 ] === '(' &&
			before !== '->' &&
			before !== '::' &&
			before !== 'function';
		const message =
			shape && isCall
				? messageOf(
						shape,
						argumentsFrom( tokens, index + 2 ),
						source,
						commentBefore( tokens, index )
					)
				: null;
		return message ? [ message ] : [];
	} );
}

/**
 * @param tokens
 * @param start  Of the first argument.
 * @return Their values; null for one that is no literal.
 */
function argumentsFrom(
	tokens: readonly string[],
	start: number
): readonly ( string | null )[] {
	const parts: string[][] = [ [] ];
	let depth = 0;
	for ( const token of tokens.slice( start ) ) {
		if ( CLOSING.has( token ) && depth === 0 ) {
			break;
		}
		depth +=
			Number( OPENING.has( token ) ) - Number( CLOSING.has( token ) );
		if ( token === ',' && depth === 0 ) {
			parts.push( [] );
		} else {
			parts.at( -1 )?.push( token );
		}
	}
	return parts
		.filter( ( part ) => part.length > 0 )
		.map( ( [ first = '', ...others ] ) =>
			others.length === 0 ? literal( first ) : null
		);
}

function literal( token: string ): string | null {
	const inner = token.slice( 1, -1 );
	if ( token.startsWith( "'" ) ) {
		return inner.replace( /\\(['\\])/g, '$1' );
	}
	return token.startsWith( '"' ) && ! inner.includes( '$' )
		? inner.replace( /\\(["\\$])/g, '$1' ).replaceAll( '\\n', '\n' )
		: null;
}

function commentBefore(
	tokens: readonly string[],
	index: number
): string | undefined {
	const near = tokens.slice( Math.max( 0, index - FARTHEST_COMMENT ), index );
	const after = near.lastIndexOf( ';' ) + 1;
	return near
		.slice( after )
		.filter( ( token ) => token.startsWith( '/*' ) )
		.map( ( token ) => TRANSLATORS.exec( token.slice( 2, -2 ) )?.[ 1 ] )
		.findLast( ( text ) => text !== undefined );
}

const HEADERS: readonly ( readonly [ string, string ] )[] = [
	[ 'Plugin Name', 'Plugin Name of the plugin' ],
	[ 'Description', 'Description of the plugin' ],
];

/**
 * What WordPress shows of a plugin in its list.
 *
 * @param source  Path of the plugin's first file in the project.
 * @param content
 * @param domain
 */
export const headerMessages = (
	source: string,
	content: string,
	domain: string
): readonly Message[] =>
	HEADERS.flatMap( ( [ header, comment ] ) => {
		const text = new RegExp( `^ \\* ${ header }:\\s*(.+)$`, 'm' )
			.exec( content )?.[ 1 ]
			?.trim();
		return text ? [ { domain, text, comment, source } ] : [];
	} );
