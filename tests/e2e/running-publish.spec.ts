import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { objectionsTo, overflowOf } from '../support/page-checks';
import { saveProvider } from '../support/provider-settings';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

/** From the press of Cancel until the page is free again. Milliseconds. */
const LONGEST_CANCEL_MS = 2_000;

const wordPress = sharedWordPress();

let browser: BrowserSession;
let page: Page;
let settings: SettingsPage;

beginWithFreshSettings();

beforeAll( async () => {
	await saveProvider( wordPress, 'local-filesystem', {
		deployment_types: [ 'static_site' ],
		public_url: 'http://site.test/',
	} );
	browser = await openBrowser( wordPress );
	( { page } = browser );
	settings = new SettingsPage( page, wordPress );
} );

afterAll( () => browser?.close() );

const cancelled = ( tab: Page ) =>
	tab.getByRole( 'heading', { name: 'Cancelled', exact: true } );

describe( 'A publish that runs', () => {
	it( 'is seen with name and progress by who comes later, who cannot start another and can stop it', async () => {
		await settings.open();
		await settings.startPublish();
		const tab = await browser.newTab();
		const other = new SettingsPage( tab, wordPress );
		await other.open();
		await tab
			.locator( '.aether-page' )
			.getByText( /^admin has been publishing since/ )
			.waitFor();
		await tab
			.getByRole( 'progressbar', { name: 'Progress of that publish' } )
			.waitFor();
		expect(
			await other.publishButton.getAttribute( 'aria-disabled' )
		).toBe( 'true' );
		expect( await objectionsTo( tab ) ).toEqual( [] );
		expect( await overflowOf( tab ) ).toEqual( [] );

		await tab.getByRole( 'button', { name: 'Stop that publish' } ).click();
		await cancelled( page ).waitFor();
		await expect
			.poll( () => other.publishButton.getAttribute( 'aria-disabled' ), {
				timeout: 30_000,
			} )
			.not.toBe( 'true' );
		await tab.close();
	} );

	it( 'ends when Cancel is pressed, before anybody has counted to two', async () => {
		await page.reload();
		await settings.publishButton.waitFor();
		await settings.startPublish();
		const cancel = page.getByRole( 'button', {
			name: 'Cancel',
			exact: true,
		} );
		const pressed = performance.now();
		await cancel.click();
		await cancelled( page ).waitFor();
		expect( performance.now() - pressed ).toBeLessThan( LONGEST_CANCEL_MS );
		await page.locator( '.aether-result' ).waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
	} );

	// How soon is measured with a clock of its own, beside the engine's heartbeat.
	it( 'ends when it is stopped from another place, of which this browser hears by its heartbeat alone', async () => {
		await page.reload();
		await settings.publishButton.waitFor();
		await settings.startPublish();
		const [ running ] = ( await (
			await wordPress.rest( 'aether/v1/publishes?per_page=1' )
		).json() ) as readonly { readonly id: string }[];
		const answer = await wordPress.rest(
			`aether/v1/publishes/${ running?.id }/cancel`,
			{ method: 'POST' }
		);
		expect( answer.ok ).toBe( true );
		await cancelled( page ).waitFor();
		await page.locator( '.aether-result' ).waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
	} );

	it( 'keeps a log of which a person sees as much as they want', async () => {
		const log = page.locator( '.aether-log' );
		await log.locator( 'summary' ).click();
		const lines = log.getByRole( 'listitem' );
		expect( await lines.count() ).toBeGreaterThan( 1 );
		await log.getByLabel( 'Show' ).selectOption( 'error' );
		expect( await lines.count() ).toBe( 0 );
		await log.getByLabel( 'Show' ).selectOption( 'info' );
		expect( await lines.count() ).toBeGreaterThan( 1 );
	} );

	it( 'is not left without a question', async () => {
		await page.reload();
		await settings.publishButton.waitFor();
		await settings.startPublish();
		const asked = page.waitForEvent( 'dialog' );
		void page.close( { runBeforeUnload: true } );
		const dialog = await asked;
		expect( dialog.type() ).toBe( 'beforeunload' );
		await dialog.dismiss();
		await page
			.getByRole( 'button', { name: 'Cancel', exact: true } )
			.click();
		await cancelled( page ).waitFor();
	} );

	it( 'leaves no error in the console of any tab', () => {
		// A heartbeat of what somebody stopped is answered with 409, which browsers write down.
		expect(
			browser.errors.filter( ( error ) => ! error.includes( '409' ) )
		).toEqual( [] );
	} );
} );
