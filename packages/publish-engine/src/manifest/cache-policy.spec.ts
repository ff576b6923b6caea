import { toTargetPath } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { cachePolicy } from './cache-policy';

const policyOf = ( path: string, contentType: string, isVersioned?: boolean ) =>
	cachePolicy( toTargetPath( path ), contentType, isVersioned );

describe( 'cachePolicy', () => {
	it.each( [
		[ 'index.html', 'text/html; charset=UTF-8' ],
		[ 'feed/index.xml', 'application/rss+xml; charset=UTF-8' ],
		[ 'wp-sitemap.xml', 'application/xml; charset=UTF-8' ],
		[ 'robots.txt', 'text/plain; charset=utf-8' ],
		[ 'site.webmanifest', 'application/manifest+json' ],
	] )( 'asks for %s again each time', ( path, contentType ) => {
		expect( policyOf( path, contentType ) ).toContain( 'must-revalidate' );
	} );

	it.each( [
		[ 'assets/view.3f2a9c81.js', 'text/javascript' ],
		[ 'fonts/inter-4b825dc642cb6eb9.woff2', 'font/woff2' ],
	] )( 'keeps %s for ever', ( path, contentType ) => {
		expect( policyOf( path, contentType ) ).toContain( 'immutable' );
	} );

	it( 'keeps for ever what every reference names with a version, but no document', () => {
		expect( policyOf( 'style.css', 'text/css', true ) ).toContain(
			'immutable'
		);
		expect( policyOf( 'a.json', 'application/json', true ) ).toContain(
			'must-revalidate'
		);
	} );

	it.each( [
		[ 'wp-content/themes/x/style.css', 'text/css' ],
		[ 'wp-content/uploads/2026/01/photo-1024x768.jpg', 'image/jpeg' ],
		[ 'wp-content/uploads/scan-20260131.png', 'image/png' ],
		[ 'wp-content/uploads/facade-deadbeef-photo.png', 'image/png' ],
		[ 'wp-content/uploads/the-defaced.png', 'image/png' ],
	] )( 'keeps %s for a day', ( path, contentType ) => {
		expect( policyOf( path, contentType ) ).toBe( 'public, max-age=86400' );
	} );
} );
