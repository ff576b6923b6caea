/** One file, or one part of a file, on its way to the batch route of docs/rest-api.md. */
export interface BatchPart {
	readonly path: string;
	readonly sha256: string;
	readonly contentType: string;
	/** Where the body goes in the file, in bytes. */
	readonly offset: number;
	/** Size of the whole file, in bytes. */
	readonly total: number;
	readonly body: Blob;
}

const LENGTH_PREFIX = 4;
const encoder = new TextEncoder();

const describePart = ( part: Omit< BatchPart, 'body' >, size: number ) => ( {
	path: part.path,
	size,
	sha256: part.sha256,
	contentType: part.contentType,
	offset: part.offset,
	total: part.total,
} );

/**
 * What a part adds to a request, in bytes: its body, its description and the comma before it.
 *
 * @param part
 * @param size Bytes of the body.
 */
export const bytesInBatch = (
	part: Omit< BatchPart, 'body' >,
	size: number
): number =>
	size +
	encoder.encode( JSON.stringify( describePart( part, size ) ) ).byteLength +
	1;

/** The part of a request that belongs to no file: the length prefix and the brackets. Bytes. */
export const BATCH_OVERHEAD = LENGTH_PREFIX + 2;

/**
 * A 4-byte big-endian length, that many bytes of JSON, then the bodies one after another.
 *
 * @param parts
 */
export function encodeBatch( parts: readonly BatchPart[] ): Blob {
	const header = encoder.encode(
		JSON.stringify(
			parts.map( ( part ) => describePart( part, part.body.size ) )
		)
	);
	const length = new DataView( new ArrayBuffer( LENGTH_PREFIX ) );
	length.setUint32( 0, header.byteLength );
	return new Blob( [
		length.buffer,
		header,
		...parts.map( ( { body } ) => body ),
	] );
}
