/** A secret of a test, and the ways in which it could be written somewhere. */

const reversed = ( text: string ): string => [ ...text ].reverse().join( '' );

const inPieces = ( text: string, length: number ): string[] =>
	text.match( new RegExp( `.{1,${ length }}`, 'gs' ) ) ?? [];

/**
 * What base64 makes of a text wherever it begins in a longer one: only the characters that the text alone decides.
 *
 * @param text
 */
function base64Spellings( text: string ): string[] {
	return [ 0, 1, 2 ].flatMap( ( before ) => {
		const encoded = Buffer.from( ' '.repeat( before ) + text ).toString(
			'base64'
		);
		const first = Math.ceil( ( before * 8 ) / 6 );
		const last = Math.floor( ( ( before + text.length ) * 8 ) / 6 );
		const core = encoded.slice( first, last );
		return [ core, core.replaceAll( '+', '-' ).replaceAll( '/', '_' ) ];
	} );
}

/**
 * Every usual spelling of an ASCII text.
 *
 * @param canary
 */
export function spellings( canary: string ): ReadonlyMap< string, string > {
	const bytes = [ ...Buffer.from( canary ) ];
	const hex = bytes.map( ( byte ) => byte.toString( 16 ).padStart( 2, '0' ) );
	const found: [ string, string ][] = [
		[ 'as it is', canary ],
		[ 'percent-encoded', encodeURIComponent( canary ) ],
		[
			'percent-encoded as a whole',
			hex.map( ( b ) => `%${ b }` ).join( '' ),
		],
		[
			'as a form',
			new URLSearchParams( { a: canary } ).toString().slice( 2 ),
		],
		[ 'in JSON', JSON.stringify( canary ).slice( 1, -1 ) ],
		[
			'in JSON in JSON',
			JSON.stringify( JSON.stringify( canary ) ).slice( 3, -3 ),
		],
		[
			'in JSON of PHP',
			JSON.stringify( canary ).slice( 1, -1 ).replaceAll( '/', '\\/' ),
		],
		[ 'in Unicode escapes', hex.map( ( b ) => `\\u00${ b }` ).join( '' ) ],
		[ 'in hexadecimal', hex.join( '' ) ],
		[ 'in hexadecimal with spaces', hex.join( ' ' ) ],
		[
			'in HTML',
			canary
				.replaceAll( '&', '&amp;' )
				.replaceAll( '<', '&lt;' )
				.replaceAll( '"', '&quot;' ),
		],
		[
			'in HTML of WordPress',
			canary
				.replaceAll( '&', '&#038;' )
				.replaceAll( '<', '&lt;' )
				.replaceAll( '"', '&#034;' ),
		],
		[ 'in numbers', bytes.join( ',' ) ],
		[ 'backwards', reversed( canary ) ],
		...[ 2, 4, 8 ].flatMap( ( length ): [ string, string ][] => [
			[
				`in pieces of ${ length }, last first`,
				inPieces( canary, length ).reverse().join( '' ),
			],
			[
				`in pieces of ${ length }, each backwards`,
				inPieces( canary, length ).map( reversed ).join( '' ),
			],
		] ),
		...base64Spellings( canary ).map(
			( text, index ): [ string, string ] => [
				`in base64 (${ index })`,
				text,
			]
		),
	];
	return new Map( found );
}

export interface Place {
	readonly name: string;
	readonly content: string | Uint8Array;
}

/**
 * Where canaries are written.
 *
 * @param places
 * @param canaries
 * @return One line for each find: where, and how it is spelled; never the canary itself.
 */
export function findCanaries(
	places: Iterable< Place >,
	canaries: readonly string[]
): string[] {
	const wanted = canaries.flatMap( ( canary, index ) =>
		[ ...spellings( canary ) ].map( ( [ spelling, text ] ) => ( {
			name: `canary ${ index } ${ spelling }`,
			text: text.toLowerCase(),
		} ) )
	);
	const found: string[] = [];
	for ( const { name, content } of places ) {
		const text = (
			typeof content === 'string'
				? content
				: Buffer.from( content ).toString( 'latin1' )
		).toLowerCase();
		for ( const spelling of wanted ) {
			if ( text.includes( spelling.text ) ) {
				found.push( `${ name }: ${ spelling.name }` );
			}
		}
	}
	return found;
}
