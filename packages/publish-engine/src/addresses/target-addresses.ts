import type { TargetPath, UrlStyle } from '@aether/provider-sdk';
import { replaceMentions } from '../references/mentions';
import type { Reference } from '../references/types';
import { encodeSegment } from './canonical-url';
import { relativePath } from './relative-path';
import type { PathPlan, SiteAddresses, TargetAddresses } from './types';

export interface TargetAddressesOptions {
	/** Public base URL of the target. */
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly paths: PathPlan;
	readonly site: SiteAddresses;
}

/** Addresses in queries of addresses in queries; a login link has two. */
const DEEPEST_QUERY = 4;

/** Where a reference leads on the target: below the base URL, percent-encoded. */
interface Destination {
	/** The file, or the address that would be there if it were published. */
	readonly file: string;
	/** `file` as visitors see it: without `index.html`. */
	readonly address: string;
	/** With its `?`, or empty. */
	readonly query: string;
	/** With its `#`, or empty. */
	readonly fragment: string;
}

/**
 * @param options
 * @param options.baseUrl
 * @param options.urlStyle
 * @param options.paths
 * @param options.site
 */
export function createTargetAddresses( {
	baseUrl,
	urlStyle,
	paths,
	site,
}: TargetAddressesOptions ): TargetAddresses {
	const base = new URL( baseUrl.endsWith( '/' ) ? baseUrl : `${ baseUrl }/` );
	const baseHref = base.origin + base.pathname;

	const placed = (
		canonical: string
	): Pick< Destination, 'file' | 'address' > => {
		const path = paths.pathOf( canonical );
		if ( path === undefined ) {
			const file = site.pathBelowBase( canonical );
			return { file, address: file };
		}
		const file = encodePath( path );
		return { file, address: withoutIndex( file ) };
	};

	/**
	 * A query can carry addresses of the site, percent-encoded or plain.
	 *
	 * @param query
	 * @param depth
	 */
	const queryOnTarget = ( query: string, depth: number ): string =>
		depth === DEEPEST_QUERY
			? query
			: replaceMentions( query, site, ( url ) => {
					const destination = destinationOf( url, depth + 1 );
					return destination && baseHref + tailOf( destination );
				} );

	/**
	 * @param url
	 * @param depth How many addresses carry this one in their queries.
	 */
	const destinationOf = ( url: string, depth = 0 ): Destination | null => {
		const canonical = site.canonical( url );
		if ( canonical === null ) {
			return null;
		}
		const { search, hash, searchParams } = new URL( url );
		const page = canonical.replace( /\?.*$/, '' );
		if ( searchParams.has( 'replytocom' ) ) {
			return { ...placed( page ), query: '', fragment: '#respond' };
		}
		const path = paths.pathOf( canonical );
		const isQueryInPath =
			path !== undefined && path !== paths.pathOf( page );
		return {
			...placed( isQueryInPath ? canonical : page ),
			query: isQueryInPath ? '' : queryOnTarget( search, depth ),
			fragment: hash,
		};
	};

	/**
	 * Whether document and destination lie to each other as they did in WordPress.
	 * @param url
	 * @param documentPath
	 * @param destination
	 */
	const hasKeptItsPlace = (
		url: string,
		documentPath: TargetPath,
		destination: Destination
	): boolean => {
		const documentUrl = paths.urlOf( documentPath );
		const { search, hash } = new URL( url );
		return (
			documentUrl !== undefined &&
			directoryOf( site.pathBelowBase( documentUrl ) ) ===
				directoryOf( withoutIndex( encodePath( documentPath ) ) ) &&
			site.pathBelowBase( url ) + search + hash ===
				tailOf( destination ) &&
			( urlStyle !== 'document-relative' ||
				destination.file === destination.address )
		);
	};

	const written = (
		destination: Destination,
		{ absolute, pathOnly }: Reference,
		documentPath: TargetPath
	): string => {
		if ( absolute || ( urlStyle === 'absolute' && ! pathOnly ) ) {
			return baseHref + tailOf( destination );
		}
		if ( urlStyle === 'root-relative' || pathOnly ) {
			return base.pathname + tailOf( destination );
		}
		const { file, query, fragment } = destination;
		return (
			relativePath( encodePath( documentPath ), file ) + query + fragment
		);
	};

	return {
		addressOf: ( url ) => {
			const destination = destinationOf( url );
			return destination && baseHref + tailOf( destination );
		},
		urlFor: ( reference, documentPath ) => {
			const { url, role, absolute, relative } = reference;
			const destination = destinationOf( url );
			if (
				destination === null ||
				( relative &&
					! absolute &&
					hasKeptItsPlace( url, documentPath, destination ) )
			) {
				return undefined;
			}
			const result = written( destination, reference, documentPath );
			return role === 'mention' && ! url.endsWith( '/' )
				? result.replace( /\/$/, '' )
				: result;
		},
	};
}

const encodePath = ( path: string ): string =>
	path.split( '/' ).map( encodeSegment ).join( '/' );

const withoutIndex = ( path: string ): string =>
	path.replace( /(^|\/)index\.html$/, '$1' );

const directoryOf = ( path: string ): string =>
	path.slice( 0, path.lastIndexOf( '/' ) + 1 );

const tailOf = ( { address, query, fragment }: Destination ): string =>
	address + query + fragment;
