interface Waiting< Item > {
	readonly item: Item;
	readonly resolve: () => void;
	readonly reject: ( error: unknown ) => void;
}

export interface GatheringOptions< Item > {
	readonly send: ( items: readonly Item[] ) => Promise< void >;
	/** Whether one more fits into a request that has some already. */
	readonly fits: ( items: readonly Item[], next: Item ) => boolean;
}

/** One request at a time. What comes while it is on its way goes together with the next one. */
export class Gathering< Item > {
	readonly #options: GatheringOptions< Item >;
	#waiting: readonly Waiting< Item >[] = [];
	#isSending = false;

	constructor( options: GatheringOptions< Item > ) {
		this.#options = options;
	}

	/**
	 * @param item
	 * @return When the request that it went with has succeeded.
	 */
	add( item: Item ): Promise< void > {
		return new Promise( ( resolve, reject ) => {
			this.#waiting = [ ...this.#waiting, { item, resolve, reject } ];
			void this.#sendAll();
		} );
	}

	async #sendAll(): Promise< void > {
		if ( this.#isSending ) {
			return;
		}
		this.#isSending = true;
		while ( this.#waiting.length > 0 ) {
			const batch = this.#take();
			try {
				await this.#options.send( batch.map( ( { item } ) => item ) );
				batch.forEach( ( { resolve } ) => resolve() );
			} catch ( error ) {
				batch.forEach( ( { reject } ) => reject( error ) );
			}
		}
		this.#isSending = false;
	}

	#take(): readonly Waiting< Item >[] {
		const items: Item[] = [];
		for ( const { item } of this.#waiting ) {
			if ( items.length > 0 && ! this.#options.fits( items, item ) ) {
				break;
			}
			items.push( item );
		}
		const batch = this.#waiting.slice( 0, items.length );
		this.#waiting = this.#waiting.slice( items.length );
		return batch;
	}
}
