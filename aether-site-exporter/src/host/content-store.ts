import { AetherError } from '@aether/provider-sdk';
import type { ContentStore } from '@aether/publish-engine';
import { Sha256 } from './digests/sha256';

/** Chromium keeps blobs on disc beyond its share of memory; more than this is no site for a tab. Bytes. */
const LARGEST_STORE = 4 * 1024 * 1024 * 1024;

/**
 * Bodies as blobs, which a browser moves to disc when they grow many.
 *
 * @param maxBytes Of all bodies together.
 */
export function createBlobStore( maxBytes = LARGEST_STORE ): ContentStore {
	const blobs = new Map< string, Blob >();
	let bytes = 0;
	const grow = ( by: number ): void => {
		if ( bytes + by > maxBytes ) {
			throw new AetherError(
				'payload_too_large',
				'This site is too large for a browser tab. Publish it from the command line.',
				{ details: { maxBytes } }
			);
		}
		bytes += by;
	};
	return {
		has: ( sha256 ) => blobs.has( sha256 ),
		async put( sha256, body ) {
			if ( blobs.has( sha256 ) ) {
				return;
			}
			grow( body.byteLength );
			blobs.set( sha256, new Blob( [ new Uint8Array( body ) ] ) );
		},
		async write( chunks ) {
			const hash = new Sha256();
			// A blob made of blobs stays where its parts are: on disc, when they grow many.
			let blob = new Blob();
			for await ( const chunk of chunks ) {
				grow( chunk.byteLength );
				hash.update( chunk );
				blob = new Blob( [ blob, chunk ] );
			}
			const sha256 = hash.digest();
			blobs.set( sha256, blob );
			return { sha256, size: blob.size };
		},
		async open( sha256 ) {
			const blob = blobs.get( sha256 );
			if ( ! blob ) {
				throw new AetherError(
					'contract_violated',
					`No body with the hash ${ sha256 } was put.`
				);
			}
			return blob;
		},
		async dispose() {
			blobs.clear();
			bytes = 0;
		},
	};
}
