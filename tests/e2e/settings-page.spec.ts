import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import {
	forgetEditorPreferences,
	openEditorPanel,
} from '../support/editor-panel';
import { motionIn, objectionsTo, overflowOf } from '../support/page-checks';
import { beginWithFreshSettings } from '../support/fresh-settings';
import { php } from '../support/php';
import { keepScreenshot } from '../support/screenshots';
import {
	LONGEST_PUBLISH_MS,
	SettingsPage,
	siteAddress,
} from '../support/settings-page';
import { standTime } from '../stands/object-storage/stand-time';
import { openStagingPlace, type StagingPlace } from '../support/staging-place';
import { sharedWordPress } from '../support/wordpress';

const PROVIDER = 'Local filesystem';
const BUCKET = 'Cloudflare R2';

/** A dry run of the whole demo site takes a minute on a busy machine. */
const LONGEST_PREVIEW_MS = 300_000;

/** Bytes, gzipped. The engine and the hosts' clients come when they are needed. */
const MOST_SCRIPTS = 150_000;

const STAGING = 'https://staging.test/';
const wordPress = sharedWordPress();
let browser: BrowserSession;
let page: Page;
let settings: SettingsPage;
let staging: StagingPlace | undefined;

beginWithFreshSettings();

beforeAll( async () => {
	browser = await openBrowser( wordPress );
	( { page } = browser );
	settings = new SettingsPage( page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await staging?.stop();
	await forgetEditorPreferences();
} );

describe( 'Settings → Aether', () => {
	it( 'loads little before a publish begins', async () => {
		const scripts = new Map< string, Promise< Buffer > >();
		const keep = ( response: Response ) => {
			if ( /\/plugins\/aether-[^?]+\.js/.test( response.url() ) ) {
				scripts.set( response.url(), response.body() );
			}
		};
		page.on( 'response', keep );
		await settings.open();
		await page.waitForLoadState( 'networkidle' );
		page.off( 'response', keep );
		const sizes = await Promise.all(
			[ ...scripts.values() ].map(
				async ( body ) => gzipSync( await body ).length
			)
		);
		for ( const name of [ 'provider-sdk', 'admin', 'providers' ] ) {
			expect( [ ...scripts.keys() ].join() ).toContain( `/${ name }.js` );
		}
		expect( sizes.reduce( ( sum, size ) => sum + size, 0 ) ).toBeLessThan(
			MOST_SCRIPTS
		);
	} );

	it( 'counts what a rule matches while it is typed, and keeps the rule', async () => {
		await settings.open();
		await page.getByRole( 'link', { name: 'Rules', exact: true } ).click();
		await page.getByText( /^Publishes \d+ of \d+ pages/ ).waitFor();
		await page
			.getByLabel( 'Publish these pages only' )
			.fill( '/\n/about/\nregex:(' );
		await page.getByText( 'cannot be read' ).waitFor();
		await page.getByText( /^Publishes 2 of \d+ pages/ ).waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		await page
			.getByLabel( 'Publish these pages only' )
			.fill( '/\n/about/' );
		await page.getByRole( 'button', { name: 'Save rules' } ).click();
		await page.getByText( 'Rules saved.' ).first().waitFor();
		await page.reload();
		expect(
			await page.getByLabel( 'Publish these pages only' ).inputValue()
		).toBe( '/\n/about/' );
	} );

	it( 'keeps logs for as long as a person says', async () => {
		const days = page.getByLabel( 'Keep logs for (days)' );
		const save = page.getByRole( 'button', { name: 'Save retention' } );
		const before = await days.inputValue();
		await days.fill( '3' );
		await page.getByText( /^Enter a whole number from 7/ ).waitFor();
		expect( await save.getAttribute( 'aria-disabled' ) ).toBe( 'true' );
		expect( await objectionsTo( page ) ).toEqual( [] );
		await days.fill( '30' );
		await save.click();
		await page.getByText( 'Retention saved.' ).first().waitFor();
		await page.reload();
		await days.waitFor();
		expect( await days.inputValue() ).toBe( '30' );
		await days.fill( before );
		await save.click();
		await page.getByText( 'Retention saved.' ).first().waitFor();
	} );

	it( 'tests a connection with values that nobody saved', async () => {
		await settings.open();
		const card = settings.card( PROVIDER );
		const folder = card.getByLabel( 'Folder' );
		const test = card.getByRole( 'button', { name: 'Test connection' } );
		expect( await folder.count() ).toBe( 0 );
		await keepScreenshot( page, 'settings', 1000 );
		await card.getByRole( 'checkbox', { name: 'Static site' } ).check();
		await folder.fill( '/nowhere/at/all' );
		await test.click();
		await card
			.getByRole( 'paragraph' )
			.getByText( /not inside an allowed one/ )
			.waitFor();
		await folder.fill( '' );
		await test.click();
		await card.getByText( 'The connection works' ).first().waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		await settings.save();
	} );

	it( 'is worked with the keyboard alone: a preview of the changes, then the publish', async () => {
		const press = async ( name: string ) => {
			await page.getByRole( 'button', { name, exact: true } ).focus();
			await page.keyboard.press( 'Enter' );
		};
		await page
			.getByRole( 'button', { name: 'Publish', exact: true } )
			.focus();
		await page.keyboard.press( 'Tab' );
		expect( await page.locator( ':focus' ).innerText() ).toBe(
			'Preview changes'
		);
		await page.keyboard.press( 'Enter' );
		await page
			.locator( '.aether-preview__result' )
			.waitFor( { timeout: LONGEST_PREVIEW_MS } );
		await page.getByRole( 'cell', { name: 'about/index.html' } ).waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		await keepScreenshot( page, 'preview', 900 );
		await press( 'Close preview' );

		const goOn = await settings.startPublish();
		expect( await objectionsTo( page ) ).toEqual( [] );
		await keepScreenshot( page, 'running', 640 );
		goOn();
		const outcome = await settings.outcome();
		expect( outcome.text ).toMatch( /Published: \d+ pages/ );
		await page.getByText( /changed since the last publish/ ).waitFor();
		await keepScreenshot( page, 'published', 640 );
		await page.locator( '.aether-log summary' ).press( 'Enter' );
		await page.getByRole( 'list', { name: 'Log' } ).waitFor();
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
	} );

	it( 'keeps what was published in the history', async () => {
		await page
			.getByRole( 'link', { name: 'History', exact: true } )
			.click();
		await page.reload();
		const table = page.locator( '.aether-history' );
		await table.getByText( 'Published', { exact: true } ).waitFor();
		await table.getByRole( 'button' ).first().click();
		await table.getByText( /files? sent/ ).waitFor();
		await table.getByText( 'Files', { exact: true } ).click();
		await table.getByRole( 'cell', { name: 'about/index.html' } ).waitFor();
		await table.getByText( 'Log', { exact: true } ).click();
		await table.getByRole( 'list', { name: 'Log' } ).waitFor();
		await keepScreenshot(
			page,
			'history',
			900,
			page.getByRole( 'heading', { name: 'History' } )
		);
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
	} );

	it( 'chooses what bundles carry', async () => {
		await page
			.getByRole( 'button', { name: 'Choose content and plugins…' } )
			.click();
		const dialog = page.getByRole( 'dialog' );
		await dialog.getByLabel( 'Chosen content' ).check();
		await dialog.getByLabel( /^Pages \(\d+\)$/ ).check();
		expect( await objectionsTo( page, dialog ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		await dialog.getByRole( 'button', { name: 'Save choice' } ).click();
		await dialog.waitFor( { state: 'hidden' } );
		await page.reload();
		await page
			.getByText( /^Chosen content travels: whole post types: 1/ )
			.waitFor();
	} );

	it( 'has a panel in the block editor, which says where the entry is up to date and publishes', async () => {
		const about = await php< number >(
			`$about = get_page_by_path( 'about' );
			wp_update_post( array( 'ID' => $about->ID, 'post_excerpt' => 'Edited.', 'post_content' => $about->post_content . '<!-- wp:paragraph --><p>Wording of the editor.</p><!-- /wp:paragraph -->' ) );
			return $about->ID;`
		);
		const panel = await openEditorPanel( page, wordPress, about );
		const place = panel
			.getByRole( 'listitem' )
			.filter( { hasText: PROVIDER } );
		await place.getByText( /Changed since/ ).waitFor();
		// The frame is WordPress' own.
		const ours = panel.locator( '.aether-entry' );
		expect( await objectionsTo( page, ours ) ).toEqual( [] );
		await page.emulateMedia( { reducedMotion: 'reduce' } );
		await panel
			.getByRole( 'button', { name: 'Publish the site now' } )
			.click();
		await panel.getByRole( 'progressbar' ).waitFor();
		expect( await motionIn( panel.locator( '.aether-entry' ) ) ).toEqual(
			[]
		);
		expect( await objectionsTo( page, ours ) ).toEqual( [] );
		await page.emulateMedia( { reducedMotion: null } );
		await panel
			.getByText( 'The site is published.' )
			.waitFor( { timeout: LONGEST_PUBLISH_MS } );
		await place.getByText( /Up to date/ ).waitFor();
		await panel.scrollIntoViewIfNeeded();
		await keepScreenshot( page, 'editor', 1000 );
		expect( await objectionsTo( page, ours ) ).toEqual( [] );
		const address = await place.getByRole( 'link' ).getAttribute( 'href' );
		const published = await fetch( address ?? '' );
		expect( await published.text() ).toContain( 'Wording of the editor.' );
	} );

	it( 'publishes only to an environment, under its address and out of sight of search engines', async () => {
		staging = await openStagingPlace( wordPress, 'https://bucket.test/' );
		await settings.open();
		await settings.publishOnlyTo( ( dialog ) =>
			dialog.getByLabel( BUCKET ).check()
		);
		const form = await settings.addHiddenEnvironment( {
			name: 'Staging',
			baseUrl: STAGING,
			provider: BUCKET,
		} );
		expect( await objectionsTo( page ) ).toEqual( [] );
		expect( await overflowOf( page ) ).toEqual( [] );
		await page.getByRole( 'button', { name: 'Save environments' } ).click();
		await page.getByText( 'Environments saved.' ).first().waitFor();
		await page.reload();
		await page.getByText( '--environment staging' ).waitFor();
		expect( await form.getByLabel( 'Base URL' ).inputValue() ).toBe(
			STAGING
		);

		const { text } = await settings.publishOnlyTo( async ( dialog ) => {
			await dialog.getByRole( 'button', { name: 'Staging' } ).click();
			expect( await objectionsTo( page, dialog ) ).toEqual( [] );
		} );
		expect( text ).not.toContain( PROVIDER );
		expect( text ).not.toMatch( /failed/i );
		expect( await siteAddress( page.locator( '.aether-result' ) ) ).toBe(
			STAGING
		);

		const about = await staging.visit( '/about/' );
		expect( about.headers.get( 'X-Robots-Tag' ) ).toBe( 'noindex' );
		const body = await about.text();
		expect( body ).toContain( `rel="canonical" href="${ STAGING }about/"` );
		expect( body ).toContain( `<a href="${ STAGING }` );
		expect( body ).not.toMatch( /bucket\.test/ );
		expect( body ).not.toContain( wordPress.url );
		const robots = await staging.visit( '/robots.txt' );
		expect( await robots.text() ).toBe( 'User-agent: *\nDisallow: /\n' );
		// What is in no environment shows what it did.
		const elsewhere = await readFile(
			join(
				wordPress.uploadsDirectory,
				'aether/local-filesystem/static_site/current/about/index.html'
			),
			'utf8'
		);
		expect( elsewhere ).toContain( 'Wording of the editor.' );
		expect( elsewhere ).not.toContain( STAGING );
	} );

	it( 'brings back a release of before, and says what it knows nothing of', async () => {
		await page
			.getByRole( 'link', { name: 'Providers', exact: true } )
			.click();
		// A person takes longer than the second in which a bucket takes no other write to its pointer.
		standTime.pass( 1000 );
		const notices = await settings.activateRelease( BUCKET, 1 );
		await notices.getByText( /Search engines may find/ ).waitFor();
		await notices.getByText( 'https://bucket.test/' ).waitFor();
		expect( await siteAddress( notices ) ).toBe( STAGING );
		expect( await objectionsTo( page, notices ) ).toEqual( [] );
		const about = await staging?.visit( '/about/' );
		expect( about?.headers.get( 'X-Robots-Tag' ) ).toBeNull();
	} );

	it( 'is explained where WordPress explains things', async () => {
		await page.goto(
			wordPress.adminUrl + 'options-general.php?page=aether'
		);
		await page.getByRole( 'button', { name: 'Help' } ).click();
		await page.getByText( 'Local filesystem needs no account' ).waitFor();
		expect(
			await objectionsTo(
				page,
				page.locator( '.help-tab-content.active' )
			)
		).toEqual( [] );
		await page.goto(
			wordPress.adminUrl + 'options-privacy.php?tab=policyguide'
		);
		await page
			.getByRole( 'button', { name: 'Aether Site Exporter' } )
			.click();
		await page.getByText( 'e-mail addresses and accounts' ).waitFor();
	} );

	it( 'and no tab reported an error all the while', () => {
		expect(
			browser.errors.filter(
				( error ) =>
					// The test itself saved a folder that WordPress refuses to try.
					! /providers\/local-filesystem\/trial/.test( error )
			)
		).toEqual( [] );
	} );
} );
