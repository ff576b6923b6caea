import { describe, expect, it } from 'vitest';
import { createSiteAddresses } from '../addresses';
import { canNameOrigin, createOriginSearch } from './origin-left';

const HOME = 'https://site.test/blog/';
const addresses = createSiteAddresses( {
	homeUrl: HOME,
	siteUrl: HOME,
	contentUrl: `${ HOME }wp-content/`,
	uploadsUrl: `${ HOME }wp-content/uploads/`,
	includesUrl: `${ HOME }wp-includes/`,
	restUrl: `${ HOME }wp-json/`,
} );

const search = ( text: string, baseUrl = 'https://out.test/' ) =>
	createOriginSearch(
		addresses,
		baseUrl
	)( new TextEncoder().encode( text ) );

describe( 'the search for what the rewriting left behind', () => {
	it.each( [
		[ '<p>https://site.test/blog/a/</p>', '//site.test/blog/a/' ],
		[ '"https:\\/\\/site.test\\/blog\\/a\\/"', '//site.test/blog/a/' ],
		[ '?u=https%3A%2F%2Fsite.test%2Fblog%2F&x=1', '//site.test/blog/' ],
		[ 'HTTP://SITE.TEST/blog', '//site.test/blog' ],
		[ '//site.test/blog/', '//site.test/blog/' ],
	] )( 'finds it in %s', ( text, leftover ) => {
		expect( search( text ) ).toBe( leftover );
	} );

	it.each( [
		[
			'the name of the host alone',
			'Write to me@site.test, or site.test.',
		],
		[ 'another host', 'https://site.test.example/blog/' ],
		[ 'a host below it', 'https://cdn.site.test/blog/' ],
		[ 'another server of the same host', 'https://site.test:9000/blog/' ],
		[ 'what lies beside WordPress', 'https://site.test/shop/' ],
		[ 'the target', 'https://out.test/blog/' ],
	] )( 'passes %s', ( _name, text ) => {
		expect( search( text ) ).toBeNull();
	} );

	it( 'takes what leads to a target within WordPress for no leftover', () => {
		const base = `${ HOME }wp-content/uploads/aether/site/`;
		expect( search( `href="${ base }a/"`, base ) ).toBeNull();
		expect( search( base.slice( 0, -1 ), base ) ).toBeNull();
		expect( search( `href="${ HOME }a/"`, base ) ).toBe(
			'//site.test/blog/a/'
		);
	} );

	it( 'is for texts only', () => {
		expect( canNameOrigin( 'text/html; charset=UTF-8' ) ).toBe( true );
		expect( canNameOrigin( 'application/ld+json' ) ).toBe( true );
		expect( canNameOrigin( 'image/svg+xml' ) ).toBe( true );
		expect( canNameOrigin( 'image/png' ) ).toBe( false );
	} );
} );
