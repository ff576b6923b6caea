import { readdir, readlink } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStaticServer, type StaticServer } from '../stands/static-server';
import { openBrowser, type BrowserSession } from '../support/browser';
import { brokenLinks, crawl, pagesOf } from '../support/crawler';
import { php } from '../support/php';
import { countClicks, watchLayoutShifts } from '../support/observers';
import { objectionsTo } from '../support/page-checks';
import { leaks, publishedFiles } from '../support/published-folder';
import { reading } from '../support/reading';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

const PROVIDER = 'Local filesystem';

const WIDE = { width: 1280, height: 1000 };
const NARROW = { width: 390, height: 844 };

const wordPress = sharedWordPress();
/** Of a newcomer, from the dashboard to a published site. */
const MOST_CLICKS = 5;

const place = join(
	wordPress.uploadsDirectory,
	'aether/local-filesystem/static_site'
);
const current = join( place, 'current' );

let site: StaticServer;
let browser: BrowserSession;
let settings: SettingsPage;

/** A post of these tests alone, so that the demo content stays as it is. */
let post: { readonly id: number; readonly path: string };

const get = ( path: string ): Promise< Response > =>
	fetch( site.url + path, { redirect: 'manual' } );

/** Hashes of a release's files by path. */
const hashes = async (): Promise< Map< string, string > > =>
	new Map(
		( await publishedFiles( current ) ).map( ( { path, content } ) => [
			path,
			createHash( 'sha256' ).update( content ).digest( 'hex' ),
		] )
	);

/** Every page as an anonymous visitor of the published site finds it. */
const pages = async () => pagesOf( await crawl( `${ site.url }/` ) );

beforeAll( async () => {
	post = await php(
		`$id = wp_insert_post( array( 'post_title' => 'A post that changes', 'post_content' => '<p>First wording.</p>', 'post_status' => 'publish', 'post_author' => 1, 'post_date' => '2026-03-01 12:00:00' ) );
		return array( 'id' => $id, 'path' => wp_parse_url( get_permalink( $id ), PHP_URL_PATH ) );`
	);
	site = await startStaticServer( { directory: current } );
	browser = await openBrowser( wordPress );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await site?.stop();
	await php( 'wp_delete_post( $id, true );', { id: post.id } );
} );

describe( 'A person publishes from Settings → Aether', () => {
	it( 'by ticking a provider, saving and pressing one button', async () => {
		const clicks = await countClicks( browser.page );
		await settings.open();
		const card = settings.card( PROVIDER );
		await card.getByRole( 'checkbox', { name: 'Static site' } ).check();
		await card.getByLabel( 'Public address' ).fill( `${ site.url }/` );
		await settings.save();

		const outcome = await settings.publish();
		expect( clicks() ).toBeLessThanOrEqual( MOST_CLICKS );
		expect( outcome.text ).toMatch( /Published: \d+ pages/ );
		expect( outcome.sent ).toBeGreaterThan( 50 );

		const [ opened ] = await Promise.all( [
			browser.page.waitForEvent( 'popup' ),
			browser.page.getByRole( 'link', { name: /Open site/ } ).click(),
		] );
		await opened.waitForLoadState();
		expect( opened.url() ).toBe( `${ site.url }/` );
		expect( await opened.title() ).toContain( 'Low Tide Journal' );
		await opened.close();
	} );

	it( 'and every internal link and asset of the result answers', async () => {
		const files = await crawl( `${ site.url }/`, {
			also: [ 'wp-sitemap.xml', 'robots.txt' ],
		} );
		expect( brokenLinks( files ) ).toEqual( [] );
		expect( pagesOf( files ).length ).toBeGreaterThan( 30 );
	} );

	it( 'and no file names the WordPress it came from or holds a mark of a session', async () => {
		expect(
			leaks( await publishedFiles( current ), wordPress.url )
		).toEqual( [] );
	} );

	it( 'and nothing unpublished, private or protected is in it', async () => {
		const found = ( await publishedFiles( current ) ).filter(
			( { content } ) => content.includes( 'stays at home' )
		);
		expect( found.map( ( { path } ) => path ) ).toEqual( [] );
	} );

	it( 'and each page reads as WordPress shows it to an anonymous visitor', async () => {
		const differences: string[] = [];
		const published = await pages();
		for ( const { url, body } of published ) {
			const path = url.slice( site.url.length );
			const original = await fetch( wordPress.url + path );
			const expected = reading( await original.text(), wordPress.url );
			if ( reading( body, site.url ) !== expected ) {
				differences.push( path );
			}
		}
		expect( differences ).toEqual( [] );
		expect( published.length ).toBeGreaterThan( 30 );
	} );

	it( 'and what was never there gets the site’s own 404 page', async () => {
		const response = await get( '/never-was-here/' );
		expect( response.status ).toBe( 404 );
		expect( await response.text() ).toContain( 'Low Tide Journal' );
	} );
} );

