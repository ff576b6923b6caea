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
 * What axe-core objects to as it is.
 *
 * @param page
 * @param part Default: Settings → Aether.
 */
export async function objectionsTo(
	page: Page,
	part: Locator = page.locator( '.aether-page' )
): Promise< readonly string[] > {
	await page.addScriptTag( { path: AXE } );
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
 * How far a page is wider than the smallest screen. Pixels.
 *
 * @param page
 */
export async function overflowOf( page: Page ): Promise< number > {
	const size = page.viewportSize();
	await page.setViewportSize( { width: 320, height: 800 } );
	const wider = await page.evaluate(
		() => document.documentElement.scrollWidth - window.innerWidth
	);
	if ( size ) {
		await page.setViewportSize( size );
	}
	return wider;
}
