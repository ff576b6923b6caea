import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStaticServer, type StaticServer } from '../stands/static-server';
import { openBrowser, type BrowserSession } from '../support/browser';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { tabTo } from '../support/keyboard';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();

let browser: BrowserSession;
let site: StaticServer;

beginWithFreshSettings();

beforeAll( async () => {
	site = await startStaticServer( {
		directory: join(
			wordPress.uploadsDirectory,
			'aether/local-filesystem/static_site/current'
		),
	} );
	browser = await openBrowser( wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await site?.stop();
} );

describe( 'A person without a mouse', () => {
	it( 'goes from the dashboard to a published site, by a preview of what will be published', async () => {
		const { page } = browser;
		const { keyboard } = page;
		await page.goto( wordPress.adminUrl );
		await tabTo( page, /^Settings$/ );
		await tabTo( page, /^Aether$/ );
		await Promise.all( [
			page.waitForURL( /page=aether/ ),
			keyboard.press( 'Enter' ),
		] );
		await page
			.getByRole( 'button', { name: 'Publish', exact: true } )
			.waitFor();

		await tabTo( page, /^Skip to main content$/ );
		await keyboard.press( 'Enter' );
		await tabTo( page, /^Local filesystem: Static site/i );
		await keyboard.press( 'Space' );
		await tabTo( page, /^Local filesystem: Public address/ );
		await keyboard.type( `${ site.url }/` );
		await tabTo( page, /: Save$/ );
		await keyboard.press( 'Enter' );
		const said = page.locator( '.aether-page' );
		await said.getByText( 'Settings saved.' ).first().waitFor();

		await tabTo( page, /: Preview changes$/, 'Shift+Tab' );
		await keyboard.press( 'Enter' );
		await page.getByRole( 'cell', { name: 'about/index.html' } ).waitFor();
		await tabTo( page, /: Close preview$/ );
		await keyboard.press( 'Enter' );
		await page
			.locator( '.aether-preview__result' )
			.waitFor( { state: 'detached' } );

		await tabTo( page, /: Publish$/, 'Shift+Tab' );
		await keyboard.press( 'Enter' );
		await said
			.getByText( /Published: \d+ pages/ )
			.first()
			.waitFor();
		await tabTo( page, /: Open site/ );
		const [ opened ] = await Promise.all( [
			page.waitForEvent( 'popup' ),
			keyboard.press( 'Enter' ),
		] );
		await opened.waitForLoadState();
		expect( opened.url() ).toBe( `${ site.url }/` );
		expect( await opened.title() ).toContain( 'Low Tide Journal' );
		expect( browser.errors ).toEqual( [] );
	} );
} );
