import { AetherError, webCryptoHasher } from '@aether/provider-sdk';
import type { ContentStore, KeptContent } from '../src/ports';

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

	async write(
		chunks: AsyncIterable< Uint8Array< ArrayBuffer > >
	): Promise< KeptContent > {
		const parts: Uint8Array< ArrayBuffer >[] = [];
		for await ( const chunk of chunks ) {
			parts.push( chunk );
		}
		const body = new Uint8Array( await new Blob( parts ).arrayBuffer() );
		const sha256 = await webCryptoHasher.digest( 'sha256', body );
		await this.put( sha256, body );
		return { sha256, size: body.byteLength };
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
