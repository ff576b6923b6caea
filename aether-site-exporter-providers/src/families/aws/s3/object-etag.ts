import type { ObjectStore } from './object-store';
import { partSizeFor } from './part-size';

/**
 * The ETag that an object of ours has: the MD5 of its bytes or, where it was sent in parts, of the MD5s of these. A store
 * that encrypts with keys of its own has others; then nothing is recognised, and everything sent again.
 *
 * @param store
 * @param body
 * @param inParts Whether it was sent in parts.
 * @return With its quotes.
 */
export async function objectEtag(
	store: Pick< ObjectStore, 'md5' >,
	body: Blob,
	inParts: boolean
): Promise< string > {
	const md5 = async ( part: Blob ) =>
		store.md5( new Uint8Array( await part.arrayBuffer() ) );
	if ( ! inParts ) {
		return `"${ toHex( await md5( body ) ) }"`;
	}
	const size = partSizeFor( body.size );
	const digests: Uint8Array[] = [];
	for ( let at = 0; at < body.size; at += size ) {
		digests.push( await md5( body.slice( at, at + size ) ) );
	}
	const all = new Blob( digests as BlobPart[] );
	return `"${ toHex( await md5( all ) ) }-${ digests.length }"`;
}

const toHex = ( bytes: Uint8Array ): string =>
	Array.from( bytes, ( byte ) =>
		byte.toString( 16 ).padStart( 2, '0' )
	).join( '' );
