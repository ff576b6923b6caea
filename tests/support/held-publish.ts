import type { Page } from 'playwright-core';

/** How many pages, and what tells the site's own 404 page, are rendered before a publish has to wait. */
const FIRST_PAGES = 2;

/**
 * Lets a publish that a page begins render its first pages; what it asks the site for from then on has to wait.
 *
 * @param page
 * @return Lets the publish go on.
 */
export async function holdPublish( page: Page ): Promise< () => void > {
	let goOn = () => {};
	const mayGoOn = new Promise< void >( ( resolve ) => {
		goOn = resolve;
	} );
	let asked = 0;
	await page.unrouteAll( { behavior: 'ignoreErrors' } );
	await page.route( '**/*', async ( route, request ) => {
		const isRendering = 'x-aether-render' in request.headers();
		if ( isRendering && ++asked > FIRST_PAGES ) {
			await mayGoOn;
		}
		// A tab that was closed asks for nothing any more.
		await route.fallback().catch( () => {} );
	} );
	return goOn;
}
