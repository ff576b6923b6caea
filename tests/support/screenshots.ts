import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../tools/root';

/** Pictures of the docs are made when somebody asks for them: `AETHER_SCREENSHOTS=1`. */
const areWanted = process.env.AETHER_SCREENSHOTS === '1';

/** Portraits come from a host that tests do not ask. */
const WITHOUT_PORTRAIT = '#wpadminbar .avatar { visibility: hidden; }';

/**
 * Keeps a picture of the upper part of the page in `docs/images`.
 *
 * @param page
 * @param name   Of the file, without extension.
 * @param height CSS pixels; at most as high as the window.
 */
export async function keepScreenshot(
	page: Page,
	name: string,
	height: number
): Promise< void > {
	if ( ! areWanted ) {
		return;
	}
	await page.evaluate( () => window.scrollTo( 0, 0 ) );
	await page.screenshot( {
		path: join( ROOT, 'docs/images', `${ name }.png` ),
		animations: 'disabled',
		style: WITHOUT_PORTRAIT,
		clip: {
			x: 0,
			y: 0,
			width: page.viewportSize()?.width ?? 0,
			height,
		},
	} );
}
