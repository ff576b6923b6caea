import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ROOT } from '../../tools/root';

/** Pictures of the docs are made when somebody asks for them: `AETHER_SCREENSHOTS=1`. */
const areWanted = process.env.AETHER_SCREENSHOTS === '1';

/** Portraits come from a host that tests do not ask. */
const WITHOUT_PORTRAIT = '#wpadminbar .avatar { visibility: hidden; }';

/** WordPress' bar stays above what is scrolled; with some air. CSS pixels. */
const BELOW_ADMIN_BAR = 48;

/**
 * Keeps a picture of a part of the page in `docs/images`.
 *
 * @param page
 * @param name   Of the file, without extension.
 * @param height CSS pixels; at most as high as the window.
 * @param from   Where the picture begins. Default: the top of the page.
 */
export async function keepScreenshot(
	page: Page,
	name: string,
	height: number,
	from?: Locator
): Promise< void > {
	if ( ! areWanted ) {
		return;
	}
	const top = from
		? await from.evaluate(
				( element ) =>
					element.getBoundingClientRect().top + window.scrollY
			)
		: 0;
	await page.evaluate(
		( y ) => window.scrollTo( 0, y ),
		top - BELOW_ADMIN_BAR
	);
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
