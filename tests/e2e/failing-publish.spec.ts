import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ObjectStorage } from '../stands/object-storage';
import { openBrowser, type BrowserSession } from '../support/browser';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { objectionsTo, overflowOf } from '../support/page-checks';
import { php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

const BUCKET = 'Cloudflare R2';
const FOLDER = 'Local filesystem';
const WAY_TO_SETTINGS = /^Go to (?:its settings|the field)$/;

const wordPress = sharedWordPress();

let browser: BrowserSession;
let page: Page;
let settings: SettingsPage;
let storage: ObjectStorage;
/** A post with PHP's own complaint in it, as a broken plugin leaves it on a page. */
let broken: number | undefined;

beginWithFreshSettings();

beforeAll( async () => {
	storage = await ObjectStorage.start( {
		cors: [
			{
				allowedOrigins: [ wordPress.url ],
				allowedMethods: [ 'GET', 'HEAD', 'PUT', 'POST', 'DELETE' ],
				allowedHeaders: [ '*' ],
				exposeHeaders: [ 'ETag' ],
			},
		],
	} );
	await saveProvider( wordPress, 'local-filesystem', {
		deployment_types: [ 'static_site' ],
		public_url: 'http://site.test/',
	} );
	await saveProvider( wordPress, 'cloudflare-r2', {
		deployment_types: [ 'static_site' ],
		access_key_id: storage.accessKeyId,
		secret_access_key: storage.secretAccessKey,
		bucket_name: storage.bucketName,
		endpoint: storage.endpoint,
		public_url: 'http://bucket.test/',
	} );
	browser = await openBrowser( wordPress );
	( { page } = browser );
	settings = new SettingsPage( page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await storage?.stop();
	if ( broken !== undefined ) {
		await php( 'return (bool) wp_delete_post( $id, true );', {
			id: broken,
		} );
	}
} );

/**
 * What the result says of one provider.
 * @param provider
 */
const outcomeOf = ( provider: string ) =>
	page
		.locator( '.aether-result__provider' )
		.filter( { has: page.getByText( provider, { exact: true } ) } );

const refuse = () =>
	storage.faults.on(
		{ method: 'PUT' },
		{ kind: 'answer', status: 403, code: 'AccessDenied' },
		1,
		Infinity
	);

describe( 'A publish that reaches one of two places', () => {
	it( 'says what arrived, what did not and why, in words, with the way to the settings', async () => {
		refuse();
		await settings.open();
		const outcome = await settings.publish();
		expect( outcome.text ).toMatch( /not everywhere/ );
		expect( outcome.text ).toContain(
			'Uploaded static site to 1/2 providers'
		);
		await outcomeOf( FOLDER )
			.getByText( /files? sent/ )
			.waitFor();
		const failed = outcomeOf( BUCKET );
		await failed.getByText( 'Technical details' ).first().waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );

		await failed.getByRole( 'link', { name: WAY_TO_SETTINGS } ).click();
		await settings.card( BUCKET ).waitFor();
	} );

	it( 'says the same in the history, with the same way', async () => {
		await page
			.getByRole( 'link', { name: 'History', exact: true } )
			.click();
		const history = page.locator( '.aether-history' );
		await history.getByRole( 'button' ).first().click();
		await history.getByText( 'Technical details' ).first().waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		await history.getByRole( 'link', { name: WAY_TO_SETTINGS } ).click();
		await settings.card( BUCKET ).waitFor();
	} );

	it( 'keeps the report free of what is secret', async () => {
		await page.evaluate(
			`Object.defineProperty( navigator, 'clipboard', { value: { writeText: async ( text ) => { window.copied = text; } } } )`
		);
		await page.getByRole( 'button', { name: 'Copy report' } ).click();
		const report = ( await page.evaluate( 'window.copied' ) ) as string;
		expect( report ).toContain( 'cloudflare-r2' );
		expect( report ).not.toContain( storage.secretAccessKey );
		expect( report ).not.toContain( storage.accessKeyId );
	} );

	it( 'can be tried again at the place that failed, alone', async () => {
		storage.faults.clear();
		await page.getByRole( 'button', { name: 'Retry failed' } ).click();
		await page
			.locator( '.aether-result' )
			.getByText( 'Uploaded static site to 1/1 providers' )
			.waitFor();
		expect( await outcomeOf( FOLDER ).count() ).toBe( 0 );
		await outcomeOf( BUCKET )
			.getByText( /files? sent/ )
			.waitFor();
	} );
} );

describe( 'A publish that reaches nobody', () => {
	it( 'says so on the page and on the dashboard, until a publish succeeds', async () => {
		await php(
			`wp_update_post( array( 'ID' => get_page_by_path( 'about' )->ID, 'post_excerpt' => 'Edited for a publish that fails.' ) );
			return null;`
		);
		refuse();
		await settings.publishOnlyTo( async ( dialog ) => {
			await dialog.getByLabel( BUCKET ).check();
		} );
		expect( await page.locator( '.aether-result' ).innerText() ).toMatch(
			/could not be sent/
		);
		expect( await objectionsTo( page ) ).toEqual( [] );
		await page.goto( wordPress.adminUrl );
		const notice = page
			.locator( '.notice' )
			.filter( { hasText: 'Aether' } );
		await notice.first().waitFor();
		expect( await objectionsTo( page, notice.first() ) ).toEqual( [] );

		storage.faults.clear();
		await settings.open();
		await settings.publish();
		await page.goto( wordPress.adminUrl );
		expect( await notice.count() ).toBe( 0 );
	} );
} );

describe( 'A build with an error in it', () => {
	it( 'is not published, unless a person says so, who sees what they take upon themselves', async () => {
		broken = await php< number >(
			`return wp_insert_post( array( 'post_title' => 'A broken page', 'post_status' => 'publish', 'post_author' => 1, 'post_content' => '<!-- wp:html --><b>Warning</b>: Undefined variable $total in <b>/srv/site/wp-content/plugins/shop/shop.php</b> on line <b>12</b><!-- /wp:html -->' ) );`
		);
		await settings.open();
		const outcome = await settings.publish();
		expect( outcome.text ).not.toMatch( /Published/ );
		expect( await objectionsTo( page ) ).toEqual( [] );
		await page.getByRole( 'button', { name: 'Publish anyway…' } ).click();
		const dialog = page.getByRole( 'dialog' );
		await dialog.getByText( /PHP/ ).first().waitFor();
		expect( await objectionsTo( page, dialog ) ).toEqual( [] );
		await dialog
			.getByRole( 'button', { name: 'Publish anyway', exact: true } )
			.click();
		await page
			.locator( '.aether-result' )
			.getByText( /Published: \d+ pages/ )
			.waitFor();
		const [ record ] = ( await (
			await fetch( `${ wordPress.url }/wp-json/aether/v1/publishes`, {
				headers: {
					Authorization: `Basic ${ btoa( `${ wordPress.user }:${ wordPress.applicationPassword }` ) }`,
				},
			} )
		).json() ) as readonly { readonly status: string }[];
		expect( JSON.stringify( record ) ).toContain( 'php_error_text' );
	} );
} );
