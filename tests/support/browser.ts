import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../../tools/testing/browser';
import type { WordPressAccess } from '../stands/wordpress';

/** PHP in WebAssembly takes seconds for a page of the dashboard. */
const PATIENCE_MS = process.env.AETHER_TEST_PHP === 'native' ? 30_000 : 60_000;

/** The engine asks for a page that does not exist, to publish the site's 404 page; browsers write each 404 down. */
const NOT_FOUND_PROBE = '/aether-not-found-';

export interface BrowserSession {
	readonly page: Page;
	/** A second tab of the same person. */
	readonly newTab: () => Promise< Page >;
	/** What went wrong in any tab: uncaught errors, and messages of the console's error level. */
	readonly errors: readonly string[];
	/** Rejects when a tab asked our routes without a nonce, or used what WordPress or the browser will take away. */
	readonly close: () => Promise< void >;
}

/**
 * What no flow may do, whatever it is about.
 * @param context
 */
function watchManners( context: BrowserContext ): () => void {
	const offences: string[] = [];
	context.on( 'request', ( request ) => {
		if (
			decodeURIComponent( request.url() ).includes( '/aether/v1/' ) &&
			request.headers()[ 'x-wp-nonce' ] === undefined
		) {
			offences.push( `without a nonce: ${ request.url() }` );
		}
	} );
	context.on( 'console', ( message ) => {
		if ( /deprecat/i.test( message.text() ) ) {
			offences.push( message.text() );
		}
	} );
	return () => {
		if ( offences.length > 0 ) {
			throw new Error( offences.join( '\n' ) );
		}
	};
}

function watch( context: BrowserContext ): string[] {
	const errors: string[] = [];
	context.on( 'weberror', ( error ) =>
		errors.push( error.error().stack ?? error.error().message )
	);
	context.on( 'console', ( message ) => {
		const { url } = message.location();
		if ( message.type() === 'error' && ! url.includes( NOT_FOUND_PROBE ) ) {
			errors.push( `${ message.text() } (${ url })` );
		}
	} );
	return errors;
}

/**
 * Logs the administrator in. The form is sent, not filled in: WordPress' own script takes the
 * focus back to the name a moment after the page is shown, also from somebody who types.
 *
 * @param context
 * @param wordPress
 */
async function logIn(
	context: BrowserContext,
	wordPress: WordPressAccess
): Promise< void > {
	const { url, user, password } = wordPress;
	const answer = await context.request.post( `${ url }/wp-login.php`, {
		form: { log: user, pwd: password },
		maxRedirects: 0,
	} );
	if ( answer.status() !== 302 ) {
		throw new Error(
			`WordPress did not let ${ user } in: ${ answer.status() }`
		);
	}
}

/**
 * Opens a browser with the administrator logged in, on no page yet.
 *
 * @param wordPress Whose dashboard.
 */
export async function openBrowser(
	wordPress: WordPressAccess
): Promise< BrowserSession > {
	const browser = await chromium.launch( {
		executablePath: await findBrowser( { environment: process.env } ),
		args: [ '--no-sandbox', '--disable-gpu' ],
	} );
	try {
		const context = await browser.newContext( {
			viewport: { width: 1280, height: 1000 },
		} );
		context.setDefaultTimeout( PATIENCE_MS );
		const errors = watch( context );
		const assertManners = watchManners( context );
		await logIn( context, wordPress );
		return {
			page: await context.newPage(),
			newTab: () => context.newPage(),
			errors,
			async close() {
				await browser.close();
				assertManners();
			},
		};
	} catch ( error ) {
		await browser.close();
		throw error;
	}
}
