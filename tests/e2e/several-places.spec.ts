import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { objectionsTo, overflowOf } from '../support/page-checks';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();

let browser: BrowserSession;
let page: Page;
let settings: SettingsPage;

beginWithFreshSettings();

beforeAll( async () => {
	browser = await openBrowser( wordPress );
	( { page } = browser );
	settings = new SettingsPage( page, wordPress );
} );

afterAll( () => browser?.close() );

describe( 'Many providers and several places of one', () => {
	it( 'are found by what a person types, and say so when none is like it', async () => {
		await settings.open();
		const search = page.getByRole( 'searchbox' );
		await search.fill( 'gitlab' );
		await settings.card( 'GitLab Pages' ).waitFor();
		await settings.card( 'Cloudflare R2' ).waitFor( { state: 'detached' } );
		await search.fill( 'no such host' );
		await page
			.getByText( /No provider/ )
			.first()
			.waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		await search.fill( '' );
	} );

	it( 'have names of their own, secrets that are replaced but never shown, and can be removed', async () => {
		await page
			.getByRole( 'button', { name: 'Add another place…' } )
			.click();
		const dialog = page.getByRole( 'dialog' );
		await dialog.getByLabel( 'Provider' ).selectOption( 'gitlab' );
		await dialog.getByLabel( 'Name' ).fill( 'mirror' );
		expect( await objectionsTo( page, dialog ) ).toEqual( [] );
		await dialog
			.getByRole( 'button', { name: 'Add', exact: true } )
			.click();
		const name = /GitLab.*mirror/;
		const card = page.getByRole( 'region', { name } );
		await card.waitFor();
		await card.getByLabel( /^Access token/ ).fill( 'glpat-a-first-token' );
		await card.getByLabel( /^Project/ ).fill( 'group/mirror' );
		await settings.save();

		await page.reload();
		await card.waitFor();
		await card.getByText( 'Saved. It cannot be shown.' ).waitFor();
		expect( await page.content() ).not.toContain( 'glpat-a-first-token' );
		await card.getByRole( 'button', { name: /Replace/ } ).click();
		await card.getByLabel( /^Access token/ ).fill( 'glpat-another-token' );
		await settings.save();
		await card.getByText( 'Saved. It cannot be shown.' ).waitFor();
		expect( await page.content() ).not.toContain( 'glpat-another-token' );

		await card.getByRole( 'button', { name: 'Remove…' } ).click();
		await page
			.getByRole( 'dialog' )
			.getByRole( 'button', { name: 'Remove', exact: true } )
			.click();
		await card.waitFor( { state: 'detached' } );
	} );

	it( 'are changed by two people at once without a loss: what both changed is asked for', async () => {
		const FOLDER = 'Local filesystem';
		await settings.open();
		const tab = await browser.newTab();
		const other = new SettingsPage( tab, wordPress );
		await other.open();
		for ( const [ each, address ] of [
			[ settings, 'http://mine.test/' ],
			[ other, 'http://theirs.test/' ],
		] as const ) {
			await each
				.card( FOLDER )
				.getByRole( 'checkbox', { name: 'Static site' } )
				.check();
			await each
				.card( FOLDER )
				.getByLabel( 'Public address' )
				.fill( address );
		}
		await other.save();
		await page.getByRole( 'button', { name: 'Save', exact: true } ).click();
		const dialog = page.getByRole( 'dialog' );
		await dialog.getByText( /theirs\.test/ ).waitFor();
		expect( await objectionsTo( page, dialog ) ).toEqual( [] );
		await dialog.getByLabel( /mine\.test/ ).check();
		await dialog
			.getByRole( 'button', { name: 'Save these values' } )
			.click();
		await page
			.locator( '.aether-page' )
			.getByText( 'Settings saved.' )
			.first()
			.waitFor();
		await tab.reload();
		await expect
			.poll( () =>
				other.card( FOLDER ).getByLabel( 'Public address' ).inputValue()
			)
			.toBe( 'http://mine.test/' );
		await tab.close();
	} );

	it( 'ask before a change that nobody saved is left', async () => {
		await settings
			.card( 'Local filesystem' )
			.getByLabel( 'Public address' )
			.fill( 'http://unsaved.test/' );
		await page.getByText( 'Save your changes first.' ).waitFor();
		const asked = page.waitForEvent( 'dialog' );
		void page.close( { runBeforeUnload: true } );
		const dialog = await asked;
		expect( dialog.type() ).toBe( 'beforeunload' );
		await dialog.dismiss();
		expect( await overflowOf( page ) ).toEqual( [] );
	} );

	it( 'leave no error in the console', () => {
		// A save that came second is answered with 409, which browsers write down.
		expect(
			browser.errors.filter( ( error ) => ! error.includes( '409' ) )
		).toEqual( [] );
	} );
} );
