import {
	type Address,
	find,
	firstPath,
	type Found,
	type FoundFile,
} from './find';
import { isImmutable } from './format';
import { isAsset, routeFor } from './paths';
import { type Destination, type Release } from './release';
import { otherReleases } from './recent-releases';
import {
	MissingPartError,
	type Pointer,
	type ReleaseReader,
} from './release-reader';
import { serveFile } from './serve-file';
import { ShardReads } from './shard-reads';
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

/** One request to one tree. */
interface Visit {
	readonly request: Request;
	readonly address: Address;
	readonly reader: ReleaseReader;
	readonly reads: ShardReads;
	readonly now: number;
	/** Which release of a pointer this visitor gets: the same one, however often it is asked. */
	readonly choose: (
		pointer: NonNullable< Pointer[ 'document' ] >
	) => Choice;
}

/** What a visitor gets, before anything of it is sent. */
interface Hit {
	readonly release: Release;
	readonly choice: Choice;
	readonly found: Found | null;
}

export const isBundle = ( { pathname }: URL ): boolean =>
	pathname.startsWith( BUNDLE_PATH );

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
	const reader = isBundle( url ) ? trees.bundle : trees.site;
	const pathname = isBundle( url )
		? url.pathname.slice( BUNDLE_PATH.length - 1 )
		: url.pathname;
	const route = routeFor( pathname );
	// Before anything that answers with a part of the address: `//elsewhere.test/` would lead away.
	if ( route.kind === 'malformed' ) {
		return plain( 400, 'Bad request' );
	}
	const preview = isBundle( url ) ? null : previewAddress( url );
	if ( preview ) {
		return plain( 302, 'Preview', preview );
	}
	const draw = circumstances.random();
	const visit: Visit = {
		request,
		address: { route, pathname, url },
		reader,
		reads: new ShardReads( reader ),
		now: circumstances.now,
		choose: ( pointer ) => chooseRelease( request, pointer, () => draw ),
	};
	try {
		return await answer( visit );
	} catch ( error ) {
		const instead =
			error instanceof MissingPartError ? withoutPreview( visit ) : null;
		if ( ! instead ) {
			throw error;
		}
		return answer( instead );
	}
}

/**
 * The same visit to the current release, where the previewed one has lost a part: it was cleared away after this isolate
 * had read its document. Null where there is nothing else to show.
 *
 * @param visit
 */
function withoutPreview( visit: Visit ): Visit | null {
	const { reader, choose } = visit;
	const pointer = reader.lastPointer;
	const choice = pointer && choose( pointer );
	if ( ! choice?.isPreview || choice.release === pointer?.release ) {
		return null;
	}
	reader.forget( choice.release );
	return {
		...visit,
		reads: new ShardReads( reader ),
		choose: ( document ) => ( {
			...choose( document ),
			release: document.release,
		} ),
	};
}

/**
 * A page may come from where the pointer led a moment ago. Any other file, and the word that something is missing, come from
 * where it leads now: the page that named them may be of a release which this isolate had not heard of.
 *
 * @param visit
 */
async function answer( visit: Visit ): Promise< Response > {
	const { reader, now, address } = visit;
	readAhead( visit );
	let pointer = isAsset( address.route )
		? await reader.freshPointer( now )
		: await reader.pointer( now );
	let hit = await look( visit, pointer );
	if ( ! pointer.isFresh && mustBeSure( hit ) ) {
		pointer = await reader.freshPointer( now );
		hit = await look( visit, pointer );
	}
	if ( ! hit ) {
		return plain( 404, 'Nothing is published here yet.' );
	}
	const { found, release, choice } = hit;
	const headers = headersFor( release, choice );
	if ( found?.kind === 'redirect' ) {
		return redirectTo( found.destination, headers );
	}
	if ( found ) {
		return sendFile( visit, found, headers );
	}
	return (
		( await fromOtherRelease( visit, pointer, hit ) ) ??
		notFound( visit, hit, headers )
	);
}

const mustBeSure = ( hit: Hit | null ): boolean =>
	! hit?.found ||
	( hit.found.kind === 'file' && isImmutable( hit.found.entry ) );

/**
 * Reads from the table of the release that is most likely the right one, while the pointer is read.
 *
 * @param visit
 * @param visit.reader
 * @param visit.reads
 * @param visit.address
 * @param visit.choose
 */
