import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeContent } from './encode-content';

describe( 'encodeContent', () => {
	it( 'writes bytes as base64, as everybody else does', () => {
		fc.assert(
			fc.property( fc.uint8Array( { maxLength: 300 } ), ( bytes ) => {
				const binary = Uint8Array.of( 0, ...bytes );
				expect( encodeContent( binary ) ).toEqual( {
					content: Buffer.from( binary ).toString( 'base64' ),
					encoding: 'base64',
				} );
			} )
		);
	} );

	it.each( [
		[ '', 'text' ],
		[ '<p>Grüße – 漢字 🎈</p>\n', 'text' ],
		[ '\uFEFFwith a mark', 'text' ],
		[ 'two\r\nlines', 'base64' ],
		[ 'a \0 in it', 'base64' ],
	] )( 'takes %j for %s', ( text, encoding ) => {
		const { content, ...rest } = encodeContent(
			new TextEncoder().encode( text )
		);
		expect( rest ).toEqual( { encoding } );
		expect(
			encoding === 'text'
				? content
				: Buffer.from( content, 'base64' ).toString()
		).toBe( text );
	} );
} );
