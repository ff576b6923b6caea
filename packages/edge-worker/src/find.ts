import type { FileEntry } from './format';
import { addressKey, FEED_INDEX, type FoundRoute, PAGE_INDEX } from './paths';
import type { Destination, Release } from './release';
import type { ShardReads } from './shard-reads';

/** What a release has for an address. */
export type Found = FoundFile | FoundRedirect;

export interface FoundFile {
	readonly kind: 'file';
	readonly path: string;
	readonly entry: FileEntry;
}

interface FoundRedirect {
	readonly kind: 'redirect';
	readonly destination: Destination;
}

/** An address in a tree. */
export interface Address {
	readonly route: FoundRoute;
	/** Below the root of the tree, percent-encoded. */
	readonly pathname: string;
	readonly url: URL;
}

/**
 * The file that is asked for first.
 * @param root0
 * @param root0.path
 * @param root0.kind
 */
export const firstPath = ( { path, kind }: FoundRoute ): string =>
	kind === 'directory' ? path + PAGE_INDEX : path;

/**
 * A redirect of the very address, a file, a redirect of the path; then what WordPress has under such an address: a feed in
 * a directory, a directory without its slash, and a redirect with or without one.
 *
 * @param address
 * @param release
 * @param reads
 * @return Null for nothing.
 */
export async function find(
	address: Address,
	release: Release,
	reads: ShardReads
): Promise< Found | null > {
	const { route, pathname, url } = address;
	const { search } = url;
	const fileAt = async ( path: string ): Promise< Found | null > => {
		const entry = await reads.entry( release, path );
		return entry && { kind: 'file', path, entry };
	};
	// `/?p=7` can lead somewhere else than `/`, which is a page.
	const exact = exactRedirect( release, pathname, search );
	if ( exact ) {
		return exact;
	}
	const file = await fileAt( firstPath( route ) );
	if ( file ) {
		return file;
	}
	const redirect = redirectOfPath( release, pathname, search );
	if ( redirect ) {
		return redirect;
	}
	if ( route.kind === 'directory' ) {
		return (
			( await fileAt( route.path + FEED_INDEX ) ) ??
			otherRedirect( release, pathname, search )
		);
	}
	const [ page, feed ] = await Promise.all(
		[ PAGE_INDEX, FEED_INDEX ].map( ( index ) =>
			fileAt( `${ route.path }/${ index }` )
		)
	);
	const withSlash: FoundRedirect = {
		kind: 'redirect',
		destination: {
			location: `${ url.pathname }/${ search }`,
			status: 301,
		},
	};
	return page
		? withSlash
		: ( otherRedirect( release, pathname, search ) ??
				( feed ? withSlash : null ) );
}

function exactRedirect(
	{ redirects }: Release,
	pathname: string,
	search: string
): FoundRedirect | null {
	const destination =
		search !== '' && redirects.get( addressKey( pathname, search ) );
	return destination ? { kind: 'redirect', destination } : null;
}

function redirectOfPath(
	{ redirects }: Release,
	pathname: string,
	search: string
): FoundRedirect | null {
	const destination = redirects.get( addressKey( pathname, '' ) );
	return destination
		? {
				kind: 'redirect',
				destination: {
					...destination,
					location: withQuery( destination.location, search ),
				},
			}
		: null;
}

/**
 * The redirect of an address with a slash where this one has none, or without: WordPress cuts the slash off before it looks
 * for what is meant (`WP::parse_request()`), so an old name leads on either way. But none that leads from one to the other.
 *
 * @param release
 * @param pathname
 * @param search
 */
function otherRedirect(
	release: Release,
	pathname: string,
	search: string
): FoundRedirect | null {
	const other = pathname.endsWith( '/' )
		? pathname.slice( 0, -1 )
		: `${ pathname }/`;
	const found =
		exactRedirect( release, other, search ) ??
		redirectOfPath( release, other, search );
	const [ target = '' ] = found?.destination.location.split( /[?#]/ ) ?? [];
	return addressKey( target, '' ) === addressKey( pathname, '' )
		? null
		: found;
}

/**
 * @param location May have a query and a fragment of its own.
 * @param search   With its question mark, or empty.
 */
function withQuery( location: string, search: string ): string {
	if ( search.length < 2 ) {
		return location;
	}
	const [ , address = '', fragment = '' ] =
		/^([^#]*)(.*)$/s.exec( location ) ?? [];
	const query = address.includes( '?' ) ? `&${ search.slice( 1 ) }` : search;
	return address + query + fragment;
}