describe( 'Publishing again', () => {
	it( 'sends nothing when nothing changed, and nothing on the page moves while it says how far it is', async () => {
		const before = await hashes();
		// The narrower the screen, the more lines a text takes.
		await browser.page.setViewportSize( NARROW );
		const goOn = await settings.startPublish();
		const shifts = await watchLayoutShifts(
			browser.page,
			'.aether-result'
		);
		goOn();
		const outcome = await settings.outcome();
		const moved = await shifts();
		await browser.page.setViewportSize( WIDE );
		expect( moved ).toEqual( [] );
		expect( outcome ).toMatchObject( { sent: 0, removed: 0 } );
		expect( await hashes() ).toEqual( before );
	} );

	it( 'sends only the files that differ after a post was edited', async () => {
		const before = await hashes();
		await php(
			`wp_update_post( array( 'ID' => $id, 'post_content' => '<p>Second wording.</p>' ) );`,
			{ id: post.id }
		);
		const outcome = await settings.publish();
		const after = await hashes();
		const differing = [ ...after ].filter(
			( [ path, hash ] ) => before.get( path ) !== hash
		);
		expect( await ( await get( post.path ) ).text() ).toContain(
			'Second wording.'
		);
		expect( outcome.sent ).toBe( differing.length );
		expect( outcome.unchanged ).toBe( after.size - differing.length );
	} );

	it( 'takes the files of a deleted post out of the new release and leaves them in the previous one', async () => {
		const previous = join( place, await readlink( current ) );
		await php( 'wp_delete_post( $id, true );', { id: post.id } );
		const outcome = await settings.publish();
		expect( outcome.removed ).toBeGreaterThan( 0 );
		expect( ( await get( post.path ) ).status ).toBe( 404 );
		expect( await readdir( join( previous, post.path ) ) ).toContain(
			'index.html'
		);
	} );

	it( 'can be undone by activating the previous release', async () => {
		await settings.open();
		const card = settings.card( PROVIDER );
		await card.getByRole( 'button', { name: 'Show releases' } ).click();
		const releases = card
			.locator( '.aether-releases' )
			.getByRole( 'listitem' );
		await releases.first().waitFor();
		expect( await objectionsTo( browser.page ) ).toEqual( [] );
		await releases
			.nth( 1 )
			.getByRole( 'button', { name: /Activate/ } )
			.click();
		await releases
			.nth( 1 )
			.getByText( 'Active', { exact: true } )
			.waitFor();
		expect( await ( await get( post.path ) ).text() ).toContain(
			'Second wording.'
		);
	} );
} );

describe( 'Closing the tab in the middle of a publish', () => {
	it( 'leaves the last release served in full, and the next publish works', async () => {
		const before = await hashes();
		const tab = await browser.newTab();
		tab.on( 'dialog', ( dialog ) => void dialog.accept() );
		const abandoned = new SettingsPage( tab, wordPress );
		await abandoned.open();
		await abandoned.startPublish();
		await tab.close();

		expect( await hashes() ).toEqual( before );
		expect( brokenLinks( await crawl( `${ site.url }/` ) ) ).toEqual( [] );

		await php(
			`return $GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->prefix}aether_publishes SET heartbeat_at = heartbeat_at - 3600000 WHERE running = 1" );`
		);
		await settings.open();
		const outcome = await settings.takeOver();
		expect( outcome.text ).toMatch( /Published/ );
		expect( ( await get( post.path ) ).status ).toBe( 404 );
		expect( brokenLinks( await crawl( `${ site.url }/` ) ) ).toEqual( [] );
	} );

	it( 'and no tab reported an error all the while', () => {
		expect( browser.errors ).toEqual( [] );
	} );
} );
