import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '../support/browser';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

/**
 * Scripts that WordPress prints get the nonce, one of ours would not; the second policy asks for more than WordPress itself
 * keeps to, and only reports. WordPress sends a policy of its own at 10, which this one replaces.
 */
const POLICY = `<?php
add_action( 'admin_init', static function () {
	if ( 'aether' !== ( $_GET['page'] ?? '' ) ) { return; }
	$nonce = bin2hex( random_bytes( 12 ) );
	header( "Content-Security-Policy: default-src 'none'; script-src 'self' 'nonce-$nonce'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'" );
	header( "Content-Security-Policy-Report-Only: style-src 'self' 'report-sample'; script-src 'self' 'nonce-$nonce' 'report-sample'" );
	ob_start( static fn ( string $html ): string => (string) preg_replace( '~<script(?![^>]*\\bid=[\\'"]aether-)~', '<script nonce="' . $nonce . '"', $html ) );
}, 11 );
`;

interface Violation {
	readonly disposition: string;
	readonly directive: string;
	readonly source: string;
	readonly blocked: string;
	readonly sample: string;
}

const COLLECT = `window.aetherViolations = [];
document.addEventListener( 'securitypolicyviolation', ( event ) => window.aetherViolations.push( { disposition: event.disposition, directive: event.violatedDirective, source: event.sourceFile ?? '', blocked: event.blockedURI, sample: event.sample } ) );`;

const wordPress = sharedWordPress();
const policyFile = join(
	wordPress.directory,
	'wp-content/mu-plugins/strict-policy.php'
);

let browser: BrowserSession;
let settings: SettingsPage;
let original: string;

/**
 * WordPress' own scripts name the pages that its menu has, and the one that is open.
 * @param script
 */
const withoutMenu = ( script: string ): string =>
	script
		.replace( /initializeCommandPalette\([^]*?\);/g, '' )
		.replaceAll( 'settings_page_aether', '' )
		.replaceAll( 'settings-page-aether', '' );

const violations = (): Promise< readonly Violation[] > =>
	browser.page.evaluate( 'window.aetherViolations' );

beforeAll( async () => {
	original = await php< string >(
		`${ ASK } ${ AS_ADMINISTRATOR }
		$revision = $ask( 'GET', '/aether/v1/settings' )['data']['revision'];
		$before   = (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );
		$ask( 'PUT', '/aether/v1/settings/rules', array( 'revision' => $revision, 'rules' => array( 'excludePages' => array( '/20**', '/category/**', '/tag/**', '/author/**' ), 'largestPageLoss' => 100 ) ) );
		return $before;`
	);
	await writeFile( policyFile, POLICY );
	browser = await openBrowser( wordPress );
	await browser.page.addInitScript( COLLECT );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await rm( policyFile, { force: true } );
	await php(
		`return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $original ), array( 'option_name' => 'aether_settings' ) );`,
		{ original }
	);
} );

