import type { FileEntry, ReleaseDocument } from './format';
import { canonicalPath, routeFor } from './paths';
import type { ReleaseReader } from './release-reader';
import { serveFile } from './serve-file';
import { type Choice, chooseRelease, previewAnswer } from './visitor';

/** Below it lie the files that WordPress Playground fetches from its own origin. */
export const BUNDLE_PATH = '/_aether-blueprint/';

const SECURITY_HEADERS: Readonly< Record< string, string > > = {
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'strict-origin-when-cross-origin',
	'X-Frame-Options': 'SAMEORIGIN',
};

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
	const preview = isBundle ? null : previewAnswer( url );
	if ( preview ) {
		return preview;
	}
	const answer = await fromCurrentRelease(
		request,
		url,
		pathname,
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
		await fromCurrentRelease(
			request,
			url,
			pathname,
			reader,
			circumstances
		),
		isBundle
	);
}

async function fromCurrentRelease(
	request: Request,
	url: URL,
	pathname: string,
	reader: ReleaseReader,
	{ now, random }: Circumstances
): Promise< Response > {
	const pointer = await reader.pointer( now );
	if ( ! pointer ) {
		return plain( 404, 'Nothing is published here yet.' );
	}
	const route = routeFor( pathname );
	if ( route.kind === 'malformed' ) {
		return plain( 400, 'Bad request' );
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
	const entry = await reader.entry( release, route.path );
	if ( entry ) {
		return serveFile( request, reader, entry, 200, headers );
	}
	const redirect =
		redirectOf( release, url ) ??
		( route.kind === 'file-or-directory' &&
		( await reader.entry( release, `${ route.path }/index.html` ) )
			? { location: `${ url.pathname }/${ url.search }`, status: 301 }
			: null );
	if ( redirect ) {
		headers.set( 'Location', redirect.location );
		return new Response( null, { status: redirect.status, headers } );
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

/**
 * With its query string first, so that `/?p=7` can lead somewhere else than `/`.
 *
 * @param release
 * @param url
 */
function redirectOf(
	release: ReleaseDocument,
	url: URL
): { location: string; status: number } | null {
	const path = canonicalPath( url.pathname );
	for ( const { from, to, status } of release.redirects ) {
		const wanted = canonicalPath( from );
		if ( wanted === path + url.search ) {
			return { location: to, status };
		}
		if ( wanted === path ) {
			return { location: to + url.search, status };
		}
	}
	return null;
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
