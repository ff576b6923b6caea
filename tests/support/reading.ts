import { visibleText } from './page-references';

/**
 * A page's text, whichever address it is read from; embed codes hold a secret that is new each time.
 *
 * @param html
 * @param address Of the front page; visible where a page shows addresses.
 */
export const reading = ( html: string, address: string ): string =>
	visibleText( html )
		.replaceAll( address, '' )
		.replaceAll( /secret="?=?\w{10}"?/g, '' );
