import type { RunningSha256, S3Connection } from './send-command';

export interface PartBytes {
	readonly bytes: Uint8Array;
	/** Lower-case hex, of what was read first: another attempt cannot send anything else. */
	readonly sha256: string;
}

/** Reads a body in parts, each when it is sent, and digests the whole on the way: nobody has all of it in memory. */
export class PartReader {
	readonly #body: Blob;
	readonly #size: number;
	readonly #sha256: S3Connection[ 'sha256' ];
	readonly #whole: RunningSha256;
	/** By part. */
	readonly #digests: string[] = [];
	/** Parts are digested in their order, whichever is read first. */
	#turn: Promise< unknown > = Promise.resolve();

	/**
	 * @param body
	 * @param size   Of a part, in bytes.
	 * @param hashes
	 */
	constructor(
		body: Blob,
		size: number,
		hashes: Pick< S3Connection, 'sha256' | 'beginSha256' >
	) {
		this.#body = body;
		this.#size = size;
		this.#sha256 = hashes.sha256;
		this.#whole = hashes.beginSha256();
	}

	/**
	 * To be called for one part after the other at first; again in any order.
	 *
	 * @param index From 0.
	 */
	async read( index: number ): Promise< PartBytes > {
		const begin = index * this.#size;
		const slice = this.#body.slice( begin, begin + this.#size );
		const known = this.#digests[ index ];
		if ( known !== undefined ) {
			const bytes = new Uint8Array( await slice.arrayBuffer() );
			return { bytes, sha256: known };
		}
		const reading = this.#turn.then( async () => {
			const bytes = new Uint8Array( await slice.arrayBuffer() );
			this.#whole.update( bytes );
			const sha256 = await this.#sha256( bytes );
			this.#digests[ index ] = sha256;
			return { bytes, sha256 };
		} );
		this.#turn = reading;
		return reading;
	}

	/** Of all parts; to be asked once, when each of them was read. Lower-case hex. */
	digest(): Promise< string > {
		return this.#whole.digest();
	}
}
