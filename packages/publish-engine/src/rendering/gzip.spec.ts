import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip, gzip, isGzip, isGzippedXml } from './gzip';

const bytesOf = ( text: string ) => new TextEncoder().encode( text );

describe( 'a gzip file', () => {
	it( 'is unpacked and packed', async () => {
		const body = bytesOf( '<urlset/>'.repeat( 10_000 ) );
		expect( await gunzip( gzipSync( body ) ) ).toEqual( body );
		const packed = await gzip( body );
		expect( isGzip( packed ) ).toBe( true );
		expect( new Uint8Array( gunzipSync( packed ) ) ).toEqual( body );
		expect( await gzip( body ) ).toEqual( packed );
	} );

	it( 'is refused when it is damaged, or ends too soon', async () => {
		const packed = gzipSync( bytesOf( '<urlset/>'.repeat( 100 ) ) );
		for ( const body of [
			packed.subarray( 0, packed.length - 12 ),
			bytesOf( '\x1f\x8bnothing' ),
		] ) {
			await expect( gunzip( body ) ).rejects.toMatchObject( {
				code: 'network_failed',
			} );
		}
	} );

	it( 'is unpacked no further than it may', async () => {
		const bomb = gzipSync( new Uint8Array( 1_000_001 ) );
		expect( await gunzip( bomb, 1_000_001 ) ).toHaveLength( 1_000_001 );
		await expect( gunzip( bomb, 1_000_000 ) ).rejects.toMatchObject( {
			code: 'payload_too_large',
		} );
	} );

	it.each( [
		[ 'https://site.test/sitemap.xml.gz', true ],
		[ 'https://site.test/Sitemap.XML.GZ?x=1', true ],
		[ 'https://site.test/dump.sql.gz', false ],
		[ 'https://site.test/?f=a.xml.gz', false ],
		[ 'https://site.test/sitemap.xml', false ],
	] )( 'of XML at %s: %s', ( url, is ) => {
		expect( isGzippedXml( url ) ).toBe( is );
	} );
} );
