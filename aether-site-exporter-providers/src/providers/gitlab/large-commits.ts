import type { Clock, OperationOptions } from '@aether/provider-sdk';
import { LARGE_COMMIT, LARGE_COMMITS, LARGE_COMMITS_MS } from './limits';

/** Keeps large commits as far apart as GitLab wants them: a refused one would have travelled in vain. */
export class LargeCommits {
	readonly #clock: Clock;
	/** When the last ones were sent; milliseconds since the epoch, oldest first. */
	readonly #sent: number[] = [];

	constructor( clock: Clock ) {
		this.#clock = clock;
	}

	/**
	 * Waits until one more may be sent.
	 *
	 * @param bytes   Of the body, about.
	 * @param options
	 */
	async pace( bytes: number, options: OperationOptions ): Promise< void > {
		if ( bytes <= LARGE_COMMIT ) {
			return;
		}
		const [ oldest ] = this.#sent.splice(
			0,
			this.#sent.length - LARGE_COMMITS + 1
		);
		const wait =
			oldest === undefined
				? 0
				: oldest + LARGE_COMMITS_MS - this.#clock.now();
		if ( wait > 0 ) {
			await this.#clock.sleep( wait, options );
		}
		this.#sent.push( this.#clock.now() );
	}
}