describe( 'Settings → Aether under a strict Content-Security-Policy', () => {
	it( 'is under one: a script that nobody vouches for does not run', async () => {
		await settings.open();
		await browser.page.evaluate( `( () => {
			const script = document.createElement( 'script' );
			script.textContent = 'window.intruded = true;';
			document.head.append( script );
		} )()` );
		expect( await browser.page.evaluate( 'window.intruded' ) ).toBe(
			undefined
		);
		expect( await violations() ).toContainEqual(
			expect.objectContaining( {
				disposition: 'enforce',
				directive: 'script-src-elem',
			} )
		);
	} );

	it( 'saves, shows all its parts, tests a connection and publishes, and breaks no rule', async () => {
		await settings.open();
		const card = settings.card( 'Local filesystem' );
		await card.getByRole( 'checkbox', { name: 'Static site' } ).check();
		await card.getByLabel( 'Public address' ).fill( 'http://site.test/' );
		await settings.save();
		await card.getByRole( 'button', { name: 'Test connection' } ).click();
		await card.getByText( 'The connection works' ).waitFor();
		const outcome = await settings.publish();
		expect( outcome.text ).toMatch( /Published/ );
		const tabs = await browser.page.locator( '.nav-tab-wrapper a' ).all();
		expect( tabs.length ).toBeGreaterThan( 1 );
		for ( const tab of tabs ) {
			await tab.click();
			await browser.page
				.locator( '.nav-tab-active[aria-current="page"]', {
					hasText: await tab.innerText(),
				} )
				.waitFor();
			// What a tab asks the site for is there when nothing turns any more.
			await expect
				.poll(
					() =>
						browser.page
							.locator( '.aether-page .components-spinner' )
							.count(),
					{ timeout: 120_000 }
				)
				.toBe( 0 );
		}
		const reported = await violations();
		expect(
			reported.filter( ( violation ) =>
				/aether-site-exporter/.test(
					violation.source + violation.blocked
				)
			)
		).toEqual( [] );
		// The bar at the top has a button of WordPress' with an inline handler; our part of the page has none.
		expect(
			reported.filter(
				( { disposition, directive } ) =>
					disposition === 'enforce' &&
					! directive.startsWith( 'img-src' ) &&
					directive !== 'script-src-attr'
			)
		).toEqual( [] );
		expect(
			await browser.page
				.locator( '#wpbody-content *' )
				.evaluateAll(
					( elements ) =>
						elements.filter( ( { attributes } ) =>
							[ ...attributes ].some( ( { name } ) =>
								name.startsWith( 'on' )
							)
						).length
				)
		).toBe( 0 );
	} );

	it( 'has no script and no style of ours in its HTML', async () => {
		const response = await browser.page.goto( browser.page.url() );
		const html = ( await response?.text() ) ?? '';
		const inline = [
			...html.matchAll(
				/<(script|style)\b(?![^>]*\bsrc=)([^>]*)>([^]*?)<\/\1>/g
			),
		].filter( ( [ , , attributes = '', content = '' ] ) =>
			/aether/i.test( attributes + withoutMenu( content ) )
		);
		expect( html ).toContain( 'id="aether-admin"' );
		expect( inline.map( ( [ whole ] ) => whole.slice( 0, 200 ) ) ).toEqual(
			[]
		);
		expect( html ).not.toMatch( /<[^>]*\bon\w+=[^>]*aether/i );
	} );
} );

describe( 'Tools → Site Health', () => {
	const titles = async (): Promise< string > => {
		await browser.page.goto( `${ wordPress.adminUrl }site-health.php` );
		await browser.page
			.locator( '.site-health-progress-label' )
			.getByText( /good|improved/i )
			.waitFor();
		return browser.page
			.locator( '#health-check-issues-critical' )
			.evaluate( ( element ) => element.textContent ?? '' );
	};

	it( 'says which secrets cannot be read, to a person who looks', async () => {
		await php(
			`${ ASK } ${ AS_ADMINISTRATOR }
			$revision = $ask( 'GET', '/aether/v1/settings' )['data']['revision'];
			$ask( 'PUT', '/aether/v1/settings/providers/gitlab', array( 'revision' => $revision, 'config' => array( 'project_id' => 'a/b', 'gitlab_url' => null, 'personal_access_token' => 'x' ) ) );
			$option = get_option( 'aether_settings' );
			$option['providers']['gitlab']['personal_access_token'] = 'aether:v1:' . base64_encode( random_bytes( 60 ) );
			return update_option( 'aether_settings', $option );`
		);
		const broken = await titles();
		expect( broken ).toContain( 'Some secrets of Aether cannot be read' );
		expect( broken ).toContain( 'gitlab: personal_access_token' );
	} );

	it( 'does not say so where all can be read', async () => {
		await php(
			`$option = get_option( 'aether_settings' );
			unset( $option['providers']['gitlab'] );
			return update_option( 'aether_settings', $option );`
		);
		expect( await titles() ).not.toContain( 'secrets of Aether' );
	} );
} );
