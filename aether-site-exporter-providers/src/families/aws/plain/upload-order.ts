import type { TargetPath } from '@aether/provider-sdk';

/** What pages refer to goes first, what leads to pages goes last. */
export const RANKS = {
	asset: 0,
	page: 1,
	frontPage: 2,
	directory: 3,
} as const;

const RANKS_IN_ORDER = Object.values( RANKS );

const PAGE = /(?:^|\.)(?:html?|xhtml)$/i;
const LEADS_TO_PAGES =
	/(?:^|\/)(?:feed|sitemap[^/]*|wp-sitemap[^/]*)(?:\/|\.|$)|\.(?:rss|atom)$/i;

/**
 * @param path
 */
export function rankOf( path: TargetPath ): number {
	if ( path === 'index.html' ) {
		return RANKS.frontPage;
	}
	if ( LEADS_TO_PAGES.test( path ) || path === 'robots.txt' ) {
		return RANKS.directory;
	}
	return PAGE.test( path ) ? RANKS.page : RANKS.asset;
}

const depthOf = ( path: TargetPath ): number => path.split( '/' ).length;

/**
 * Assets, then pages deepest first, the front page, feeds and sitemaps.
 *
 * @param one
 * @param other
 */
export const compareForUpload = (
	one: TargetPath,
	other: TargetPath
): number =>
	rankOf( one ) - rankOf( other ) ||
	depthOf( other ) - depthOf( one ) ||
	( one < other ? -1 : 1 );

/** Holds back an upload while one of an earlier rank is on its way, or waits for another attempt. */
export class UploadGates {
	readonly #begun = RANKS_IN_ORDER.map( () => new Set< TargetPath >() );
	readonly #waiting = new Set< () => void >();

	begin( path: TargetPath ): void {
		this.#begun[ rankOf( path ) ]?.add( path );
	}

	finish( path: TargetPath ): void {
		this.#begun[ rankOf( path ) ]?.delete( path );
		this.#waiting.forEach( ( wake ) => wake() );
	}

	/**
	 * @param path
	 * @param signal Its reason ends the wait.
	 */
	async pass( path: TargetPath, signal: AbortSignal ): Promise< void > {
		const earlier = this.#begun.slice( 0, rankOf( path ) );
		while ( earlier.some( ( begun ) => begun.size > 0 ) ) {
			await new Promise< void >( ( resolve, reject ) => {
				signal.throwIfAborted();
				const leave = () => {
					this.#waiting.delete( wake );
					signal.removeEventListener( 'abort', stop );
				};
				const stop = () => {
					leave();
					reject( signal.reason );
				};
				const wake = () => {
					leave();
					resolve();
				};
				signal.addEventListener( 'abort', stop, { once: true } );
				this.#waiting.add( wake );
			} );
		}
		signal.throwIfAborted();
	}
}
