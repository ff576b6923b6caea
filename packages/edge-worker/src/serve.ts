import type { FileEntry, ReleaseDocument } from './format';
import { canonicalPath, type FoundRoute, routeFor } from './paths';
import type { ReleaseReader } from './release-reader';
import { serveFile } from './serve-file';
import { type Choice, chooseRelease, previewAddress } from './visitor';

/** Below it lie the files that WordPress Playground fetches from its own origin. */
export const BUNDLE_PATH = '/_aether-blueprint/';

const SECURITY_HEADERS: Readonly< Record< string, string > > = {
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'strict-origin-when-cross-origin',
	'X-Frame-Options': 'SAMEORIGIN',
};

/** Files that browsers show only when they are told how these are compressed. */
const COMPRESSED = /\.svgz$/i;

export interface Trees {
	readonly site: ReleaseReader;
	readonly bundle: ReleaseReader;
}

export interface Circumstances {
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly random: () => number;
}

/**
 * Answers one request out of the release that the visitor shall get. Every answer comes from one release.
 *
 * @param request
 * @param trees
 * @param circumstances
 */
export async function serve(
	request: Request,
	trees: Trees,
	circumstances: Circumstances
): Promise< Response > {
	if ( request.method !== 'GET' && request.method !== 'HEAD' ) {
		return plain( 405, 'Method not allowed', { Allow: 'GET, HEAD' } );
	}
	const url = new URL( request.url );
	const isBundle = url.pathname.startsWith( BUNDLE_PATH );
	const reader = isBundle ? trees.bundle : trees.site;
	const pathname = isBundle
		? url.pathname.slice( BUNDLE_PATH.length - 1 )
		: url.pathname;
	const route = routeFor( pathname );
	// Before anything that answers with a part of the address: `//elsewhere.test/` would lead away.
	if ( route.kind === 'malformed' ) {
		return withBundleAccess( plain( 400, 'Bad request' ), isBundle );
	}
	const preview = isBundle ? null : previewAddress( url );
	if ( preview ) {
		return plain( 302, 'Preview', preview );
	}
	const answer = await fromCurrentRelease(
		request,
		url,
		route,
		reader,
		circumstances
	);
	if (
		answer.status !== 404 ||
		! ( await reader.refresh( circumstances.now ) )
	) {
		return withBundleAccess( answer, isBundle );
	}
	// The page that led here may belong to a release which this isolate had not heard of.
	return withBundleAccess(
		await fromCurrentRelease( request, url, route, reader, circumstances ),
		isBundle
	);
}

async function fromCurrentRelease(
	request: Request,
	url: URL,
	route: FoundRoute,
	reader: ReleaseReader,
	{ now, random }: Circumstances
): Promise< Response > {
	const pointer = await reader.pointer( now );
	if ( ! pointer ) {
		return plain( 404, 'Nothing is published here yet.' );
	}
	const choice = chooseRelease( request, pointer, random );
	const release =
		( await reader.release( choice.release ) ) ??
		// A preview of a release that is gone shows the current one.
		( await reader.release( pointer.release ) );
	if ( ! release ) {
		throw new Error( 'The current release is missing.' );
	}
	const headers = headersFor( release, choice );
	const exact = exactRedirect( release, url );
	if ( exact ) {
		return redirectTo( exact, headers );
	}
	const entry = await reader.entry( release, route.path );
	if ( entry ) {
		if ( COMPRESSED.test( route.path ) ) {
			headers.set( 'Content-Encoding', 'gzip' );
		}
		return serveFile( request, reader, entry, 200, headers );
	}
	const redirect =
		pathRedirect( release, url ) ??
		( route.kind === 'file-or-directory' &&
		( await reader.entry( release, `${ route.path }/index.html` ) )
			? { location: `${ url.pathname }/${ url.search }`, status: 301 }
			: null );
	if ( redirect ) {
		return redirectTo( redirect, headers );
	}
	const page = await notFoundPage( reader, release );
	headers.set( 'Cache-Control', 'no-cache' );
	return page
		? serveFile( request, reader, page, 404, headers )
		: plain( 404, 'Not found', Object.fromEntries( headers ) );
}

const notFoundPage = async (
	reader: ReleaseReader,
	release: ReleaseDocument
): Promise< FileEntry | null > =>
	release.notFound === null
		? null
		: reader.entry( release, release.notFound );

interface Destination {
	readonly location: string;
	readonly status: number;
}

function redirectTo(
	{ location, status }: Destination,
	headers: Headers
): Response {
	headers.set( 'Location', location );
	return new Response( null, { status, headers } );
}

/**
 * Where an address with its query leads: `/?p=7` can lead somewhere else than `/`, which is a page.
 *
 * @param release
 * @param url
 */
function exactRedirect(
	release: ReleaseDocument,
	url: URL
): Destination | null {
	const wanted = canonicalPath( url.pathname ) + url.search;
	const found =
		url.search === ''
			? undefined
			: release.redirects.find(
					( { from } ) => canonicalPath( from ) === wanted
				);
	return found ? { location: found.to, status: found.status } : null;
}

/**
 * Where a path leads that no file has; the query goes along.
 *
 * @param release
 * @param url
 */
function pathRedirect(
	release: ReleaseDocument,
	url: URL
): Destination | null {
	const wanted = canonicalPath( url.pathname );
	const found = release.redirects.find(
		( { from } ) => canonicalPath( from ) === wanted
	);
	return found
		? { location: withQuery( found.to, url.search ), status: found.status }
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

function headersFor( release: ReleaseDocument, choice: Choice ): Headers {
	const headers = new Headers( { ...SECURITY_HEADERS, ...release.headers } );
	headers.set( 'X-Aether-Release', release.id );
	if ( choice.isPersonal ) {
		headers.set( 'Cache-Control', 'private, no-cache' );
		headers.append( 'Vary', 'Cookie' );
	}
	if ( choice.isPreview ) {
		headers.set( 'X-Robots-Tag', 'noindex' );
	}
	if ( choice.setCookie !== null ) {
		headers.set( 'Set-Cookie', choice.setCookie );
	}
	return headers;
}

function withBundleAccess( answer: Response, isBundle: boolean ): Response {
	if ( isBundle ) {
		answer.headers.set( 'Access-Control-Allow-Origin', '*' );
	}
	return answer;
}

export function plain(
	status: number,
	text: string,
	headers: Readonly< Record< string, string > > = {}
): Response {
	return new Response( `${ text }\n`, {
		status,
		headers: {
			...SECURITY_HEADERS,
			'Cache-Control': 'no-store',
			...headers,
			'Content-Type': 'text/plain; charset=utf-8',
		},
	} );
}
