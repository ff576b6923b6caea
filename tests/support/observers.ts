import type { Page } from 'playwright-core';

/**
 * Counts the presses of the mouse from the next page on that is opened in this tab.
 *
 * @param page
 * @return How many there were.
 */
export async function countClicks( page: Page ): Promise< () => number > {
	let count = 0;
	await page.exposeFunction( 'aetherCountClick', () => count++ );
	await page.addInitScript(
		`window.addEventListener( 'pointerdown', () => window.aetherCountClick(), true );`
	);
	return () => count;
}

/**
 * Watches what moves on the open page although nobody touched it.
 *
 * @param page
 * @param until A selector; what moves when it is there is not told.
 * @return What moved so far, with how far in parts of the window.
 */
export async function watchLayoutShifts(
	page: Page,
	until: string
): Promise< () => Promise< readonly string[] > > {
	await page.evaluate( ( end ) => {
		const moved: string[] = [];
		Object.assign( window, { aetherMoved: moved } );
		// WordPress' bar for what has no known end goes to and fro.
		const isMeantToMove = ( { node }: { readonly node: Node | null } ) =>
			node instanceof Element &&
			node.closest( '.aether-progress__bar' ) !== null;
		new PerformanceObserver( ( list ) => {
			for ( const entry of list.getEntries() as unknown as readonly LayoutShift[] ) {
				if (
					entry.hadRecentInput ||
					document.querySelector( end ) ||
					entry.sources.every( isMeantToMove )
				) {
					continue;
				}
				moved.push(
					`${ entry.value }: ${ entry.sources
						.map( ( { node } ) =>
							node instanceof Element
								? node.outerHTML.slice( 0, 200 )
								: String( node?.textContent )
						)
						.join( ' | ' ) }`
				);
			}
		} ).observe( { type: 'layout-shift' } );
	}, until );
	return () => page.evaluate( 'window.aetherMoved' );
}

/** TypeScript's own types do not know it yet. Source: the W3C's Layout Instability. */
interface LayoutShift {
	readonly value: number;
	readonly hadRecentInput: boolean;
	readonly sources: readonly { readonly node: Node | null }[];
}
