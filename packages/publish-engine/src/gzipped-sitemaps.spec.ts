import { gunzipSync, gzipSync } from 'node:zlib';
import { MemoryTarget } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemoryRecords, MemorySite } from '../testing';
import type { PublishEvent } from './events';
import { publishSite } from './publish-site';

const sitemap = ( element: string, ...addresses: readonly string[] ) =>
	`<?xml version="1.0"?><${ element }>${ addresses
		.map( ( address ) => `<loc>https://site.test${ address }</loc>` )
		.join( '' ) }</${ element }>`;
const html = ( text: string ) => `<html><body>${ text }</body></html>`;

/**
 * A site whose plugin compresses its sitemaps, and where only they know of one page.
 * @param inner What the server gives for the inner sitemap.
 */
const siteWith = ( inner: string | Uint8Array ) =>
	new MemorySite( {
		'/': { body: html( 'Home' ), listedAs: 'home' },
		'/robots.txt': {
			body: 'Sitemap: https://site.test/sitemap.xml.gz\n',
			listedAs: 'robots',
		},
		'/sitemap.xml.gz': {
			body: gzipSync( sitemap( 'sitemapindex', '/posts.xml.gz' ) ),
			contentType: 'application/x-gzip',
		},
		'/posts.xml.gz': { body: inner, contentType: 'text/xml' },
		'/hidden/': { body: html( 'Hidden' ) },
	} );

async function publish( site: MemorySite ) {
	const target = new MemoryTarget( { baseUrl: 'https://out.test/sub/' } );
	const events: PublishEvent[] = [];
	const result = await publishSite( {
		services: createTestServices( {
			site,
			targets: { memory: () => target },
		} ),
		records: new MemoryRecords(),
		onEvent: ( event ) => events.push( event ),
	} );
	return { result, events, files: target.backend.read() };
}

describe( 'a compressed sitemap', () => {
	it.each( [
		[ 'as a file', gzipSync( sitemap( 'urlset', '/hidden/' ) ) ],
		[ 'decoded on its way', sitemap( 'urlset', '/hidden/' ) ],
	] )(
		'that came %s is followed, rewritten and published as a gzip file',
		async ( _name, inner ) => {
			const { result, files } = await publish( siteWith( inner ) );
			expect( result ).toMatchObject( {
				status: 'success',
				pageCount: 2,
			} );
			expect( files.has( 'hidden/index.html' ) ).toBe( true );
			const unpacked = ( path: string ) => {
				const file = files.get( path );
				expect( file?.contentType ).toBe( 'application/gzip' );
				return gunzipSync( file?.body ?? '' ).toString();
			};
			expect( unpacked( 'sitemap.xml.gz' ) ).toBe(
				sitemap( 'sitemapindex', '/posts.xml.gz' ).replace(
					'site.test',
					'out.test/sub'
				)
			);
			expect( unpacked( 'posts.xml.gz' ) ).toBe(
				sitemap( 'urlset', '/hidden/' ).replace(
					'site.test',
					'out.test/sub'
				)
			);
			expect(
				new TextDecoder().decode( files.get( 'robots.txt' )?.body )
			).toBe( 'Sitemap: https://out.test/sub/sitemap.xml.gz\n' );
		}
	);

	it( 'that is damaged stops the publish', async () => {
		const { result, events, files } = await publish(
			siteWith( gzipSync( 'x'.repeat( 100 ) ).subarray( 0, 15 ) )
		);
		expect( result.status ).toBe( 'failed' );
		expect( files.size ).toBe( 0 );
		expect( events ).toContainEqual(
			expect.objectContaining( {
				type: 'finding',
				finding: expect.objectContaining( {
					severity: 'error',
					subject: 'https://site.test/posts.xml.gz',
				} ),
			} )
		);
	} );
} );
