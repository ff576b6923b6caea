import { describe, expect, it } from 'vitest';
import { fc } from '../../../../tests/support/properties';
import { createPathPlan, createSiteAddresses } from '.';

const HOME = 'https://site.test/';
const site = createSiteAddresses( {
	homeUrl: HOME,
	siteUrl: HOME,
	contentUrl: `${ HOME }wp-content/`,
	uploadsUrl: `${ HOME }wp-content/uploads/`,
	includesUrl: `${ HOME }wp-includes/`,
	restUrl: `${ HOME }wp-json/`,
} );
const at = ( path: string ): string => site.canonical( HOME + path ) ?? '';

function planFor(
	...resources: readonly ( readonly [ path: string, type: string ] )[]
) {
	const plan = createPathPlan( site );
	for ( const [ path, type ] of resources ) {
		plan.assign( at( path ), type );
	}
	return {
		paths: resources.map( ( [ path ] ) => plan.pathOf( at( path ) ) ),
		findings: plan.findings().map( ( { code, url } ) => [ code, url ] ),
	};
}

const HTML = 'text/html; charset=UTF-8';

describe( 'the path of a resource', () => {
	it.each( [
		[ 'the front page', '', HTML, 'index.html' ],
		[ 'a page', 'about/', HTML, 'about/index.html' ],
		[ 'a page without slash', 'about', HTML, 'about/index.html' ],
		[ 'a page with dots', 'version-1.2/', HTML, 'version-1.2/index.html' ],
		[ 'a page with dots, without slash', 'v1.2', HTML, 'v1.2/index.html' ],
		[ 'a page that is a file', 'old.html', HTML, 'old.html' ],
		[ 'a page that PHP makes', 'old.php', HTML, 'old.php/index.html' ],
		[ 'a page in another script', '%E6%97%A5/', HTML, '日/index.html' ],
		[ 'a feed', 'feed/', 'application/rss+xml', 'feed/index.xml' ],
		[
			'a feed without slash',
			'feed/atom',
			'application/atom+xml',
			'feed/atom/index.xml',
		],
		[ 'a sitemap', 'wp-sitemap.xml', 'application/xml', 'wp-sitemap.xml' ],
		[ 'robots.txt', 'robots.txt', 'text/plain', 'robots.txt' ],
		[
			'a style sheet with a version',
			'style.css?ver=7.1',
			'text/css',
			'style.css',
		],
		[
			'a style sheet that PHP makes',
			'css.php?x=1',
			'text/css',
			/^css\.php-[0-9a-f]{8}\.css$/,
		],
		[ 'data of no name', 'data/', 'application/json', 'data/index.json' ],
		[
			'an image without ending',
			'avatar/abc',
			'image/png',
			'avatar/abc.png',
		],
		[
			'a page that a query selects',
			'about/?lang=de',
			HTML,
			/^about\/query-lang-de-[0-9a-f]{8}\/index\.html$/,
		],
		[
			'a plain permalink',
			'?p=12',
			HTML,
			/^query-p-12-[0-9a-f]{8}\/index\.html$/,
		],
		[ 'a space', 'a%20b.png', 'image/png', 'a b.png' ],
		[ 'a percent sign', '100%25/', HTML, '100%/index.html' ],
		[ 'letters in two pieces', 'e%CC%81/', HTML, 'é/index.html' ],
		[ 'doubled slashes', 'a//b/', HTML, 'a/b/index.html' ],
	] as const )( 'of %s', ( _name, path, type, expected ) => {
		const [ found ] = planFor( [ path, type ] ).paths;
		expect( found ).toEqual(
			typeof expected === 'string'
				? expected
				: expect.stringMatching( expected )
		);
		expect( planFor( [ path, type ] ).findings ).toEqual( [] );
	} );

	it( 'is found by any spelling that leads to it', () => {
		const plan = createPathPlan( site );
		plan.assign( at( 'about/' ), HTML );
		plan.assign( at( 'style.css' ), 'text/css' );
		expect( plan.pathOf( at( 'about' ) ) ).toBe( 'about/index.html' );
		expect( plan.pathOf( at( 'style.css?ver=8' ) ) ).toBe( 'style.css' );
		expect( plan.pathOf( at( 'about/?lang=de' ) ) ).toBeUndefined();
		expect( plan.pathOf( at( 'missing/' ) ) ).toBeUndefined();
	} );
} );

describe( 'a name that not every target can hold', () => {
	it.each( [
		[
			'reserved by a host',
			'_redirects',
			'text/plain',
			/^_redirects-\w{8}\.txt$/,
		],
		[
			'reserved by the release',
			'_aether/',
			HTML,
			/^_aether-\w{8}\/index\.html$/,
		],
		[ 'reserved by the 404 page', '404.html', HTML, /^404-\w{8}\.html$/ ],
		[ 'reserved by git', 'a/.git/', HTML, /^a\/\.git-\w{8}\/index\.html$/ ],
		[ 'reserved by Windows', 'con/', HTML, /^con-\w{8}\/index\.html$/ ],
		[ 'with a colon', 'a:b/', HTML, /^a-b-\w{8}\/index\.html$/ ],
		[ 'with an encoded slash', 'a%2Fb/', HTML, /^a-b-\w{8}\/index\.html$/ ],
		[
			'with an encoded backslash',
			'..%5Cb/',
			HTML,
			/^\.\.-b-\w{8}\/index\.html$/,
		],
		[
			'with a control character',
			'a%07b/',
			HTML,
			/^a-b-\w{8}\/index\.html$/,
		],
		[
			'with dots that are encoded twice',
			'%252e%252e/a/',
			HTML,
			/^-2e-2e-\w{8}\/a\/index\.html$/,
		],
		[
			'of 300 letters',
			`${ 'a'.repeat( 300 ) }/`,
			HTML,
			/^a{246}-\w{8}\/index\.html$/,
		],
		[
			'of 100 letters of three bytes',
			`${ '日'.repeat( 100 ) }.png`,
			'image/png',
			/^日{80}-\w{8}\.png$/,
		],
	] as const )(
		'%s gets another and is reported',
		( _name, path, type, expected ) => {
			const { paths, findings } = planFor( [ path, type ] );
			expect( paths[ 0 ] ).toMatch( expected );
			expect( findings ).toMatchObject( [
				[ 'path_renamed', expect.any( String ) ],
			] );
		}
	);

	it( 'in a path of more than 1,024 bytes moves to a short one', () => {
		const { paths, findings } = planFor( [
			`${ 'abcdefgh/'.repeat( 130 ) }`,
			HTML,
		] );
		expect( paths[ 0 ] ).toMatch( /^long-\w{8}\/index\.html$/ );
		expect( findings ).toMatchObject( [
			[ 'path_renamed', expect.any( String ) ],
		] );
	} );
} );

