import type { SiteUrlKind } from '../ports';

/** What a resource is: as the inventory says, or found by following a reference. */
export type ResourceKind = SiteUrlKind | 'page' | 'asset';

export interface FrontierEntry {
	/** Canonical. */
	readonly url: string;
	readonly kind: ResourceKind;
	/** The document in which it was found; absent for what the inventory lists. */
	readonly referrer?: string;
}

/** Every URL that this rendering knows of, each once, in the order of discovery. */
export class Frontier {
	readonly #known = new Set< string >();
	readonly #queue: FrontierEntry[] = [];
	#taken = 0;

	get size(): number {
		return this.#known.size;
	}

	has( url: string ): boolean {
		return this.#known.has( url );
	}

	/**
	 * @param entry
	 * @return False when it was known already.
	 */
	add( entry: FrontierEntry ): boolean {
		if ( this.#known.has( entry.url ) ) {
			return false;
		}
		this.#known.add( entry.url );
		this.#queue.push( entry );
		return true;
	}

	take(): FrontierEntry | undefined {
		const entry = this.#queue[ this.#taken ];
		if ( entry ) {
			this.#taken++;
		}
		if ( this.#taken > 1024 && this.#taken * 2 > this.#queue.length ) {
			this.#queue.splice( 0, this.#taken );
			this.#taken = 0;
		}
		return entry;
	}
}
