import type { PublishFile, PutOptions } from '@aether/provider-sdk';
import { openBody } from '../open-body';
import type { ObjectStore } from '../s3/object-store';
import type { ObjectKeys } from './format';
import { nameOf } from './names';

/** Sends the bytes of files as blobs, each of them once in a run: files with the same bytes share one. */
export class BlobUploads {
	readonly #store: ObjectStore;
	readonly #keys: ObjectKeys;
	readonly #mark: string;
	/** By the blob's digest. */
	readonly #sent = new Map< string, Promise< void > >();

	/**
	 * @param store
	 * @param keys
	 * @param mark  Of this deployment.
	 */
	constructor( store: ObjectStore, keys: ObjectKeys, mark: string ) {
		this.#store = store;
		this.#keys = keys;
		this.#mark = mark;
	}

	/** How many blobs were sent, or are on their way. */
	get count(): number {
		return this.#sent.size;
	}

	/**
	 * @param file
	 * @param options
	 * @return The name of the blob.
	 */
	async send( file: PublishFile, options: PutOptions ): Promise< string > {
		const { sha256 } = file;
		const name = nameOf( sha256, this.#mark );
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
				return name;
			}
		}
		const sending = this.#put( name, file, options );
		this.#sent.set( sha256, sending );
		try {
			await sending;
		} catch ( error ) {
			this.#sent.delete( sha256 );
			throw error;
		}
		return name;
	}

	async #put(
		name: string,
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		await this.#store.put(
			this.#keys.blob( name ),
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
