import type { TargetPath, UrlStyle } from '@aether/provider-sdk';
import { createTargetAddresses } from '../addresses';
import type { ContentStore } from '../ports';
import { rewriteDocument } from '../references';
import type { Reference } from '../references/types';
import { gzip } from '../rendering/gzip';
import type { StoredReference } from '../rendering/reference-arena';
import type {
	RenderedResource,
	RenderedSite,
} from '../rendering/rendered-site';

/** Where a set of targets publishes, for whom, and how it wants URLs written. Targets that agree in all share all bytes. */
export interface Destination {
	/** With trailing slash. */
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	/** Default: what the site says to search engines. */
	readonly robots?: 'noindex';
	/** Whether the target can match redirects with a query. Default: false. */
	readonly matchesQueries?: boolean;
}

/** References whose new form is remembered: a site that names each of its million addresses once gains nothing by it. */
const MOST_KNOWN = 50_000;

/** Makes the bytes of one resource for one destination. */
export type TargetBytes = (
	resource: RenderedResource
) => Promise< Uint8Array >;

/**
 * @param site
 * @param destination
 * @param content
 */
export function createTargetBytes(
	site: RenderedSite,
	destination: Destination,
	content: ContentStore
): TargetBytes {
	const { addresses, paths, arena, notFound } = site;
	const target = createTargetAddresses( {
		...destination,
		paths,
		site: addresses,
	} );

	const write = (
		reference: Reference,
		documentPath: TargetPath
	): string | undefined => {
		const resolved = resolveRedirect( site, reference );
		return addresses.isSameSite( resolved.url )
			? target.urlFor( resolved, documentPath )
			: resolved.url;
	};

	// A theme repeats its references on every page; written the same everywhere, each has to be worked out only once.
	const known = new Map< number, string | undefined >();
	const writeOnce = (
		reference: StoredReference,
		documentPath: TargetPath
	): string | undefined => {
		const dependsOnDocument =
			reference.relative === true ||
			destination.urlStyle === 'document-relative';
		if ( dependsOnDocument ) {
			return write( reference, documentPath );
		}
		if ( ! known.has( reference.kind ) ) {
			if ( known.size >= MOST_KNOWN ) {
				known.clear();
			}
			known.set( reference.kind, write( reference, documentPath ) );
		}
		return known.get( reference.kind );
	};

	return async ( { path, sha256, references, isGzipped } ) => {
		const blob = await content.open( sha256 );
		const body = new Uint8Array( await blob.arrayBuffer() );
		const bytes =
			references === null
				? body
				: rewriteDocument(
						body,
						arena.unpack( references ),
						( reference ) =>
							path === notFound
								? write(
										{ ...reference, absolute: true },
										path
									)
								: writeOnce( reference, path )
					);
		return isGzipped ? gzip( bytes ) : bytes;
	};
}

/**
 * A reference to an address that redirects is written as the address where the visitor ends, so that it also works on a
 * host without redirects.
 *
 * @param site
 * @param site.addresses
 * @param site.redirects
 * @param reference
 */
function resolveRedirect(
	{ addresses, redirects }: RenderedSite,
	reference: Reference
): Reference {
	const canonical =
		redirects.size === 0 ? null : addresses.canonical( reference.url );
	if ( canonical === null || ! redirects.has( canonical ) ) {
		return reference;
	}
	const hash = reference.url.indexOf( '#' );
	const fragment = hash === -1 ? '' : reference.url.slice( hash );
	const resolution = redirects.resolve( canonical + fragment );
	if ( resolution.kind === 'loop' ) {
		return reference;
	}
	// It leads elsewhere now, so that what was written relative to the document is no longer right.
	const { relative: _relative, ...rest } = reference;
	return { ...rest, url: resolution.url };
}
