import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import {
	forgetEditorPreferences,
	openEditorPanel,
} from '../support/editor-panel';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { holdPublish } from '../support/held-publish';
import { objectionsTo } from '../support/page-checks';
import { php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

const DAY_MS = 86_400_000;

const wordPress = sharedWordPress();

let browser: BrowserSession;
let page: Page;
let settings: SettingsPage;
/** A post of these tests alone. */
let post: number;

beginWithFreshSettings();

beforeAll( async () => {
	post = await php< number >(
		`return wp_insert_post( array( 'post_title' => 'A post to look at', 'post_content' => '<p>As published.</p>', 'post_status' => 'publish', 'post_author' => 1 ) );`
	);
	await saveProvider( wordPress, 'local-filesystem', {
		deployment_types: [ 'static_site' ],
		public_url: 'http://site.test/',
	} );
	browser = await openBrowser( wordPress );
	( { page } = browser );
	settings = new SettingsPage( page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await php( 'return (bool) wp_delete_post( $id, true );', { id: post } );
	await forgetEditorPreferences();
} );

const open = ( screen: string ) => page.goto( wordPress.adminUrl + screen );

const adminBar = () => page.locator( '#wp-admin-bar-aether' );

/** What the list of posts says of ours. */
const columnText = async (): Promise< string > => {
	await open( 'edit.php?s=A+post+to+look+at' );
	return page.locator( `#post-${ post } .column-aether` ).innerText();
};

const siteHealth = async (): Promise< string > => {
	await open( 'site-health.php' );
	await page
		.locator( '.site-health-progress-label' )
		.getByText( /Good|Should be improved/ )
		.waitFor();
	return page
		.locator(
			'#health-check-site-status-recommended, #health-check-site-status-critical'
		)
		.allInnerTexts()
		.then( ( texts ) => texts.join() );
};

describe( 'Elsewhere in WordPress', () => {
	it( 'an unpublished site is called that', async () => {
		await open( 'index.php' );
		expect( await adminBar().innerText() ).toContain(
			'this site has not been published yet'
		);
		expect( await columnText() ).toBe( 'Not there yet' );
		expect( await objectionsTo( page, adminBar().locator( 'a' ) ) ).toEqual(
			[]
		);
	} );

	it( 'a publish of the editor is not left without a question, and can be cancelled, wherever its panel went', async () => {
		const panel = await openEditorPanel( page, wordPress, post );
		const toggle = panel.getByRole( 'button', { name: 'Published site' } );
		const cancel = panel.getByRole( 'button', {
			name: 'Cancel',
			exact: true,
		} );
		await holdPublish( page );
		await panel
			.getByRole( 'button', { name: 'Publish the site now' } )
			.dblclick();
		await cancel.waitFor();
		await toggle.click();
		await cancel.waitFor( { state: 'detached' } );

		const asked = page.waitForEvent( 'dialog' );
		void page.close( { runBeforeUnload: true } );
		const dialog = await asked;
		expect( dialog.type() ).toBe( 'beforeunload' );
		await dialog.dismiss();

		await toggle.click();
		await panel.getByRole( 'progressbar' ).waitFor();
		expect(
			await objectionsTo( page, panel.locator( '.aether-entry' ) )
		).toEqual( [] );
		await cancel.click();
		await panel.getByText( 'Publishing was cancelled.' ).waitFor();
		await page
			.getByRole( 'status' )
			.getByText( 'Publishing was cancelled.' )
			.waitFor( { state: 'attached' } );
		await page.unrouteAll( { behavior: 'ignoreErrors' } );
	} );

	it( 'the bar and the list of posts follow what is published and what is changed', async () => {
		await settings.open();
		await settings.publish();
		await open( 'index.php' );
		expect( await adminBar().innerText() ).toContain( '0 unpublished' );
		expect( await columnText() ).toBe( 'Up to date' );

		await php(
			`return wp_update_post( array( 'ID' => $id, 'post_content' => '<p>As edited.</p>' ) );`,
			{ id: post }
		);
		expect( await columnText() ).toBe( 'Changed since' );
		expect(
			await objectionsTo(
				page,
				page.locator( `#post-${ post } .column-aether` )
			)
		).toEqual( [] );
		expect( await adminBar().innerText() ).toContain(
			'1 unpublished change'
		);
		await adminBar().locator( 'a' ).click();
		await settings.publishButton.waitFor();
	} );

	it( 'Site Health says nothing of a publish that went well, and names one that failed', async () => {
		expect( await siteHealth() ).not.toContain( 'The last publish' );
		await php(
			`return $GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->prefix}aether_publishes SET status = 'failed'" );`
		);
		expect( await siteHealth() ).toContain(
			'The last publish by Aether failed'
		);
		const test = page
			.getByRole( 'button', {
				name: /The last publish by Aether failed/,
			} )
			.first();
		await test.click();
		expect(
			await objectionsTo(
				page,
				page.locator(
					`#${ await test.getAttribute( 'aria-controls' ) }`
				)
			)
		).toEqual( [] );
	} );

	it( 'Site Health warns of a credential that ends soon, until its provider is asked again', async () => {
		const note = ( days: number ) =>
			wordPress.rest( 'aether/v1/connections/gitlab', {
				method: 'PUT',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify( {
					endsAt: new Date( Date.now() + days * DAY_MS )
						.toISOString()
						.slice( 0, 10 ),
				} ),
			} );
		await saveProvider( wordPress, 'gitlab', {
			deployment_types: [ 'static_site' ],
			personal_access_token: 'glpat-that-ends-soon',
			project_id: 'group/project',
		} );
		await note( 5 );
		expect( await siteHealth() ).toContain(
			'Credentials of Aether end soon'
		);
		await note( 90 );
		expect( await siteHealth() ).not.toContain( 'Credentials of Aether' );
	} );

	it( 'no screen reports an error', () => {
		expect( browser.errors ).toEqual( [] );
	} );
} );
