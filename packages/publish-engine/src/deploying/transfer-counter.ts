/** Bytes of one file between two reports: a report per chunk would cost more than the chunk. */
const REPORT_EVERY = 262_144;

/** One file on its way. */
export interface Transfer {
	/** A further attempt begins at its first byte. */
	restart: () => void;
	/**
	 * @param loaded Bytes of this attempt so far.
	 */
	reach: ( loaded: number ) => void;
	complete: ( size: number ) => void;
}

/** Adds up what was sent. What it reports never falls, though an attempt that failed begins again. */
export class TransferCounter {
	readonly #total: number;
	readonly #onProgress: (
		loaded: number,
		total: number,
		bytes: number
	) => void;
	#loaded = 0;
	#bytes = 0;
	#reported = 0;

	constructor(
		total: number,
		onProgress: ( loaded: number, total: number, bytes: number ) => void
	) {
		this.#total = total;
		this.#onProgress = onProgress;
	}

	get bytes(): number {
		return this.#bytes;
	}

	begin(): Transfer {
		let counted = 0;
		const count = ( loaded: number ) => {
			this.#bytes += loaded - counted;
			counted = loaded;
		};
		return {
			restart: () => count( 0 ),
			reach: ( loaded ) => {
				count( loaded );
				if ( this.#bytes - this.#reported >= REPORT_EVERY ) {
					this.#report();
				}
			},
			complete: ( size ) => {
				count( size );
				this.#loaded++;
				this.#report();
			},
		};
	}

	#report(): void {
		this.#reported = Math.max( this.#reported, this.#bytes );
		this.#onProgress( this.#loaded, this.#total, this.#reported );
	}
}
