import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../tools/testing/browser';
import { PROJECT } from '../stands/wordpress';
import { countClicks } from '../support/observers';

/** WordPress is installed, filled and published five times, by PHP in WebAssembly. */
const LONGEST_START_MS = 900_000;
const LONGEST_PUBLISH_MS = 600_000;

/** After the login. */
const MOST_CLICKS = 5;

const ANY_PORTS = [
	'--port',
	'--site-port',
	'--storage-port',
	'--cloudflare-port',
	'--worker-port',
	'--gitlab-port',
	'--pages-port',
].flatMap( ( option ) => [ option, '0' ] );

/** What `npm start -- --json` prints. */
interface StartedDemo {
	readonly admin: string;
	readonly front: string;
	readonly user: string;
	readonly password: string;
	readonly sites: Readonly< Record< string, string > >;
	readonly bundle: string;
}

let home: string;
let command: ChildProcess & { readonly stdout: Readable };
let demo: StartedDemo;

beforeAll( async () => {
	home = await mkdtemp( join( tmpdir(), 'aether-newcomer-' ) );
	command = spawn(
		process.execPath,
		[ join( PROJECT, 'tools/start.mjs' ), '--json', ...ANY_PORTS ],
		{
			env: { ...process.env, AETHER_DEMO_DIRECTORY: home },
			stdio: [ 'ignore', 'pipe', 'inherit' ],
		}
	);
	const [ line ] = ( await once(
		createInterface( { input: command.stdout } ),
		'line',
		{ signal: AbortSignal.timeout( LONGEST_START_MS ) }
	) ) as [ string ];
	demo = JSON.parse( line ) as StartedDemo;
}, LONGEST_START_MS );

afterAll( async () => {
	if ( command?.exitCode === null ) {
		const ended = once( command, 'exit' );
		command.kill( 'SIGINT' );
		await ended;
	}
	await rm( home, { recursive: true, force: true } );
} );

describe( 'A newcomer who typed "npm start"', () => {
	it( 'finds the site published at each place that serves one, and the bundle', async () => {
		expect( Object.keys( demo.sites ).sort() ).toEqual( [
			'cloudflare-r2',
			'gitlab-pages',
			'local-filesystem',
		] );
		for ( const address of Object.values( demo.sites ) ) {
			const response = await fetch( address );
			expect( response.status, address ).toBe( 200 );
			expect( await response.text(), address ).toContain(
				'Low Tide Journal'
			);
		}
		const bundle = await fetch( demo.bundle );
		expect( bundle.status ).toBe( 200 );
		expect(
			Buffer.from( await bundle.arrayBuffer() ).readUInt32LE( 0 )
		).toBe( 0x04034b50 );
	} );

	it(
		'sees the site published in a few clicks after the login',
		{ timeout: LONGEST_PUBLISH_MS },
		async ( { annotate } ) => {
			const browser = await chromium.launch( {
				executablePath: await findBrowser( {
					environment: process.env,
				} ),
				args: [ '--no-sandbox', '--disable-gpu' ],
			} );
			try {
				const context = await browser.newContext();
				context.setDefaultTimeout( LONGEST_PUBLISH_MS );
				await context.request.post( `${ demo.front }wp-login.php`, {
					form: { log: demo.user, pwd: demo.password },
					maxRedirects: 0,
				} );
				const page = await context.newPage();
				const clicks = await countClicks( page );
				const began = performance.now();
				await page.goto( `${ demo.front }wp-admin/` );
				await page.hover( '#menu-settings' );
				await page.click( '#menu-settings a[href$="page=aether"]' );
				await page
					.getByRole( 'button', { name: 'Publish', exact: true } )
					.click();
				await page
					.locator( '.aether-result' )
					.getByText( /Published: \d+ pages/ )
					.waitFor();
				const seconds = ( performance.now() - began ) / 1000;
				expect( clicks() ).toBeLessThanOrEqual( MOST_CLICKS );
				await annotate(
					`From the dashboard to the published site: ${ clicks() } clicks, ${ seconds.toFixed( 1 ) } s`
				);
			} finally {
				await browser.close();
			}
		}
	);

	it( 'ends everything with Ctrl-C', async () => {
		const ended = once( command, 'exit' );
		command.kill( 'SIGINT' );
		expect( await ended ).toEqual( [ 0, null ] );
		for ( const address of [
			demo.front,
			...Object.values( demo.sites ),
		] ) {
			await expect( fetch( address ) ).rejects.toThrow();
		}
	} );
} );
