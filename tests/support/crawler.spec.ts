import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStaticServer, type StaticServer } from '../stands/static-server';
import { brokenLinks, crawl, pagesOf } from './crawler';
import { visibleText } from './page-references';
import { leaks, publishedFiles } from './published-folder';

const SITE: Readonly< Record< string, string > > = {
	'index.html': `<title>Home</title>
		<link rel="stylesheet" href="style.css"><link rel="preconnect" href="/never">
		<script type="importmap">{"imports":{"a":"/a.js"}}</script>
		<img src="x.png" srcset="x.png 1x, missing-2x.png 2x"> <a href="about/#top">About</a>
		<a href="https://elsewhere.example/">Elsewhere</a> <a href="mailto:a@b.example">Mail</a>`,
	'style.css': `@import "print.css"; a { background: url( 'dot.gif' ) } b { background: url(data:image/gif;base64,AA) }`,
	'print.css': '',
	'dot.gif': 'GIF',
	'a.js': '',
	'x.png': 'PNG',
	'about/index.html': `<p>About <a href="../gone/">gone</a></p>`,
};

let place: string;
let server: StaticServer;

beforeAll( async () => {
	place = await mkdtemp( join( tmpdir(), 'aether-crawl-' ) );
	for ( const [ path, content ] of Object.entries( SITE ) ) {
		await mkdir( dirname( join( place, path ) ), { recursive: true } );
		await writeFile( join( place, path ), content );
	}
	server = await startStaticServer( { directory: place } );
} );

afterAll( async () => {
	await server.stop();
	await rm( place, { recursive: true, force: true } );
} );

describe( 'the crawler', () => {
	it( 'follows links, images, style sheets and import maps, and stays on the site', async () => {
		const files = await crawl( `${ server.url }/` );
		expect(
			[ ...files.keys() ]
				.map( ( url ) => url.slice( server.url.length ) )
				.sort()
		).toEqual( [
			'/',
			'/a.js',
			'/about/',
			'/dot.gif',
			'/gone/',
			'/missing-2x.png',
			'/print.css',
			'/style.css',
			'/x.png',
		] );
		expect( pagesOf( files ) ).toHaveLength( 2 );
	} );

	it( 'names what is broken and where it was met', async () => {
		expect( brokenLinks( await crawl( `${ server.url }/` ) ) ).toEqual( [
			`404 ${ server.url }/missing-2x.png (from ${ server.url }/)`,
			`404 ${ server.url }/gone/ (from ${ server.url }/about/)`,
		] );
	} );

	it( 'does not crawl without end', async () => {
		await expect(
			crawl( `${ server.url }/`, { limit: 3 } )
		).rejects.toThrow( 'more than 3 files' );
	} );
} );

describe( 'the visible text', () => {
	it( 'is the title and what a person reads', () => {
		expect(
			visibleText(
				'<head><title>A &amp; B</title><style>x</style></head><body><p>One\n two</p><script>no</script><p>three</p>'
			)
		).toBe( 'A & B One two three' );
	} );
} );

describe( 'leaks', () => {
	it.each( [
		[ 'http://127.0.0.1:9400/x', '127.0.0.1:9400' ],
		[ 'http:\\/\\/127.0.0.1:9400\\/x', '127.0.0.1:9400' ],
		[ 'u=http%3A%2F%2F127.0.0.1%3A9400%2F', '127.0.0.1%3A9400' ],
		[ '<a href="/wp-admin/post.php?post=1">', 'an edit link' ],
		[ '<div id="wpadminbar">', 'the admin bar' ],
		[ '{"nonce":"0123456789"}', 'a nonce' ],
	] )( 'are found in %s', ( text, find ) => {
		const found = leaks(
			[ { path: 'a.html', content: Buffer.from( text ) } ],
			'http://127.0.0.1:9400'
		);
		expect( found ).toHaveLength( 1 );
		expect( found[ 0 ] ).toContain( find );
	} );

	it( 'are not seen where there are none', async () => {
		expect(
			leaks( await publishedFiles( place ), 'http://127.0.0.1:9400' )
		).toEqual( [] );
	} );
} );
