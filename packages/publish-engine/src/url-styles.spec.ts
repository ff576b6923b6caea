import type { UrlStyle } from '@aether/provider-sdk';
import { MemoryTarget } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemoryRecords, MemorySite } from '../testing';
import { publishSite } from './publish-site';

const page = ( content: string ) => `<html><body>${ content }</body></html>`;

/** What stands in the page `/about/`, and what becomes of it: absolute, from the root, from the document. */
const LINKS: readonly ( readonly [
	written: string,
	absolute: string,
	rootRelative: string,
	documentRelative: string,
] )[] = [
	[
		'<a href="https://site.test/">',
		'<a href="https://out.test/sub/">',
		'<a href="/sub/">',
		'<a href="../index.html">',
	],
	[
		'<a href="/team/#x">',
		'<a href="https://out.test/sub/team/#x">',
		'<a href="/sub/team/#x">',
		'<a href="../team/index.html#x">',
	],
	[
		'<img src="../logo.png">',
		'<img src="../logo.png">',
		'<img src="../logo.png">',
		'<img src="../logo.png">',
	],
	[
		'<img srcset="/logo.png 1x">',
		'<img srcset="https://out.test/sub/logo.png 1x">',
		'<img srcset="/sub/logo.png 1x">',
		'<img srcset="../logo.png 1x">',
	],
	[
		'<p style="background: url(/logo.png?v=1)">',
		'<p style="background: url(https://out.test/sub/logo.png?v=1)">',
		'<p style="background: url(/sub/logo.png?v=1)">',
		'<p style="background: url(../logo.png?v=1)">',
	],
	[
		'<script type="application/json">{"src":"\\/logo.png"}</script>',
		'<script type="application/json">{"src":"https:\\/\\/out.test\\/sub\\/logo.png"}</script>',
		'<script type="application/json">{"src":"\\/sub\\/logo.png"}</script>',
		'<script type="application/json">{"src":"..\\/logo.png"}</script>',
	],
];

/** What is read away from the page names the whole address in every style. */
const WHOLE: readonly ( readonly [ written: string, published: string ] )[] = [
	[
		'<link rel="canonical" href="/about/">',
		'<link rel="canonical" href="https://out.test/sub/about/">',
	],
	[
		'<link rel="alternate" hreflang="de" href="/team/">',
		'<link rel="alternate" hreflang="de" href="https://out.test/sub/team/">',
	],
	[
		'<meta property="og:url" content="/about/">',
		'<meta property="og:url" content="https://out.test/sub/about/">',
	],
	[
		'<meta property="og:image" content="/logo.png">',
		'<meta property="og:image" content="https://out.test/sub/logo.png">',
	],
	[
		'<script type="application/ld+json">{"@id":"/about/","url":"https://site.test/team/"}</script>',
		'<script type="application/ld+json">{"@id":"https://out.test/sub/about/","url":"https://out.test/sub/team/"}</script>',
	],
];

const FILES: readonly ( readonly [
	path: string,
	written: string,
	published: string,
] )[] = [
	[
		'feed/index.xml',
		'<rss><link>https://site.test/about/</link><description>&lt;a href="/team/"&gt;</description></rss>',
		'<rss><link>https://out.test/sub/about/</link><description>&lt;a href="https://out.test/sub/team/"&gt;</description></rss>',
	],
	[
		'wp-sitemap.xml',
		'<urlset><url><loc>https://site.test/about/</loc></url></urlset>',
		'<urlset><url><loc>https://out.test/sub/about/</loc></url></urlset>',
	],
	[
		'robots.txt',
		'Disallow: /wp-admin/\nSitemap: https://site.test/wp-sitemap.xml\n',
		'Disallow: /sub/wp-admin/\nSitemap: https://out.test/sub/wp-sitemap.xml\n',
	],
];

const bodyOf = ( path: string ) =>
	FILES.find( ( [ name ] ) => name === path )?.[ 1 ] ?? '';

describe.each< [ UrlStyle, 1 | 2 | 3 ] >( [
	[ 'absolute', 1 ],
	[ 'root-relative', 2 ],
	[ 'document-relative', 3 ],
] )( 'a target that wants %s addresses', ( urlStyle, column ) => {
	it( 'gets them, and whole ones where a format asks for them', async () => {
		const target = Object.assign(
			new MemoryTarget( { baseUrl: 'https://out.test/sub/' } ),
			{ urlStyle }
		);
		const join = ( parts: readonly string[] ) => page( parts.join( '' ) );
		await publishSite( {
			services: createTestServices( {
				site: new MemorySite( {
					'/': { body: page( 'Home' ), listedAs: 'home' },
					'/about/': {
						body: join( [
							...LINKS.map( ( [ written ] ) => written ),
							...WHOLE.map( ( [ written ] ) => written ),
						] ),
						listedAs: 'post',
					},
					'/team/': { body: page( 'Team' ), listedAs: 'post' },
					'/logo.png': { body: 'logo' },
					'/feed/': {
						body: bodyOf( 'feed/index.xml' ),
						contentType: 'application/rss+xml',
						listedAs: 'feed',
					},
					'/wp-sitemap.xml': {
						body: bodyOf( 'wp-sitemap.xml' ),
						listedAs: 'sitemap',
					},
					'/robots.txt': {
						body: bodyOf( 'robots.txt' ),
						listedAs: 'robots',
					},
				} ),
				targets: { memory: () => target },
			} ),
			records: new MemoryRecords(),
		} );
		const textOf = ( path: string ) =>
			new TextDecoder().decode( target.backend.read().get( path )?.body );
		expect( textOf( 'about/index.html' ) ).toBe(
			join( [
				...LINKS.map( ( link ) => link[ column ] ),
				...WHOLE.map( ( [ , published ] ) => published ),
			] )
		);
		for ( const [ path, , published ] of FILES ) {
			expect( textOf( path ) ).toBe( published );
		}
	} );
} );
