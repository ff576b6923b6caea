/**
 * Takes secrets out of what a host answers, in the spellings that WordPress takes them out of what comes through its relay:
 * as they are, percent-encoded, in JSON, in HTML, in hexadecimal, and in base64 at any alignment.
 */

const REPLACEMENT = '[removed]';

/** A shorter text would be found everywhere. Bytes. */
const SHORTEST = 6;

/** Answers without a body may not be given one. Source: the fetch standard, "null body status". */
const WITHOUT_BODY = new Set( [ 101, 103, 204, 205, 304 ] );

/**
 * One character per byte, so that nothing but the secrets changes in what is no text.
 * @param text
 */
const asBytes = ( text: string ): string =>
	Buffer.from( text ).toString( 'latin1' );

const HTML_ESCAPES: Readonly< Record< string, string > > = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#039;',
};

/**
 * The characters of base64 that the secret alone decides, for each of the three places where it can begin in a group.
 *
 * @param secret
 */
function base64Spellings( secret: Buffer ): readonly string[] {
	return [ 0, 1, 2 ].map( ( before ) => {
		const bytes = Buffer.concat( [ Buffer.alloc( before ), secret ] );
		return bytes
			.toString( 'base64' )
			.slice(
				Math.ceil( ( before * 8 ) / 6 ),
				Math.floor( ( bytes.length * 8 ) / 6 )
			);
	} );
}

function spellings( secret: string ): readonly string[] {
	const bytes = Buffer.from( secret );
	const percent = encodeURIComponent( secret ).replaceAll(
		/[!'()*]/g,
		( character ) =>
			`%${ character.charCodeAt( 0 ).toString( 16 ).toUpperCase() }`
	);
	const json = JSON.stringify( secret ).slice( 1, -1 );
	const base64 = base64Spellings( bytes );
	return [
		secret,
		percent,
		percent.replaceAll( '%20', '+' ),
		percent.replaceAll( /%[0-9A-F]{2}/g, ( code ) => code.toLowerCase() ),
		encodeURIComponent( secret ),
		json,
		json.replaceAll( '/', '\\/' ),
		secret.replaceAll(
			/[&<>"']/g,
			( mark ) => HTML_ESCAPES[ mark ] ?? mark
		),
		bytes.toString( 'hex' ),
		bytes.toString( 'hex' ).toUpperCase(),
		...base64,
		...base64.map( ( text ) =>
			text.replaceAll( '+', '-' ).replaceAll( '/', '_' )
		),
	];
}

/**
 * Longest first: one spelling may be a part of another.
 * @param secrets
 */
const needlesFor = ( secrets: readonly string[] ): readonly string[] =>
	[
		...new Set(
			secrets
				.filter( ( secret ) => Buffer.byteLength( secret ) >= SHORTEST )
				.flatMap( spellings )
				.map( asBytes )
		),
	].sort( ( one, other ) => other.length - one.length );

const redact = ( text: string, needles: readonly string[] ): string =>
	needles.reduce(
		( shown, needle ) => shown.replaceAll( needle, REPLACEMENT ),
		text
	);

/**
 * Keeps back as much as could be the beginning of a secret.
 * @param needles
 */
function redactingStream(
	needles: readonly string[]
): TransformStream< Uint8Array, Uint8Array > {
	const longest = needles[ 0 ]?.length ?? 1;
	let kept = '';
	return new TransformStream( {
		transform( chunk, controller ) {
			const text = redact(
				kept + Buffer.from( chunk ).toString( 'latin1' ),
				needles
			);
			const end = Math.max( 0, text.length - ( longest - 1 ) );
			kept = text.slice( end );
			if ( end > 0 ) {
				controller.enqueue(
					Buffer.from( text.slice( 0, end ), 'latin1' )
				);
			}
		},
		flush( controller ) {
			controller.enqueue( Buffer.from( kept, 'latin1' ) );
		},
	} );
}

/**
 * An answer without the secrets that its request had: hosts repeat what they were sent, and what they say ends in errors,
 * logs and records.
 *
 * @param response
 * @param secrets
 */
export function withoutSecrets(
	response: Response,
	secrets: readonly string[]
): Response {
	const needles = needlesFor( secrets );
	if ( needles.length === 0 ) {
		return response;
	}
	const headers = new Headers();
	for ( const [ name, value ] of response.headers ) {
		headers.append( name, redact( value, needles ) );
	}
	// Of the body as it came.
	headers.delete( 'Content-Length' );
	return new Response(
		WITHOUT_BODY.has( response.status ) || response.body === null
			? null
			: response.body.pipeThrough( redactingStream( needles ) ),
		{
			status: response.status,
			statusText: redact( response.statusText, needles ),
			headers,
		}
	);
}
