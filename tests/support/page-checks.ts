import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ROOT } from '../../tools/root';

const AXE = join( ROOT, 'node_modules/axe-core/axe.min.js' );

interface AxeReport {
	readonly violations: readonly {
		readonly id: string;
		readonly nodes: readonly { readonly html: string }[];
	}[];
}

/**
 * What axe-core objects to, once all that comes in or goes out has done so: a
 * dialog that is half there has half its contrast.
 *
 * @param page
 * @param part Default: Settings → Aether.
 */
export async function objectionsTo(
	page: Page,
	part: Locator = page.locator( '.aether-page' )
): Promise< readonly string[] > {
	await page.addScriptTag( { path: AXE } );
	await movementsEnd( page );
	const { violations } = await part.evaluate( ( root ) =>
		(
			window as unknown as {
				axe: { run: ( root: Node ) => Promise< AxeReport > };
			}
		 ).axe.run( root )
	);
	return violations.flatMap( ( { id, nodes } ) =>
		nodes.map( ( { html } ) => `${ id }: ${ html }` )
	);
}

/**
 * Waits for each movement of a page that has an end; a spinner has none.
 *
 * @param page
 */
const movementsEnd = ( page: Page ): Promise< unknown > =>
	page.evaluate( () =>
		Promise.allSettled(
			document
				.getAnimations()
				.filter( ( { effect } ) =>
					Number.isFinite( effect?.getComputedTiming().endTime )
				)
				.map( ( { finished } ) => finished )
		).then( () => undefined )
	);

/**
 * What makes a page wider than the smallest screen.
 *
 * @param page
 * @return The elements that stand out, with by how many pixels.
 */
export async function overflowOf( page: Page ): Promise< readonly string[] > {
	const size = page.viewportSize();
	await page.setViewportSize( { width: 320, height: 800 } );
	const wider = await page.evaluate( () => {
		const { scrollWidth } = document.documentElement;
		if ( scrollWidth <= window.innerWidth ) {
			return [];
		}
		return [ ...document.querySelectorAll( '.aether-page *' ) ]
			.map( ( element ) => {
				const { left, right } = element.getBoundingClientRect();
				return {
					element,
					by: Math.max( right - window.innerWidth, -left ),
				};
			} )
			.filter( ( { by } ) => by > 0 )
			.map(
				( { element, by } ) =>
					`${ by }: ${ element.outerHTML.slice( 0, 160 ) }`
			)
			.concat( `The page is ${ scrollWidth } wide.` );
	} );
	if ( size ) {
		await page.setViewportSize( size );
	}
	return wider;
}

/**
 * What still moves in a part of a page, for a person who asked for less motion.
 *
 * @param part
 */
export const motionIn = ( part: Locator ): Promise< readonly string[] > =>
	part.evaluate( ( root ) =>
		root
			.getAnimations( { subtree: true } )
			.filter(
				( { effect } ) =>
					Number( effect?.getComputedTiming().activeDuration ) > 1
			)
			.map(
				( { effect } ) =>
					( effect as KeyframeEffect ).target?.outerHTML ?? ''
			)
	);
