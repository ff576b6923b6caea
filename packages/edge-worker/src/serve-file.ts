import { chooseCoding, matchesEtag, parseRange } from './conditions';
import type { FileEntry } from './format';
import type { ReleaseReader } from './release-reader';

/** Lets a `Response` take a body that is compressed already. */
interface WorkerResponseInit extends ResponseInit {
	encodeBody?: 'manual' | 'automatic';
}

/**
 * One file of a release, as HTTP wants it: validators, ranges, `HEAD`, compressed variants.
 *
 * @param request
 * @param reader
 * @param entry
 * @param status  Of a whole answer: 200, or 404 for the page that says so.
 * @param headers For every answer.
 */
export async function serveFile(
	request: Request,
	reader: ReleaseReader,
	entry: FileEntry,
	status: 200 | 404,
	headers: Headers
): Promise< Response > {
	const offers = Object.keys( entry.encoded ?? {} ) as ( 'br' | 'gzip' )[];
	const hasRange = request.headers.has( 'Range' ) && status === 200;
	const coding = hasRange
		? null
		: chooseCoding( request.headers.get( 'Accept-Encoding' ), offers );
	const body = ( coding && entry.encoded?.[ coding ] ) || entry;
	const etag = `"${ body.blob.slice( 0, 32 ) }"`;

	headers.set( 'Content-Type', entry.type );
	headers.set( 'ETag', etag );
	headers.set( 'Accept-Ranges', 'bytes' );
	if ( entry.cache !== undefined && ! headers.has( 'Cache-Control' ) ) {
		headers.set( 'Cache-Control', entry.cache );
	}
	if ( offers.length > 0 ) {
		headers.append( 'Vary', 'Accept-Encoding' );
	}
	if (
		status === 200 &&
		matchesEtag( request.headers.get( 'If-None-Match' ), etag )
	) {
		headers.delete( 'Content-Type' );
		return new Response( null, { status: 304, headers } );
	}
	const isHead = request.method === 'HEAD';
	const range = hasRange ? rangeOf( request, etag, entry.size ) : null;
	if ( range === 'unsatisfiable' ) {
		headers.set( 'Content-Range', `bytes */${ entry.size }` );
		headers.delete( 'Content-Type' );
		return new Response( null, { status: 416, headers } );
	}
	if ( range ) {
		const last = range.offset + range.length - 1;
		headers.set(
			'Content-Range',
			`bytes ${ range.offset }-${ last }/${ entry.size }`
		);
		headers.set( 'Content-Length', String( range.length ) );
		return new Response(
			isHead ? null : await reader.blob( entry.blob, range ),
			initOf( 206, headers )
		);
	}
	headers.set( 'Content-Length', String( body.size ) );
	if ( coding ) {
		headers.set( 'Content-Encoding', coding );
	}
	const isEmpty = isHead || body.size === 0;
	return new Response(
		isEmpty ? null : await reader.blob( body.blob ),
		initOf( status, headers )
	);
}

/**
 * @param status
 * @param headers With a coding where the bytes are compressed as they lie in the bucket.
 */
const initOf = ( status: number, headers: Headers ): WorkerResponseInit => ( {
	status,
	headers,
	...( headers.has( 'Content-Encoding' )
		? { encodeBody: 'manual' as const }
		: {} ),
} );

function rangeOf( request: Request, etag: string, size: number ) {
	const condition = request.headers.get( 'If-Range' );
	return condition !== null && condition !== etag
		? null
		: parseRange( request.headers.get( 'Range' ), size );
}