describe( 'two resources that want one path', () => {
	it( 'that differ in case: lower case keeps it', () => {
		const { paths, findings } = planFor(
			[ 'About/', HTML ],
			[ 'about/', HTML ]
		);
		expect( paths ).toEqual( [
			expect.stringMatching( /^About-\w{8}\/index\.html$/ ),
			'about/index.html',
		] );
		expect( findings ).toEqual( [ [ 'path_collision', at( 'About/' ) ] ] );
	} );

	it( 'a file and a directory: the directory keeps it', () => {
		const { paths, findings } = planFor(
			[ 'news.xml', 'application/xml' ],
			[ 'news.xml/', HTML ]
		);
		expect( paths ).toEqual( [
			expect.stringMatching( /^news-\w{8}\.xml$/ ),
			'news.xml/index.html',
		] );
		expect( findings ).toEqual( [
			[ 'path_is_directory', at( 'news.xml' ) ],
		] );
	} );

	it( 'that are two forms of the same letters', () => {
		const { paths } = planFor(
			[ 'e%CC%81.png', 'image/png' ],
			[ '%C3%A9.png', 'image/png' ]
		);
		expect( new Set( paths ).size ).toBe( 2 );
		expect( paths ).toContain( 'é.png' );
	} );

	it.each( [
		[ 'the page first', [ 'about', 'about/' ] ],
		[ 'the image first', [ 'about/', 'about' ] ],
	] )(
		'keep a file each when the slash at the end changes the type, %s',
		( _order, addresses ) => {
			const plan = createPathPlan( site );
			for ( const address of addresses ) {
				plan.assign(
					at( address ),
					address === 'about' ? HTML : 'image/png'
				);
			}
			expect( plan.pathOf( at( 'about' ) ) ).toBe( 'about/index.html' );
			expect( plan.pathOf( at( 'about/' ) ) ).toBe( 'about/index.png' );
			expect( plan.findings() ).toEqual( [] );
		}
	);

	it( 'share it when they are one resource', () => {
		const { paths, findings } = planFor(
			[ 'a.css?ver=1', 'text/css' ],
			[ 'a.css?ver=2', 'text/css' ],
			[ 'about', HTML ],
			[ 'about/', HTML ]
		);
		expect( paths ).toEqual( [
			'a.css',
			'a.css',
			'about/index.html',
			'about/index.html',
		] );
		expect( findings ).toEqual( [] );
	} );
} );

describe( 'any set of resources', () => {
	const segment = fc.oneof(
		fc.constantFrom(
			'a',
			'A',
			'b',
			'a.html',
			'A.html',
			'index.html',
			'_redirects',
			'é',
			'E%CC%81',
			'%2e',
			'..',
			'con'
		),
		fc
			.string( { maxLength: 4, unit: 'binary' } )
			.map( ( text ) =>
				encodeURIComponent( text.replace( /\p{Surrogate}/gu, '' ) )
			)
	);
	const path = fc
		.tuple(
			fc.array( segment, { maxLength: 3 } ),
			fc.constantFrom( '', '/', '?x', '/?x=1' )
		)
		.map( ( [ segments, end ] ) => segments.join( '/' ) + end );
	const resource = fc.tuple(
		path,
		fc.constantFrom(
			HTML,
			'text/css',
			'application/rss+xml',
			'image/png',
			''
		)
	);
	const resources = fc.uniqueArray( resource, {
		maxLength: 12,
		selector: ( [ one ] ) => at( one ),
	} );

	it( 'has the same paths in any order', () => {
		fc.assert(
			fc.property( resources, ( some ) => {
				const forwards = planFor( ...some );
				const backwards = planFor( ...[ ...some ].reverse() );
				expect( backwards.paths.reverse() ).toEqual( forwards.paths );
			} )
		);
	} );

	it( 'has paths that do not meet, even where case does not matter', () => {
		fc.assert(
			fc.property( resources, ( some ) => {
				const plan = createPathPlan( site );
				for ( const [ one, type ] of some ) {
					plan.assign( at( one ), type );
				}
				const byPath = new Map< string, string >();
				for ( const [ one ] of some ) {
					const found = plan.pathOf( at( one ) ) ?? '';
					const folded = found.toLowerCase();
					expect( byPath.get( folded ) ?? found ).toBe( found );
					byPath.set( folded, found );
				}
				for ( const folded of byPath.keys() ) {
					expect(
						[ ...byPath.keys() ].some( ( other ) =>
							other.startsWith( `${ folded }/` )
						)
					).toBe( false );
				}
			} )
		);
	} );
} );
