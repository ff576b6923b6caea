/**
 * One rule, as a document before and after.
 *
 * The site is `https://site.test/` and has the pages `/`, `/about/` and `/feed/` (RSS). It is published to
 * `https://out.test/sub/`, with absolute URLs.
 */
export interface ReferenceCase {
	/** Completes the sentence "finds …". */
	readonly rule: string;
	/** The document; each URL that has to be found stands between « and ». */
	readonly document: string;
	/** What is found, in order: role and absolute URL, `asset https://site.test/a.png`. */
	readonly finds: readonly string[];
	/** The document as it is published. */
	readonly published: string;
	/** `Content-Type` header. */
	readonly contentType: string;
	/** Where the document is. */
	readonly url: string;
}

/** The shortest form: one attribute value, or one line, that becomes another. */
export type CaseRow = readonly [
	rule: string,
	document: string,
	finds: readonly string[],
	published: string,
];

export const casesOf = (
	contentType: string,
	url: string,
	rows: readonly CaseRow[]
): ReferenceCase[] =>
	rows.map( ( [ rule, document, finds, published ] ) => ( {
		rule,
		document,
		finds,
		published,
		contentType,
		url,
	} ) );
