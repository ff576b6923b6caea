import type { PublishWorkflow } from '../events';

/** Smallest change of the whole that is worth telling. */
const SMALLEST_CHANGE = 0.001;

/** One step's share of the progress bar. */
export interface ProgressShare {
	/**
	 * @param fraction 0 to 1 of this step.
	 */
	reach: ( fraction: number ) => void;
}

/**
 * Adds the steps' shares up by weight. The whole never falls: a step that finds more work on its way waits until it has
 * caught up with what it said before.
 */
export class RunProgress {
	readonly #totalWeight: number;
	readonly #onChange: ( fraction: number ) => void;
	#sum = 0;
	#told = 0;

	constructor(
		workflow: PublishWorkflow,
		onChange: ( fraction: number ) => void
	) {
		this.#totalWeight = workflow
			.flat()
			.reduce( ( sum, [ , weight ] ) => sum + weight, 0 );
		this.#onChange = onChange;
	}

	get fraction(): number {
		return this.#told;
	}

	share( weight: number ): ProgressShare {
		let reached = 0;
		return {
			reach: ( fraction ) => {
				const next = Math.min( Math.max( fraction, reached ), 1 );
				this.#sum += ( next - reached ) * weight;
				reached = next;
				this.#tell();
			},
		};
	}

	/** All is done: says 1, whatever rounding left over. */
	complete(): void {
		if ( this.#told < 1 ) {
			this.#told = 1;
			this.#onChange( 1 );
		}
	}

	#tell(): void {
		if ( this.#totalWeight === 0 ) {
			return;
		}
		const fraction = Math.min( this.#sum / this.#totalWeight, 1 );
		if ( fraction - this.#told >= SMALLEST_CHANGE ) {
			this.#told = fraction;
			this.#onChange( fraction );
		}
	}
}
