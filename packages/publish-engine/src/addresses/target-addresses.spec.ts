import { toTargetPath, type UrlStyle } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import type { Reference } from '../references/types';
import { createPathPlan, createSiteAddresses, createTargetAddresses } from '.';

const HOME = 'https://site.test/blog/';
const site = createSiteAddresses( {
	homeUrl: HOME,
	siteUrl: 'https://site.test/blog/wp/',
	contentUrl: 'https://site.test/files/',
	uploadsUrl: 'https://site.test/files/uploads/',
	includesUrl: 'https://site.test/blog/wp/wp-includes/',
	restUrl: `${ HOME }wp-json/`,
} );
const paths = createPathPlan( site );
const HTML = 'text/html';
for ( const [ url, type ] of [
	[ HOME, HTML ],
	[ `${ HOME }about/`, HTML ],
	[ `${ HOME }about/team/`, HTML ],
	[ `${ HOME }no-slash`, HTML ],
	[ `${ HOME }?lang=de`, HTML ],
	[ `${ HOME }feed/`, 'application/rss+xml' ],
	[ `${ HOME }a:b/`, HTML ],
	[ 'https://site.test/files/s.css', 'text/css' ],
	[ 'https://site.test/files/%E6%97%A5.png', 'image/png' ],
] as const ) {
	paths.assign( url, type );
}

function write(
	baseUrl: string,
	urlStyle: UrlStyle,
	url: string,
	from = 'index.html',
	traits: Partial< Reference > = {}
): string | undefined {
	const target = createTargetAddresses( { baseUrl, urlStyle, paths, site } );
	const reference: Reference = {
		start: 0,
		end: 1,
		url: site.resolve( url ) ?? url,
		role: 'page',
		encodings: [],
		absolute: false,
		...traits,
	};
	return target.urlFor( reference, toTargetPath( from ) );
}

const ROOT = 'https://out.test/';
const SUB = 'https://out.test/sub/';

