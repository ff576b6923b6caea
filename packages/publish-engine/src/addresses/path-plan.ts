import {
	MAX_PATH_BYTES,
	toTargetPath,
	type TargetPath,
} from '@aether/provider-sdk';
import type { Finding } from '../events';
import { needsOtherNames, withSuffix } from './file-names';
import { FILE_EXTENSION, preferredPath } from './preferred-path';
import { shortHash } from './short-hash';
import type { PathPlan, SiteAddresses } from './types';

/** One file of the target and the address it stands for. */
interface Place {
	/** Canonical, without the query where that is not part of what the file is. */
	readonly url: string;
	readonly names: readonly string[];
	/** What the names are called where case does not matter. */
	readonly folded: string;
	/** The canonical URL that it was assigned for; null when there were several, `/about` and `/about/`. */
	source: string | null;
}

const INDEX = /^index\.[a-z]+$/;
const encoder = new TextEncoder();

/**
 * @param site
 */
export function createPathPlan( site: SiteAddresses ): PathPlan {
	const placeByUrl = new Map< string, Place >();
	/** By their own spelling: addresses that differ by the slash at the end alone, and are of different types. */
	const twins = new Map< string, Place >();
	/** Who keeps a path that several want where case does not matter. */
	const winners = new Map< string, Place >();
	/** Directories, folded. */
	const directories = new Set< string >();
	/** Valid until the next place is taken. */
	const paths = new Map< Place, TargetPath >();
	const urls = new Map< TargetPath, string | null >();

	const places = (): Place[] => [ ...placeByUrl.values(), ...twins.values() ];

	const register = (
		url: string,
		names: readonly string[],
		source: string
	): Place => {
		const known = twins.get( source ) ?? placeByUrl.get( url );
		if ( known?.source === source ) {
			return known;
		}
		if ( known && known.names.at( -1 ) === names.at( -1 ) ) {
			known.source = null;
			return known;
		}
		const place: Place = { url, names, folded: fold( names ), source };
		if ( known ) {
			twins.set( source, place );
		} else {
			placeByUrl.set( url, place );
		}
		paths.clear();
		urls.clear();
		const rival = winners.get( place.folded );
		winners.set( place.folded, rival ? stronger( rival, place ) : place );
		for ( let depth = names.length - 1; depth > 0; depth-- ) {
			directories.add( fold( names.slice( 0, depth ) ) );
		}
		return place;
	};

	const hasLost = ( place: Place ): boolean =>
		directories.has( place.folded ) ||
		winners.get( place.folded ) !== place;

	const pathFor = ( place: Place ): TargetPath => {
		let path = paths.get( place );
		if ( path === undefined ) {
			const names = hasLost( place )
				? renamed( place.names, shortHash( pathAndQuery( place.url ) ) )
				: place.names;
			path = toTargetPath( bounded( names ).join( '/' ) );
			paths.set( place, path );
		}
		return path;
	};

	const urlByPath = (): ReadonlyMap< TargetPath, string | null > => {
		if ( urls.size === 0 ) {
			for ( const place of places() ) {
				urls.set( pathFor( place ), place.source );
			}
		}
		return urls;
	};

	const placeOf = ( canonicalUrl: string ): Place | undefined =>
		twins.get( canonicalUrl ) ??
		spellings( canonicalUrl )
			.map( ( url ) => placeByUrl.get( url ) )
			.find( ( place ) => place !== undefined );

	return {
		assign: ( canonicalUrl, contentType ) => {
			const { search } = new URL( canonicalUrl );
			const { names, usesQuery, isDirectory } = preferredPath(
				site.pathBelowBase( canonicalUrl ),
				search,
				contentType
			);
			const url = usesQuery
				? canonicalUrl
				: canonicalUrl.slice( 0, canonicalUrl.length - search.length );
			return pathFor(
				register(
					isDirectory && ! usesQuery ? withSlash( url ) : url,
					names,
					url
				)
			);
		},
		pathOf: ( canonicalUrl ) => {
			const place = placeOf( canonicalUrl );
			return place && pathFor( place );
		},
		urlOf: ( path ) => urlByPath().get( path ) ?? undefined,
		findings: () =>
			places().flatMap( ( place ) => {
				const path = pathFor( place );
				if ( directories.has( place.folded ) ) {
					return [ directoryFinding( place, path ) ];
				}
				if ( hasLost( place ) ) {
					return [ collisionFinding( place, path ) ];
				}
				return path !== place.names.join( '/' ) ||
					needsOtherNames( site.pathBelowBase( place.url ) )
					? [ renamedFinding( place, path ) ]
					: [];
			} ),
	};
}