function readAhead( { reader, reads, address, choose }: Visit ): void {
	const { lastPointer } = reader;
	const release =
		lastPointer && reader.remembered( choose( lastPointer ).release );
	if ( release ) {
		// Whoever needs it reads it again from `reads`, and sees why it failed.
		reads.entry( release, firstPath( address.route ) ).catch( () => {} );
	}
}

async function look(
	{ address, reader, reads, choose }: Visit,
	{ document }: Pointer
): Promise< Hit | null > {
	if ( ! document ) {
		return null;
	}
	const choice = choose( document );
	const release =
		( await reader.release( choice.release ) ) ??
		// A preview of a release that is gone shows the current one.
		( await reader.release( document.release ) );
	if ( ! release ) {
		throw new Error( 'The current release is missing.' );
	}
	return { release, choice, found: await find( address, release, reads ) };
}

/**
 * An asset that left the site, for pages that named it: those of releases that were replaced within a day, and those of the
 * other one while a canary runs. Only what carries its version in its name or address, so that a document which was taken
 * away is gone.
 *
 * @param visit
 * @param pointer
 * @param hit
 * @param hit.release
 * @param hit.choice
 */
async function fromOtherRelease(
	visit: Visit,
	pointer: Pointer,
	{ release: current, choice }: Hit
): Promise< Response | null > {
	const { address, reader, now } = visit;
	if ( choice.isPreview || ! isAsset( address.route ) ) {
		return null;
	}
	for ( const id of otherReleases( pointer, current.document.id, now ) ) {
		try {
			const answered = await assetFrom( visit, id, choice );
			if ( answered ) {
				return answered;
			}
		} catch ( error ) {
			// It may have been cleared away since this isolate read its document.
			if ( ! ( error instanceof MissingPartError ) ) {
				throw error;
			}
			reader.forget( id );
		}
	}
	return null;
}

async function assetFrom(
	visit: Visit,
	id: string,
	choice: Choice
): Promise< Response | null > {
	const { path } = visit.address.route;
	const release = await visit.reader.release( id );
	const entry = release && ( await visit.reads.entry( release, path ) );
	if ( ! release || ! entry || ! isImmutable( entry ) ) {
		return null;
	}
	const headers = headersFor( release, choice );
	dontKeep( headers );
	return sendFile( visit, { path, entry }, headers );
}

async function notFound(
	{ request, reader, reads }: Visit,
	{ release }: Hit,
	headers: Headers
): Promise< Response > {
	const { notFound: path } = release.document;
	const page = path === null ? null : await reads.entry( release, path );
	dontKeep( headers );
	return page
		? serveFile( request, reader, page, 404, headers )
		: plain( 404, 'Not found', Object.fromEntries( headers ) );
}

function sendFile(
	{ request, reader }: Visit,
	{ path, entry }: Pick< FoundFile, 'path' | 'entry' >,
	headers: Headers
): Promise< Response > {
	if ( COMPRESSED.test( path ) ) {
		headers.set( 'Content-Encoding', 'gzip' );
	}
	return serveFile( request, reader, entry, 200, headers );
}

/**
 * Asked for anew each time: caches may keep a permanent one for ever (RFC 9110, 15.4.2 and 15.4.9), and the next release, or
 * the one before, may lead the other way round.
 *
 * @param destination
 * @param destination.location
 * @param destination.status
 * @param headers
 */
function redirectTo(
	{ location, status }: Destination,
	headers: Headers
): Response {
	if ( ! headers.has( 'Cache-Control' ) ) {
		headers.set( 'Cache-Control', 'no-cache' );
	}
	headers.set( 'Location', location );
	return new Response( null, { status, headers } );
}

/**
 * What is for one visitor stays so.
 *
 * @param headers
 */
function dontKeep( headers: Headers ): void {
	if ( ! /\bprivate\b/.test( headers.get( 'Cache-Control' ) ?? '' ) ) {
		headers.set( 'Cache-Control', 'no-cache' );
	}
}

function headersFor( { document, mark }: Release, choice: Choice ): Headers {
	const headers = new Headers( { ...SECURITY_HEADERS, ...document.headers } );
	headers.set( 'X-Aether-Release', mark );
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