describe( 'an address on a target', () => {
	it.each( [
		[ 'the front page', HOME, '', './index.html' ],
		[ 'a page', `${ HOME }about/`, 'about/', './about/index.html' ],
		[
			'a fragment',
			`${ HOME }about/#x`,
			'about/#x',
			'./about/index.html#x',
		],
		[
			'a page without its slash',
			`${ HOME }no-slash`,
			'no-slash/',
			'./no-slash/index.html',
		],
		[
			'a page of a query',
			`${ HOME }?lang=de`,
			'query-lang-de-0b67470a/',
			'./query-lang-de-0b67470a/index.html',
		],
		[
			'a query that selects nothing',
			`${ HOME }about/?utm=1`,
			'about/?utm=1',
			'./about/index.html?utm=1',
		],
		[ 'a feed', `${ HOME }feed/`, 'feed/index.xml', './feed/index.xml' ],
		[
			'a versioned file outside the home directory',
			'https://site.test/files/s.css?ver=1',
			'files/s.css?ver=1',
			'./files/s.css?ver=1',
		],
		[
			'a name in another script',
			'https://site.test/files/日.png',
			'files/%E6%97%A5.png',
			'./files/%E6%97%A5.png',
		],
		[
			'what is not published',
			`${ HOME }wp/wp-login.php?x=1`,
			'wp/wp-login.php?x=1',
			'./wp/wp-login.php?x=1',
		],
		[
			'a reply link',
			`${ HOME }about/?replytocom=7#respond`,
			'about/#respond',
			'./about/index.html#respond',
		],
	] )( 'of %s', ( _name, url, tail, relative ) => {
		expect( write( SUB, 'absolute', url ) ).toBe( SUB + tail );
		expect( write( ROOT, 'absolute', url ) ).toBe( ROOT + tail );
		expect( write( SUB, 'root-relative', url ) ).toBe( `/sub/${ tail }` );
		expect( write( ROOT, 'root-relative', url ) ).toBe( `/${ tail }` );
		expect( write( SUB, 'document-relative', url ) ).toBe( relative );
	} );

	it( 'carries other addresses of the site over to the target', () => {
		const inner = encodeURIComponent( `${ HOME }about/` );
		expect(
			write( SUB, 'root-relative', `${ HOME }x?to=${ inner }&y=1` )
		).toBe( `/sub/x?to=${ encodeURIComponent( `${ SUB }about/` ) }&y=1` );
	} );

	it.each( [
		[ 'index.html', `${ HOME }about/team/`, './about/team/index.html' ],
		[ 'about/team/index.html', HOME, '../../index.html' ],
		[ 'about/team/index.html', `${ HOME }about/`, '../index.html' ],
		[ 'about/index.html', `${ HOME }about/#x`, './index.html#x' ],
		[
			'about/index.html',
			'https://site.test/files/s.css',
			'../files/s.css',
		],
		[ 'files/s.css', 'https://site.test/files/日.png', './%E6%97%A5.png' ],
	] )( 'seen from %s leads to %s by the way %s', ( from, url, way ) => {
		expect( write( SUB, 'document-relative', url, from ) ).toBe( way );
	} );

	it( 'is absolute where the format asks for it', () => {
		expect(
			write( SUB, 'document-relative', `${ HOME }about/`, 'index.html', {
				absolute: true,
			} )
		).toBe( `${ SUB }about/` );
	} );

	it( 'is a path where the format asks for it', () => {
		for ( const style of [ 'absolute', 'document-relative' ] as const ) {
			expect(
				write( SUB, style, HOME, 'about/index.html', {
					pathOnly: true,
				} )
			).toBe( '/sub/' );
		}
	} );

	it( 'of another site is left as it is', () => {
		expect(
			write( SUB, 'absolute', 'https://other.test/' )
		).toBeUndefined();
	} );

	it( 'takes a base URL without its slash', () => {
		expect( write( 'https://out.test/sub', 'absolute', HOME ) ).toBe( SUB );
	} );

	it( 'in text gets no slash that is not there', () => {
		const mention = { role: 'mention', absolute: true } as const;
		const target = createTargetAddresses( {
			baseUrl: SUB,
			urlStyle: 'absolute',
			paths,
			site,
		} );
		const written = ( url: string ) =>
			target.urlFor(
				{ start: 0, end: 1, url, encodings: [], ...mention },
				toTargetPath( 'index.html' )
			);
		expect( written( 'https://site.test/blog' ) ).toBe(
			'https://out.test/sub'
		);
		expect( written( 'https://site.test/blog/' ) ).toBe( SUB );
		expect( written( `${ HOME }about` ) ).toBe( `${ SUB }about` );
	} );
} );

describe( 'a relative reference', () => {
	const relative = { relative: true } as const;

	it( 'stays when document and destination keep their places', () => {
		for ( const style of [ 'absolute', 'root-relative' ] as const ) {
			expect(
				write(
					SUB,
					style,
					`${ HOME }about/team/`,
					'about/index.html',
					relative
				)
			).toBeUndefined();
		}
		expect(
			write(
				SUB,
				'document-relative',
				'https://site.test/files/日.png',
				'files/s.css',
				relative
			)
		).toBeUndefined();
	} );

	it.each( [
		[ 'the document moved', `${ HOME }about/`, 'no-slash/index.html' ],
		[ 'the destination moved', `${ HOME }a:b/`, 'index.html' ],
		[ 'the destination has another name', `${ HOME }feed/`, 'index.html' ],
		[
			'it becomes another',
			`${ HOME }about/?replytocom=1`,
			'about/index.html',
		],
		[ 'the document stands anywhere', `${ HOME }about/`, '404.html' ],
	] )( 'is written anew when %s', ( _name, url, from ) => {
		expect( write( SUB, 'absolute', url, from, relative ) ).toMatch(
			/^https:/
		);
	} );

	it( 'to a directory is written anew for files that are opened without a server', () => {
		expect(
			write(
				SUB,
				'document-relative',
				`${ HOME }about/`,
				'index.html',
				relative
			)
		).toBe( './about/index.html' );
	} );
} );
