import {
	chooseCoding,
	matchesEtag,
	meansAnother,
	parseRange,
} from './conditions';
import { type FileEntry, hashOf } from './format';
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
	const isHead = request.method === 'HEAD';
	const hasRange =
		request.headers.has( 'Range' ) && status === 200 && ! isHead;
	const coding = hasRange
		? null
		: chooseCoding( request.headers.get( 'Accept-Encoding' ), offers );
	const body = ( coding && entry.encoded?.[ coding ] ) || entry;
	const etag = etagOf( body.blob, entry.type, coding );

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
		meansAnother( request.headers.get( 'If-Match' ), etag )
	) {
		headers.delete( 'Content-Type' );
		headers.set( 'Cache-Control', 'no-store' );
		return new Response( null, { status: 412, headers } );
	}
	if (
		status === 200 &&
		matchesEtag( request.headers.get( 'If-None-Match' ), etag )
	) {
		headers.delete( 'Content-Type' );
		return new Response( null, { status: 304, headers } );
	}
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
			await reader.blob( entry.blob, range ),
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
 * The same bytes as another type, or read through another coding, are another representation.
 *
 * @param blob
 * @param type
 * @param coding
 */
const etagOf = ( blob: string, type: string, coding: string | null ): string =>
	`"${ blob.slice( 0, 32 ) }-${ hashOf( `${ type }\n${ coding ?? '' }` )
		.toString( 16 )
		.padStart( 8, '0' ) }"`;

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
