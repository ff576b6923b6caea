import { toTargetPath } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { RedirectMap } from '../rendering/redirect-map';
import type { RenderedResource } from '../rendering/rendered-site';
import { type CheckedSite, checkSite } from './site-checks';

const site = ( overrides: Partial< CheckedSite > = {} ): CheckedSite => ( {
	information: { siteUrl: 'https://site.test/' },
	pageCount: 10,
	lastPageCount: null,
	largestPageLoss: 20,
	smallestPageShare: 5,
	resources: [],
	redirects: new RedirectMap(),
	looseEnds: [],
	pageEnds: { openEnded: [], closedCount: 10 },
	answersFor: () => false,
	...overrides,
} );

const pages = ( ...sizes: readonly number[] ): RenderedResource[] =>
	sizes.map( ( size, index ) => ( {
		url: `https://site.test/${ index }/`,
		kind: 'post',
		path: toTargetPath( `${ index }/index.html` ),
		contentType: 'text/html; charset=UTF-8',
		sha256: '0'.repeat( 64 ),
		size,
		references: null,
	} ) );

const codesOf = ( overrides: Partial< CheckedSite > ) =>
	checkSite( site( overrides ) ).map( ( { code } ) => code );

const link = ( url: string ) => ( { url, referrer: 'https://site.test/a/' } );

describe( 'the page count', () => {
	it.each( [
		[ null, 10, [] ],
		[ 100, 80, [] ],
		[ 100, 79, [ 'page_count_fell' ] ],
		[ 3, 1, [] ],
		[ 5, 2, [ 'page_count_fell' ] ],
		[ 10, 400, [] ],
	] )( 'of %s that becomes %s: %j', ( lastPageCount, pageCount, codes ) => {
		expect( codesOf( { lastPageCount, pageCount } ) ).toEqual( codes );
	} );
} );

describe( 'the largest loss of pages', () => {
	it.each( [
		[ 20, 79, [ 'page_count_fell' ] ],
		[ 21, 79, [] ],
		[ 0, 97, [ 'page_count_fell' ] ],
		[ 100, 0, [] ],
	] )(
		'of %s percent, where %s of 100 pages are left: %j',
		( largestPageLoss, pageCount, codes ) => {
			expect(
				codesOf( { lastPageCount: 100, pageCount, largestPageLoss } )
			).toEqual( codes );
		}
	);
} );

describe( 'a page without an end', () => {
	const openEnded = [ { url: 'https://site.test/cut/' } ];

	it( 'is truncated where the other pages have one', () => {
		expect(
			checkSite( site( { pageEnds: { openEnded, closedCount: 3 } } ) )
		).toMatchObject( [
			{
				severity: 'error',
				code: 'page_truncated',
				url: 'https://site.test/cut/',
			},
		] );
	} );

	it( 'is how the theme writes it where the others have none either', () => {
		expect(
			codesOf( { pageEnds: { openEnded, closedCount: 2 } } )
		).toEqual( [] );
	} );
} );

describe( 'a page much smaller than the others', () => {
	it( 'is mentioned', () => {
		expect(
			checkSite(
				site( {
					resources: pages( 400, ...Array( 9 ).fill( 10_000 ) ),
				} )
			)
		).toMatchObject( [
			{
				severity: 'warning',
				code: 'page_small',
				url: 'https://site.test/0/',
			},
		] );
	} );

	it.each( [
		[ 0, [] ],
		[ 4, [] ],
		[ 5, [ 'page_small' ] ],
		[ 100, [ 'page_small' ] ],
	] )(
		'is so below %s percent of the usual size: %j',
		( smallestPageShare, codes ) => {
			const resources = pages( 400, ...Array( 9 ).fill( 10_000 ) );
			expect( codesOf( { resources, smallestPageShare } ) ).toEqual(
				codes
			);
		}
	);

	it( 'is not, where there are too few to compare with', () => {
		expect(
			codesOf( { resources: pages( 400, 10_000, 10_000 ) } )
		).toEqual( [] );
	} );
} );

describe( 'a reference that nothing answers', () => {
	it( 'is listed once with the document that has it, whatever its query', () => {
		expect(
			checkSite(
				site( {
					looseEnds: [
						link( 'https://site.test/wp-login.php?redirect_to=a' ),
						link( 'https://site.test/wp-login.php?redirect_to=b' ),
					],
				} )
			)
		).toMatchObject( [
			{
				severity: 'warning',
				code: 'target_missing',
				url: 'https://site.test/a/',
				subject: 'https://site.test/wp-login.php',
			},
		] );
	} );

	it( 'is none where the published site has the page without its query', () => {
		expect(
			codesOf( {
				looseEnds: [ link( 'https://site.test/a/?replytocom=3' ) ],
				answersFor: () => true,
			} )
		).toEqual( [] );
	} );

	it.each( [
		[ 'https://site.test/?p=7&preview=true', 'preview_link' ],
		[
			'https://site.test/wp-admin/post.php?post=7&action=edit',
			'edit_link',
		],
		[ 'https://site.test/wp-admin/customize.php', 'edit_link' ],
	] )( '%s is a link for authors: %s', ( url, code ) => {
		expect( codesOf( { looseEnds: [ link( url ) ] } ) ).toEqual( [ code ] );
	} );
} );

describe( 'a redirect that never ends at a page', () => {
	it( 'is an error', () => {
		const redirects = new RedirectMap();
		redirects.add( {
			from: 'https://site.test/a/',
			to: 'https://site.test/b/',
			status: 301,
		} );
		redirects.add( {
			from: 'https://site.test/b/',
			to: 'https://site.test/a/',
			status: 301,
		} );
		expect( codesOf( { redirects } ) ).toEqual( [
			'redirect_loop',
			'redirect_loop',
		] );
	} );
} );
