import { chromium, type BrowserContext } from 'playwright-core';
import { findBrowser } from '../../tools/testing/browser';

/** PHP in WebAssembly takes seconds for a page, a loaded machine many. */
const PATIENCE_MS = 120_000;

export interface Visit {
	/** Requests to the page's own origin that failed, or were answered with an error. */
	readonly failures: readonly string[];
	/** Uncaught errors, and messages of the console's error level; the page's own origin left out of their text. */
	readonly errors: readonly string[];
}

export interface Visitor {
	/** Loads one page to its end, scripts and lazy pictures included. */
	readonly visit: ( url: string ) => Promise< Visit >;
	readonly close: () => Promise< void >;
}

async function visit( context: BrowserContext, url: string ): Promise< Visit > {
	const { origin } = new URL( url );
	const failures: string[] = [];
	const errors: string[] = [];
	const page = await context.newPage();
	page.on( 'requestfailed', ( request ) => {
		if ( request.url().startsWith( `${ origin }/` ) ) {
			failures.push(
				`${ request.failure()?.errorText } ${ request.url() }`
			);
		}
	} );
	page.on( 'response', ( response ) => {
		if (
			response.url().startsWith( `${ origin }/` ) &&
			response.status() >= 400
		) {
			failures.push( `${ response.status() } ${ response.url() }` );
		}
	} );
	page.on( 'pageerror', ( error ) =>
		errors.push( error.message.replaceAll( origin, '' ) )
	);
	page.on( 'console', ( message ) => {
		const from = message.location().url;
		// What other origins fail to serve says something of the network, not of the page.
		if (
			message.type() === 'error' &&
			( from === '' || from.startsWith( `${ origin }/` ) )
		) {
			errors.push( message.text().replaceAll( origin, '' ) );
		}
	} );
	try {
		await page.goto( url, { waitUntil: 'load' } );
		// Lazy pictures load when they are seen.
		await page.evaluate( () => {
			for ( const image of document.images ) {
				image.loading = 'eager';
			}
		} );
		await page.waitForLoadState( 'networkidle' );
	} finally {
		await page.close();
	}
	return { failures, errors };
}

/** Opens a browser in which nobody is logged in and from which only this machine can be reached. */
export async function openVisitor(): Promise< Visitor > {
	const browser = await chromium.launch( {
		executablePath: await findBrowser( { environment: process.env } ),
		args: [ '--no-sandbox', '--disable-gpu' ],
	} );
	try {
		const context = await browser.newContext();
		context.setDefaultTimeout( PATIENCE_MS );
		await context.route(
			( { hostname } ) => hostname !== '127.0.0.1',
			( route ) => route.abort()
		);
		return {
			visit: ( url ) => visit( context, url ),
			close: () => browser.close(),
		};
	} catch ( error ) {
		await browser.close();
		throw error;
	}
}
