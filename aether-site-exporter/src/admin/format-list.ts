/**
 * "A, B and C", as the page's language has it.
 *
 * @param items
 */
export function formatList( items: readonly string[] ): string {
	let format: Intl.ListFormat;
	try {
		format = new Intl.ListFormat( document.documentElement.lang || 'en' );
	} catch {
		// A language of WordPress that is none there.
		format = new Intl.ListFormat( 'en' );
	}
	return format.format( items );
}
