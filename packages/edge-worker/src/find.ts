import type { FileEntry } from './format';
import { addressKey, FEED_INDEX, type FoundRoute, PAGE_INDEX } from './paths';
import type { Destination, Release } from './release';
import type { ShardReads } from './shard-reads';

/** What a release has for an address. */
export type Found =
	| {
			readonly kind: 'file';
			readonly path: string;
			readonly entry: FileEntry;
	  }
	| { readonly kind: 'redirect'; readonly destination: Destination };

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
 * a directory, a directory without its slash.
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
	const exact =
		search === ''
			? undefined
			: release.redirects.get( addressKey( pathname, search ) );
	if ( exact ) {
		return { kind: 'redirect', destination: exact };
	}
	const file = await fileAt( firstPath( route ) );
	if ( file ) {
		return file;
	}
	const redirect = release.redirects.get( addressKey( pathname, '' ) );
	if ( redirect ) {
		return {
			kind: 'redirect',
			destination: {
				...redirect,
				location: withQuery( redirect.location, search ),
			},
		};
	}
	if ( route.kind === 'directory' ) {
		return fileAt( route.path + FEED_INDEX );
	}
	const indexes = await Promise.all(
		[ PAGE_INDEX, FEED_INDEX ].map( ( index ) =>
			fileAt( `${ route.path }/${ index }` )
		)
	);
	return indexes.some( ( index ) => index !== null )
		? {
				kind: 'redirect',
				destination: {
					location: `${ url.pathname }/${ search }`,
					status: 301,
				},
			}
		: null;
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
