/** Where a request leads in a release. */
export type Route =
	| {
			readonly kind: 'directory';
			/** Empty, or with a slash at its end. */
			readonly path: string;
	  }
	/** A file, or a directory without its slash: `/about` for the page `/about/`. */
	| { readonly kind: 'file'; readonly path: string }
	| { readonly kind: 'malformed' };

export type FoundRoute = Exclude< Route, { readonly kind: 'malformed' } >;

/** What answers for a directory: a page, else a feed. */
export const PAGE_INDEX = 'index.html';
export const FEED_INDEX = 'index.xml';

const ASSET = /\.(?!x?html?$)[a-z0-9]+$/i;

/**
 * @param pathname As in a `URL`: percent-encoded.
 */
export function routeFor( pathname: string ): Route {
	const decoded = decode( pathname );
	if (
		decoded === null ||
		/[\u0000-\u001f\u007f\\]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test( decoded )
	) {
		return { kind: 'malformed' };
	}
	const path = decoded.slice( 1 );
	return {
		kind: path === '' || path.endsWith( '/' ) ? 'directory' : 'file',
		path,
	};
}

/**
 * Whether a page may name it as one of its parts: a style, a script, an image.
 *
 * @param route
 */
export const isAsset = ( route: FoundRoute ): boolean =>
	route.kind === 'file' && ASSET.test( route.path );

/**
 * What two spellings of one address have in common.
 *
 * @param pathname Percent-encoded.
 * @param search   With its question mark, or empty.
 */
export const addressKey = ( pathname: string, search: string ): string =>
	// No path has a line break.
	`${ decode( pathname ) ?? pathname }\n${ search.replace(
		/%[0-9a-f]{2}/gi,
		( escape ) => escape.toUpperCase()
	) }`;

/**
 * Null for a malformed escape.
 * @param pathname
 */
function decode( pathname: string ): string | null {
	try {
		return decodeURIComponent( pathname ).normalize( 'NFC' );
	} catch {
		return null;
	}
}
