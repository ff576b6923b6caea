import type { Page } from 'playwright-core';

/** A long admin menu, a page of forms and back. */
const MOST_STEPS = 250;

/** What has the focus, as a screen reader would call it: near enough for a test. In a card, its heading comes first. */
const FOCUSED = `( () => {
	const { activeElement: element } = document;
	if ( element === document.body ) {
		return '';
	}
	const label = element.labels?.[ 0 ]?.textContent ?? element.getAttribute( 'aria-label' ) ?? element.textContent ?? '';
	const card = element.closest( 'section[aria-labelledby]' )?.getAttribute( 'aria-labelledby' );
	const heading = card ? document.getElementById( card ).textContent + ': ' : '';
	return ( heading + label ).replace( /\\s+/g, ' ' ).trim();
} )()`;

/**
 * Walks with the Tab key until something has the focus, as a person without a mouse does.
 *
 * @param  page
 * @param  wanted Its name; in a card, `Heading: name`.
 * @param  key    The direction.
 * @throws {Error} That lists what had the focus, when it is not on the way.
 */
export async function tabTo(
	page: Page,
	wanted: RegExp,
	key: 'Tab' | 'Shift+Tab' = 'Tab'
): Promise< void > {
	const met: string[] = [];
	while ( met.length < MOST_STEPS ) {
		await page.keyboard.press( key );
		const name = ( await page.evaluate( FOCUSED ) ) as string;
		if ( wanted.test( name ) ) {
			return;
		}
		met.push( name );
	}
	throw new Error(
		`${ wanted } is not on the way: ${ [ ...new Set( met ) ].join( ' | ' ) }`
	);
}
