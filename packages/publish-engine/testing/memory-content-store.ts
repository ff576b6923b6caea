import { AetherError } from '@aether/provider-sdk';
import type { ContentStore } from '../src/ports';

/** Bodies in memory, as a page keeps them in blobs. */
export class MemoryContentStore implements ContentStore {
	readonly #bodies = new Map< string, Blob >();
	#isDisposed = false;

	get isDisposed(): boolean {
		return this.#isDisposed;
	}

	/** Number of different bodies. */
	get size(): number {
		return this.#bodies.size;
	}

	has( sha256: string ): boolean {
		return this.#bodies.has( sha256 );
	}

	async put( sha256: string, body: Uint8Array ): Promise< void > {
		this.#bodies.set(
			sha256,
			new Blob( [ body as Uint8Array< ArrayBuffer > ] )
		);
	}

	async open( sha256: string ): Promise< Blob > {
		const body = this.#bodies.get( sha256 );
		if ( ! body ) {
			throw new AetherError(
				'contract_violated',
				`No body with the hash ${ sha256 } was kept.`
			);
		}
		return body;
	}

	async dispose(): Promise< void > {
		this.#bodies.clear();
		this.#isDisposed = true;
	}
}
