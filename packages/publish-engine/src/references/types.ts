/**
 * The vocabulary shared by finding references in a document and writing them anew.
 *
 * A document is scanned once, when it was rendered. Each target then writes its own bytes from the same spans, so every
 * byte in which the published file differs from the rendered one lies inside a URL.
 */

/** How text has to be escaped at the place where the reference stands. */
export type ReferenceEncoding =
	/** HTML or XML attribute value or text: entities. */
	| 'markup'
	/** A CSS url() or string: backslash escapes. */
	| 'css'
	/** A JSON or JavaScript string with `\/`. */
	| 'json'
	/** Percent-encoded, as a query value: `https%3A%2F%2F…`. */
	| 'percent'
	/** As it stands. */
	| 'plain';

export type ReferenceRole =
	/** A document that a visitor can go to: followed as a page. */
	| 'page'
	/** What a page needs to look and work right: fetched and published. */
	| 'asset'
	/** An address that is named but not loaded (JSON-LD, og:url, text): rewritten, followed only if known. */
	| 'mention'
	/** Where a form or ping sends: rewritten, never followed. */
	| 'endpoint';

export interface Reference {
	/** Offset of the first byte of the URL in the original body. */
	readonly start: number;
	/** Offset behind the last byte. */
	readonly end: number;
	/** The absolute URL that it means, resolved against the document's base, fragment included. */
	readonly url: string;
	readonly role: ReferenceRole;
	/** Outermost first: JSON inside an attribute is `[ 'markup', 'json' ]`. */
	readonly encodings: readonly ReferenceEncoding[];
	/** True where the format demands an absolute URL: canonical, `og:url`, feeds, sitemaps, robots.txt. */
	readonly absolute: boolean;
	/** True where the format demands a path from the host's root: robots.txt rules, URL patterns. */
	readonly pathOnly?: true;
	/** True when it is written relative to the document (`../a.png`), so that it travels with it. */
	readonly relative?: true;
}

export interface ScannedDocument {
	/** Absolute URL it was fetched from. */
	readonly url: string;
	/** `Content-Type` header of the response. */
	readonly contentType: string;
	readonly body: Uint8Array;
}

export interface DocumentScan {
	/** The document, one character per byte or per UTF-16 unit; null for a binary one. */
	readonly text: string | null;
	/** Bytes of one character of the text. */
	readonly unitBytes: 1 | 2;
	/** In the order of the document, none inside another. */
	readonly references: readonly Reference[];
	/** Absolute URLs of files of the site that may have these very bytes only (`integrity`). */
	readonly pinned: readonly string[];
	/** Label of the encoding that the document was read in: `utf-8`. */
	readonly charset: string;
	/** What relative URLs were resolved against. */
	readonly baseUrl: string;
}
