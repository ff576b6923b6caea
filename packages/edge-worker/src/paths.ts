/** Where a request leads in a release. */
export type Route =
	| { readonly kind: 'file'; readonly path: string }
	/** A path without its slash: `/about` for the page `/about/`. */
	| { readonly kind: 'file-or-directory'; readonly path: string }
	| { readonly kind: 'malformed' };

export type FoundRoute = Exclude< Route, { readonly kind: 'malformed' } >;

/**
 * @param pathname As in a `URL`: percent-encoded.
 */
export function routeFor( pathname: string ): Route {
	let decoded: string;
	try {
		decoded = decodeURIComponent( pathname ).normalize( 'NFC' );
	} catch {
		return { kind: 'malformed' };
	}
	if (
		/[\u0000-\u001f\u007f\\]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test( decoded )
	) {
		return { kind: 'malformed' };
	}
	const path = decoded.slice( 1 );
	return path === '' || path.endsWith( '/' )
		? { kind: 'file', path: `${ path }index.html` }
		: { kind: 'file-or-directory', path };
}

/**
 * A path as a `Redirect` names it: decoded and encoded again, so that two spellings of one address are one.
 *
 * @param pathname
 */
export function canonicalPath( pathname: string ): string {
	try {
		return encodeURI( decodeURI( pathname ) );
	} catch {
		return pathname;
	}
}
