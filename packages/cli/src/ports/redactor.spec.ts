import { describe, expect, it } from 'vitest';
import { withoutSecrets } from './redactor';

const SECRET = 'glpat-ä/b+c "d"&\'e\'';
const encoded = ( text: string ) => Buffer.from( text ).toString( 'base64' );

const answer = ( body: BodyInit | null, init?: ResponseInit ) =>
	withoutSecrets( new Response( body, init ), [ SECRET, 'longer-secret' ] );

const inPieces = ( text: string, size: number ) => {
	const bytes = Buffer.from( text );
	return new ReadableStream< Uint8Array >( {
		start( controller ) {
			for ( let at = 0; at < bytes.length; at += size ) {
				controller.enqueue( bytes.subarray( at, at + size ) );
			}
			controller.close();
		},
	} );
};

describe( 'what a host answers', () => {
	it.each( [
		[ 'as it is', SECRET ],
		[ 'percent-encoded', encodeURIComponent( SECRET ) ],
		[
			'in a form',
			new URLSearchParams( { a: SECRET } ).toString().slice( 2 ),
		],
		[ 'in JSON', JSON.stringify( SECRET ).slice( 1, -1 ) ],
		[
			'in the JSON of PHP',
			JSON.stringify( SECRET ).slice( 1, -1 ).replaceAll( '/', '\\/' ),
		],
		[ 'in HTML', 'glpat-ä/b+c &quot;d&quot;&amp;&#039;e&#039;' ],
		[ 'in hexadecimal', Buffer.from( SECRET ).toString( 'hex' ) ],
	] )( 'loses a secret %s', async ( _, spelling ) => {
		const text = await answer( `a ${ spelling } z` ).text();
		expect( text ).toBe( 'a [removed] z' );
	} );

	it.each( [ '', 'x', 'xy', 'xyz' ] )(
		'loses it in base64, after "%s"',
		async ( before ) => {
			const text = await answer(
				encoded( `${ before }${ SECRET }-and-more` )
			).text();
			expect( text ).toContain( '[removed]' );
			expect( Buffer.from( text, 'base64' ).toString() ).not.toContain(
				'glpat'
			);
		}
	);

	it.each( [ 1, 2, 7, 1000 ] )(
		'loses it when it comes in pieces of %i bytes, and keeps every other byte',
		async ( size ) => {
			const text = await answer(
				inPieces(
					`é${ SECRET }ü${ SECRET }${ 'y'.repeat( 99 ) }`,
					size
				)
			).text();
			expect( text ).toBe( `é[removed]ü[removed]${ 'y'.repeat( 99 ) }` );
		}
	);

	it( 'loses it in headers, and says nothing of a length that is no longer right', async () => {
		const response = answer( 'longer-secret', {
			status: 418,
			headers: {
				'Content-Length': '13',
				Link: '<https://host.example/?token=longer-secret>',
			},
		} );
		expect( response.status ).toBe( 418 );
		expect( response.headers.get( 'Link' ) ).toBe(
			'<https://host.example/?token=[removed]>'
		);
		expect( response.headers.has( 'Content-Length' ) ).toBe( false );
	} );

	it( 'may have no body', async () => {
		const response = answer( null, { status: 204 } );
		expect( response.status ).toBe( 204 );
		expect( await response.text() ).toBe( '' );
	} );
} );
