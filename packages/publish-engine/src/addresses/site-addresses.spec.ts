import { describe, expect, it } from 'vitest';
import { createSiteAddresses, type SiteRoots } from '.';

const rootsAt = ( home: string, own = home ): SiteRoots => ( {
	homeUrl: home,
	siteUrl: own,
	contentUrl: `${ own }wp-content/`,
	uploadsUrl: `${ own }wp-content/uploads/`,
	includesUrl: `${ own }wp-includes/`,
	restUrl: `${ home }wp-json/`,
} );

describe( 'one spelling for each address', () => {
	const site = createSiteAddresses( rootsAt( 'https://site.test/' ) );

	it.each( [
		[ 'the front page', 'https://site.test', 'https://site.test/' ],
		[ 'a path', '/about/', 'https://site.test/about/' ],
		[
			'a relative path',
			'../a',
			'https://site.test/a',
			'https://site.test/b/c',
		],
		[ 'the other scheme', 'http://site.test/a/', 'https://site.test/a/' ],
		[ 'no scheme', '//site.test/a/', 'https://site.test/a/' ],
		[
			'the default port',
			'https://site.test:443/a/',
			'https://site.test/a/',
		],
		[
			'the other default port',
			'http://site.test:80/',
			'https://site.test/',
		],
		[
			'an upper-case host',
			'HTTPS://SITE.Test/A/',
			'https://site.test/A/',
		],
		[
			'a final dot segment',
			'https://site.test/a/b/..',
			'https://site.test/a/',
		],
		[ 'a fragment', 'https://site.test/a/#x', 'https://site.test/a/' ],
		[ 'an empty query', 'https://site.test/a/?', 'https://site.test/a/' ],
		[ 'a version', '/s.css?ver=7.1', 'https://site.test/s.css?ver=7.1' ],
		[ 'raw letters', '/é/', 'https://site.test/%C3%A9/' ],
		[ 'lower-case escapes', '/%c3%a9/', 'https://site.test/%C3%A9/' ],
		[ 'needless escapes', '/%7Ea%2Db%28/', 'https://site.test/~a-b(/' ],
		[
			'escapes that mean something',
			'/a%2Fb%3f%25',
			'https://site.test/a%2Fb%3F%25',
		],
		[ 'escapes that are no UTF-8', '/%e9/', 'https://site.test/%E9/' ],
		[ 'escapes in a query', '/?a=%c3%a9', 'https://site.test/?a=%C3%A9' ],
		[ 'backslashes', 'https:\\\\site.test\\a\\', 'https://site.test/a/' ],
		[ 'white space', ' /a\n/ ', 'https://site.test/a/' ],
	] )( 'makes %s canonical', ( _name, url, canonical, base?: string ) => {
		expect( site.canonical( url, base ) ).toBe( canonical );
		expect( site.canonical( canonical ) ).toBe( canonical );
	} );

	it.each( [
		[ 'another host', 'https://other.test/' ],
		[ 'a longer host', 'https://site.test.evil.test/' ],
		[ 'a sub-domain', 'https://www.site.test/' ],
		[ 'another server of the host', 'https://site.test:8443/' ],
		[ 'a name and password', 'https://user:secret@site.test/' ],
		[ 'another scheme', 'ftp://site.test/' ],
		[ 'a script', 'javascript:alert(1)' ],
		[ 'data', 'data:text/html,https://site.test/' ],
		[ 'no URL', 'https://' ],
		[ 'no host', 'http:///' ],
	] )( 'gives none to %s', ( _name, url ) => {
		expect( site.canonical( url ) ).toBeNull();
		expect( site.isSameSite( url ) ).toBe( false );
	} );

	it( 'keeps the fragment when it only resolves', () => {
		expect( site.resolve( 'http://site.test/a/#B c' ) ).toBe(
			'https://site.test/a/#B%20c'
		);
	} );
} );

describe( 'a site on a port of its own', () => {
	const site = createSiteAddresses( rootsAt( 'http://localhost:8080/' ) );

	it.each( [
		'http://localhost:8080/a/',
		'https://localhost:8080/a/',
		'//localhost:8080/a/',
		'http://localhost/a/',
		'https://localhost/a/',
	] )( 'is found at %s', ( url ) => {
		expect( site.canonical( url ) ).toBe( 'http://localhost:8080/a/' );
	} );

	it( 'is not found at another port', () => {
		expect( site.canonical( 'http://localhost:3000/a/' ) ).toBeNull();
	} );
} );

describe( 'a site with letters in its host', () => {
	it.each( [ 'https://bücher.test/', 'https://xn--bcher-kva.test/' ] )(
		'is the same in both forms, set up as %s',
		( home ) => {
			const site = createSiteAddresses( rootsAt( home ) );
			for ( const host of [
				'bücher.test',
				'BÜCHER.test',
				'xn--bcher-kva.test',
				'b%C3%BCcher.test',
			] ) {
				expect( site.canonical( `https://${ host }/a/` ) ).toBe(
					'https://xn--bcher-kva.test/a/'
				);
			}
		}
	);
} );

describe( 'a site in directories', () => {
	const site = createSiteAddresses( {
		homeUrl: 'https://site.test/blog/',
		siteUrl: 'https://site.test/core/',
		contentUrl: 'https://site.test/media/',
		uploadsUrl: 'https://cdn.test/u/',
		includesUrl: 'https://site.test/core/wp-includes/',
		restUrl: 'https://site.test/blog/wp-json/',
	} );

	it.each( [
		[ 'https://site.test/blog', 'https://site.test/blog/', '' ],
		[ 'https://site.test/blog/a/', 'https://site.test/blog/a/', 'a/' ],
		[
			'https://site.test/core/x.js',
			'https://site.test/core/x.js',
			'core/x.js',
		],
		[
			'https://site.test/media/a.css',
			'https://site.test/media/a.css',
			'media/a.css',
		],
		[ 'http://cdn.test/u/a.png', 'https://cdn.test/u/a.png', 'u/a.png' ],
	] )( 'holds %s', ( url, canonical, below ) => {
		expect( site.canonical( url ) ).toBe( canonical );
		expect( site.pathBelowBase( canonical ) ).toBe( below );
	} );

	it.each( [
		'https://site.test/',
		'https://site.test/shop/',
		'https://site.test/blogger/',
		'https://cdn.test/other/a.png',
	] )( 'leaves %s to others', ( url ) => {
		expect( site.canonical( url ) ).toBeNull();
	} );

	it( 'makes no other host of a double slash', () => {
		expect(
			site.pathBelowBase( 'https://site.test/blog//evil.test/' )
		).toBe( 'evil.test/' );
	} );
} );
