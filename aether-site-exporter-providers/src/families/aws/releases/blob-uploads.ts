import type { PublishFile, PutOptions } from '@aether/provider-sdk';
import { openBody } from '../open-body';
import type { ObjectStore } from '../s3/object-store';
import type { ObjectKeys } from './format';

/** Sends the bytes of files as blobs, each of them once in a run: files with the same bytes share one. */
export class BlobUploads {
	readonly #store: ObjectStore;
	readonly #keys: ObjectKeys;
	/** By the blob's digest. */
	readonly #sent = new Map< string, Promise< void > >();

	constructor( store: ObjectStore, keys: ObjectKeys ) {
		this.#store = store;
		this.#keys = keys;
	}

	/** How many blobs were sent, or are on their way. */
	get count(): number {
		return this.#sent.size;
	}

	/**
	 * A blob that an older publish left is written again: one that no release names may be garbage tomorrow.
	 *
	 * @param file
	 * @param options
	 */
	async send( file: PublishFile, options: PutOptions ): Promise< void > {
		const { sha256 } = file;
		// Whoever waited for an attempt of another file that failed makes the next one, but only one of them does.
		for (
			let other = this.#sent.get( sha256 );
			other;
			other = this.#sent.get( sha256 )
		) {
			const isSent = await other.then(
				() => true,
				() => false
			);
			options.signal.throwIfAborted();
			if ( isSent ) {
				return;
			}
		}
		const sending = this.#put( file, options );
		this.#sent.set( sha256, sending );
		try {
			await sending;
		} catch ( error ) {
			this.#sent.delete( sha256 );
			throw error;
		}
	}

	async #put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		await this.#store.put(
			this.#keys.blob( file.sha256 ),
			await openBody( file, signal ),
			{
				signal,
				sha256: file.sha256,
				headers: { contentType: file.contentType },
				...( onProgress ? { onProgress } : {} ),
			}
		);
	}
}
