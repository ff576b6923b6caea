import type { Page, Response } from 'playwright-core';
import type { Place } from './canary';

export interface WatchedPage {
	/** Requests and answers, console, events, texts on the clipboard, and what the page keeps. Waits for answers. */
	readonly places: () => Promise< readonly Place[] >;
	/** Addresses that requests went to. */
	readonly origins: () => ReadonlySet< string >;
	/** Settings that were sent to be saved or tried: the one way in which a secret leaves the page. */
	readonly entered: () => readonly string[];
}

const ENTRANCE =
	/\/aether\/v1\/settings\/providers\/[^/?]+(?:\/trial)?(?:[?&]|$)/;

/** Runs before every script of the page: remembers events, messages and what was put on the clipboard. */
const REMEMBER = `( () => {
	const seen = ( window.aetherSeen = [] );
	const text = ( value ) => {
		const known = new WeakSet();
		try {
			return JSON.stringify( value, ( _, part ) => {
				if ( part instanceof Node || part === window ) { return String( part ); }
				if ( part instanceof Error ) { return part.stack + String( part.cause ) + JSON.stringify( part ); }
				if ( typeof part === 'object' && part !== null ) {
					if ( known.has( part ) ) { return null; }
					known.add( part );
				}
				return part;
			} ) ?? String( value );
		} catch ( error ) { return String( value ); }
	};
	const dispatch = EventTarget.prototype.dispatchEvent;
	EventTarget.prototype.dispatchEvent = function ( event ) {
		seen.push( 'event ' + event.type + ' ' + text( event.detail ) );
		return dispatch.call( this, event );
	};
	addEventListener( 'message', ( event ) => seen.push( 'message ' + text( event.data ) ) );
	addEventListener( 'error', ( event ) => seen.push( 'error ' + event.message + text( event.error ) ) );
	addEventListener( 'unhandledrejection', ( event ) => seen.push( 'rejection ' + text( event.reason ) ) );
	const watchHooks = () => {
		window.wp?.hooks?.addAction( 'all', 'aether/tests', ( ...values ) => seen.push( 'hook ' + text( values ) ) );
		window.wp?.hooks?.addFilter( 'all', 'aether/tests', ( value, ...values ) => { seen.push( 'filter ' + text( [ value, ...values ] ) ); return value; } );
	};
	addEventListener( 'DOMContentLoaded', watchHooks );
	Object.defineProperty( navigator, 'clipboard', { value: { writeText: async ( copied ) => { seen.push( 'copied ' + copied ); } } } );
} )();`;

/** Everything that outlives the moment in this page. */
const KEPT = `( async () => {
	const kept = [ [ 'HTML', document.documentElement.outerHTML ], [ 'seen', window.aetherSeen.join( '\\n' ) ], [ 'localStorage', JSON.stringify( localStorage ) ], [ 'sessionStorage', JSON.stringify( sessionStorage ) ], [ 'cookies', document.cookie ], [ 'history', JSON.stringify( history.state ) + location.href ], [ 'inputs', JSON.stringify( [ ...document.querySelectorAll( 'input, textarea, select' ) ].map( ( input ) => input.value ) ) ], [ 'performance', JSON.stringify( performance.getEntries() ) ] ];
	for ( const { name } of await indexedDB.databases() ) {
		const database = await new Promise( ( resolve, reject ) => { const request = indexedDB.open( name ); request.onsuccess = () => resolve( request.result ); request.onerror = () => reject( request.error ); } );
		for ( const store of database.objectStoreNames ) {
			const all = await new Promise( ( resolve, reject ) => { const request = database.transaction( store ).objectStore( store ).getAll(); request.onsuccess = () => resolve( request.result ); request.onerror = () => reject( request.error ); } );
			kept.push( [ 'IndexedDB ' + name + ' ' + store, JSON.stringify( all ) ] );
		}
		database.close();
	}
	for ( const name of await ( window.caches?.keys() ?? [] ) ) {
		for ( const request of await ( await caches.open( name ) ).keys() ) { kept.push( [ 'cache ' + name, request.url ] ); }
	}
	return kept;
} )()`;

/**
 * Watches a tab from now on.
 *
 * @param page
 */
export async function watchPage( page: Page ): Promise< WatchedPage > {
	const places: Place[] = [];
	const pending: Promise< void >[] = [];
	const origins = new Set< string >();
	const entered: string[] = [];

	const keepAnswer = async ( response: Response ): Promise< void > => {
		const url = response.url();
		const headers = JSON.stringify( await response.allHeaders() );
		places.push( { name: `answer of ${ url }`, content: headers } );
		const isText = /json|html|text|octet-stream|xml/.test( headers );
		// A page that is left takes its answers along.
		const body = isText ? await response.body().catch( () => null ) : null;
		if ( body ) {
			places.push( { name: `body of ${ url }`, content: body } );
		}
	};
	page.on( 'request', ( request ) => {
		const url = request.url();
		if ( ! url.startsWith( 'http' ) ) {
			return;
		}
		origins.add( new URL( url ).origin );
		const body = request.postDataBuffer();
		const isEntrance =
			ENTRANCE.test( decodeURIComponent( url ) ) &&
			[ 'PUT', 'POST' ].includes( request.method() );
		places.push( {
			name: `request ${ request.method() } ${ url }`,
			content: url + JSON.stringify( request.headers() ),
		} );
		if ( body && isEntrance ) {
			entered.push( body.toString() );
		} else if ( body ) {
			places.push( { name: `sent to ${ url }`, content: body } );
		}
	} );
	page.on( 'response', ( response ) => {
		pending.push( keepAnswer( response ) );
	} );
	page.on( 'console', ( message ) => {
		places.push( { name: 'console', content: message.text() } );
		for ( const argument of message.args() ) {
			pending.push(
				argument.jsonValue().then(
					( value ) => {
						places.push( {
							name: 'console',
							content: JSON.stringify( value ) ?? '',
						} );
					},
					() => {}
				)
			);
		}
	} );
	await page.addInitScript( REMEMBER );
	return {
		origins: () => origins,
		entered: () => entered,
		async places() {
			await Promise.allSettled( pending );
			const kept = ( await page.evaluate( KEPT ) ) as [
				string,
				string,
			][];
			return [
				...places,
				...kept.map( ( [ name, content ] ) => ( { name, content } ) ),
			];
		},
	};
}
