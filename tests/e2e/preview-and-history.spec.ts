import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { objectionsTo, overflowOf } from '../support/page-checks';
import { php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();

let browser: BrowserSession;
let page: Page;
let settings: SettingsPage;
let post: { readonly id: number; readonly path: string };

beginWithFreshSettings();

beforeAll( async () => {
	post = await php(
		`$id = wp_insert_post( array( 'post_title' => 'A post to compare', 'post_content' => '<p>First wording.</p>', 'post_status' => 'publish', 'post_author' => 1, 'post_date' => '2026-03-02 12:00:00' ) );
		return array( 'id' => $id, 'path' => trim( wp_parse_url( get_permalink( $id ), PHP_URL_PATH ), '/' ) . '/index.html' );`
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
	await php( 'return (bool) wp_delete_post( $id, true );', { id: post.id } );
} );

const published = (): Promise< string > =>
	readFile(
		join(
			wordPress.uploadsDirectory,
			'aether/local-filesystem/static_site/current',
			post.path
		),
		'utf8'
	);

const preview = async () => {
	await page.getByRole( 'button', { name: 'Preview changes' } ).click();
	const result = page.locator( '.aether-preview__result' );
	await result.waitFor();
	return result;
};

describe( 'A preview', () => {
	it( 'names what an edited post changes and why, among files that can be searched', async () => {
		await settings.open();
		await settings.publish();
		await php(
			`return wp_update_post( array( 'ID' => $id, 'post_content' => '<p>Second wording.</p>' ) );`,
			{ id: post.id }
		);
		const result = await preview();
		await result.getByText( /pages? changed/ ).waitFor();
		const rows = result.locator( 'tbody tr' );
		const all = await rows.count();
		const row = result.getByRole( 'row' ).filter( { hasText: post.path } );
		expect( await row.innerText() ).toMatch( /Changed/ );

		await result.getByLabel( 'Search paths' ).fill( post.path );
		await expect.poll( () => rows.count() ).toBe( 1 );
		await result.getByLabel( 'Search paths' ).fill( 'no-such-file' );
		await result.getByText( 'Nothing matches.' ).waitFor();
		await result.getByLabel( 'Search paths' ).fill( '' );
		await result.getByLabel( 'Show' ).selectOption( 'added' );
		await result.getByText( 'Nothing matches.' ).waitFor();
		await result.getByLabel( 'Show' ).selectOption( 'changed' );
		await expect.poll( () => rows.count() ).toBe( all );
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		expect( await published() ).toContain( 'First wording.' );
	} );

	it( 'says that nothing would be sent once that is published', async () => {
		await settings.publish();
		expect( await published() ).toContain( 'Second wording.' );
		const result = await preview();
		await result.getByText( /Nothing changed/ ).waitFor();
	} );
} );

describe( 'The history', () => {
	it( 'shows how long publishes took, what they sent and how many went well', async () => {
		await page
			.getByRole( 'link', { name: 'History', exact: true } )
			.click();
		await page
			.getByRole( 'heading', { name: 'Latest publishes (2)' } )
			.waitFor();
		await page.getByRole( 'img', { name: /^Duration: at most/ } ).waitFor();
		await page.getByRole( 'img', { name: /^Sent: at most/ } ).waitFor();
		await page
			.getByText( 'Local filesystem: 100% successful (2 of 2)' )
			.waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
	} );

	it( 'brings the release of an earlier publish back', async () => {
		const entries = page.locator( '.aether-history' ).getByRole( 'button', {
			name: /\d{4}/,
		} );
		await entries.nth( 1 ).click();
		await page
			.getByRole( 'button', { name: /^Activate the release of/ } )
			.click();
		await page
			.getByRole( 'group', { name: 'This release' } )
			.getByText( 'Active', { exact: true } )
			.waitFor();
		expect( await published() ).toContain( 'First wording.' );
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( browser.errors ).toEqual( [] );
	} );
} );
