import { type CheckedResponse, isHtml } from './checked-response';

/** Elements whose content is text until their own end tag: what follows an open one is lost. */
const RAW_TEXT = [ 'script', 'style', 'textarea', 'title' ];
/** A tag that never ends, at the end of the text. */
const OPEN_TAG = /<[a-z!/][^<>]{0,2000}$/i;

const HTML_END = /<\/html\s*>/i;
/** Most documents end within so many characters of their end tag: spares them the whole search. */
const USUAL_END = 256;

/**
 * Whether a document has an html element and no end tag for it. HTML allows to leave that tag out, so alone it says
 * nothing.
 *
 * @param text
 */
export const isOpenEnded = ( text: string ): boolean =>
	! HTML_END.test( text.slice( -USUAL_END ) ) &&
	/<html[\s>]/i.test( text ) &&
	! HTML_END.test( text );

/**
 * Whether an open-ended document stops where no author would: within a tag, a comment, a script.
 *
 * @param text
 */
export function stopsMidway( text: string ): boolean {
	const lower = text.toLowerCase();
	return (
		OPEN_TAG.test( lower.slice( -2000 ) ) ||
		lower.lastIndexOf( '<!--' ) > lower.lastIndexOf( '-->' ) ||
		RAW_TEXT.some(
			( name ) =>
				lower.lastIndexOf( `<${ name }` ) >
				lower.lastIndexOf( `</${ name }` )
		)
	);
}

/** Remembers how the pages of a site end: a page without an end on a site whose pages have one was cut off. */
export class PageEnds {
	readonly openEnded: Pick< CheckedResponse, 'url' | 'referrer' >[] = [];
	#closedCount = 0;

	/** Pages that end with `</html>`. */
	get closedCount(): number {
		return this.#closedCount;
	}

	observe( response: CheckedResponse ): void {
		if ( response.kind === 'asset' || ! isHtml( response ) ) {
			return;
		}
		const text = response.text();
		if ( ! isOpenEnded( text ) ) {
			this.#closedCount++;
		} else if ( ! stopsMidway( text ) ) {
			const { url, referrer } = response;
			this.openEnded.push(
				referrer === undefined ? { url } : { url, referrer }
			);
		}
	}
}
