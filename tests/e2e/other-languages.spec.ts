import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import {
	forgetEditorPreferences,
	openEditorPanel,
} from '../support/editor-panel';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { objectionsTo, overflowOf } from '../support/page-checks';
import { php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { keepScreenshot } from '../support/screenshots';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();

/** WordPress takes the direction from a language pack, which this one has not. */
const RIGHT_TO_LEFT = `<?php
add_action( 'init', static function () { $GLOBALS['wp_locale']->text_direction = 'rtl'; $GLOBALS['wp_styles'] = null; }, 0 );
`;
const directionFile = join(
	wordPress.directory,
	'wp-content/mu-plugins/right-to-left.php'
);

let browser: BrowserSession;
let page: Page;

beginWithFreshSettings();

beforeAll( async () => {
	await saveProvider( wordPress, 'local-filesystem', {
		deployment_types: [ 'static_site' ],
		public_url: 'http://site.test/',
	} );
	browser = await openBrowser( wordPress );
	( { page } = browser );
} );

afterAll( async () => {
	await browser?.close();
	await rm( directionFile, { force: true } );
	await php( `return delete_user_meta( 1, 'locale' );` );
	await forgetEditorPreferences();
} );

/**
 * Each tab of the page, opened.
 * @param check
 */
async function inEachTab(
	check: ( address: string ) => Promise< void >
): Promise< number > {
	await page.goto( `${ wordPress.adminUrl }options-general.php?page=aether` );
	const tabs = page.locator( '.nav-tab-wrapper a' );
	await tabs.first().waitFor();
	const addresses = await tabs.evaluateAll( ( links ) =>
		links.map( ( link ) => ( link as HTMLAnchorElement ).href )
	);
	for ( const address of addresses ) {
		await page.goto( address );
		await tabs.first().waitFor();
		await page.waitForLoadState( 'networkidle' );
		await check( address );
	}
	return addresses.length;
}

describe( 'Aether in German', () => {
	beforeAll( () =>
		php( `return update_user_meta( 1, 'locale', 'de_DE' );` )
	);
	afterAll( () => php( `return delete_user_meta( 1, 'locale' );` ) );

	it( 'speaks German on each tab, and its longer words push nothing out of the page', async () => {
		const texts: string[] = [];
		const count = await inEachTab( async () => {
			texts.push( await page.locator( '.aether-page' ).innerText() );
			expect( await objectionsTo( page ) ).toEqual( [] );
			expect( await overflowOf( page ) ).toEqual( [] );
		} );
		expect( count ).toBeGreaterThan( 2 );
		expect( texts.join() ).toContain( 'Diese Website veröffentlichen' );
		expect( texts.join() ).not.toMatch(
			/Publish this site|Preview changes|Add another place|Settings saved/
		);
	} );

	it( 'speaks German in the block editor, also of what is shared with the page', async () => {
		const about = await php< number >(
			`return get_page_by_path( 'about' )->ID;`
		);
		const panel = await openEditorPanel(
			page,
			wordPress,
			about,
			'Veröffentlichte Website'
		);
		await panel
			.getByRole( 'button', { name: 'Website jetzt veröffentlichen' } )
			.waitFor();
		await panel
			.getByRole( 'listitem' )
			.filter( { hasText: 'Lokales Dateisystem' } )
			.waitFor();
		expect( await panel.innerText() ).not.toMatch(
			/published|Up to date|Not there yet|Changed since/
		);
	} );
} );

describe( 'Settings → Aether from right to left', () => {
	it( 'is mirrored on each tab, with nothing out of the page', async () => {
		await writeFile( directionFile, RIGHT_TO_LEFT );
		const count = await inEachTab( async () => {
			expect(
				await page.evaluate( 'document.documentElement.dir' )
			).toBe( 'rtl' );
			expect( await objectionsTo( page ) ).toEqual( [] );
			expect( await overflowOf( page ) ).toEqual( [] );
		} );
		expect( count ).toBeGreaterThan( 2 );
		await page.goto(
			`${ wordPress.adminUrl }options-general.php?page=aether`
		);
		const heading = page.getByRole( 'heading', {
			name: 'Publish this site',
		} );
		await heading.waitFor();
		const place = await heading.evaluate( ( element ) => {
			const range = document.createRange();
			range.selectNodeContents( element );
			return range.getBoundingClientRect().right / window.innerWidth;
		} );
		expect( place ).toBeGreaterThan( 0.7 );
		await keepScreenshot( page, 'right-to-left', 900 );
	} );

	it( 'leaves no error in the console', () => {
		expect( browser.errors ).toEqual( [] );
	} );
} );