const fold = ( names: readonly string[] ): string =>
	names.join( '/' ).toLowerCase().normalize( 'NFC' );

/**
 * Lower case keeps the name, as WordPress' own slugs are; then the order of the alphabet decides.
 *
 * @param a
 * @param b
 */
const stronger = ( a: Place, b: Place ): Place =>
	rank( a ) < rank( b ) ? a : b;

const rank = ( { names, folded, url }: Place ): string =>
	( names.join( '/' ) === folded ? '0' : '1' ) + url;

/**
 * The spellings of an address that lead to one file: with the cache-busting query and without, with the slash and
 * without.
 *
 * @param canonicalUrl
 */
function spellings( canonicalUrl: string ): string[] {
	const query = canonicalUrl.indexOf( '?' );
	if ( query === -1 ) {
		const toggled = canonicalUrl.endsWith( '/' )
			? canonicalUrl.slice( 0, -1 )
			: `${ canonicalUrl }/`;
		return [ canonicalUrl, toggled ];
	}
	const bare = canonicalUrl.slice( 0, query );
	return FILE_EXTENSION.test( bare )
		? [ canonicalUrl, bare ]
		: [ canonicalUrl ];
}

const withSlash = ( url: string ): string =>
	url.endsWith( '/' ) ? url : `${ url }/`;

const pathAndQuery = ( url: string ): string => {
	const { pathname, search } = new URL( url );
	return pathname + search;
};

/**
 * A page is renamed at its directory, a file at its name.
 *
 * @param names
 * @param hash
 */
function renamed( names: readonly string[], hash: string ): string[] {
	const at =
		names.length > 1 && INDEX.test( names.at( -1 ) ?? '' )
			? names.length - 2
			: names.length - 1;
	return names.map( ( name, index ) =>
		index === at ? withSuffix( name, hash ) : name
	);
}

/**
 * Object stores end keys at 1,024 bytes: a deeper place moves into one directory named by its hash.
 *
 * @param names
 */
function bounded( names: readonly string[] ): readonly string[] {
	const path = names.join( '/' );
	return encoder.encode( path ).length <= MAX_PATH_BYTES
		? names
		: [ `long-${ shortHash( path ) }`, names.at( -1 ) ?? 'index.html' ];
}

const directoryFinding = ( { url, names }: Place, path: string ): Finding => ( {
	severity: 'warning',
	code: 'path_is_directory',
	message: `${ names.join( '/' ) } is also a directory, so the file is published as ${ path }.`,
	values: { wanted: names.join( '/' ), path },
	url,
	action: 'Links to it were changed. Rename one of the two to keep both addresses.',
} );

const collisionFinding = ( { url, names }: Place, path: string ): Finding => ( {
	severity: 'warning',
	code: 'path_collision',
	message: `Another address wants ${ names.join( '/' ) } too, so this one is published as ${ path }.`,
	values: { wanted: names.join( '/' ), path },
	url,
	action: 'Links to it were changed. Rename one of the two to keep both addresses.',
} );

const renamedFinding = ( { url }: Place, path: string ): Finding => ( {
	severity: 'warning',
	code: 'path_renamed',
	message: `Not every target can hold this name, so it is published as ${ path }.`,
	values: { path },
	url,
	action: 'Links to it were changed. Give it another name to keep its address.',
} );
