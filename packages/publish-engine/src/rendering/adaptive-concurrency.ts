import type { Clock } from '@aether/provider-sdk';

/** How one request to the site ended. */
export interface RequestOutcome {
	/** Absent when there was no answer. */
	readonly status?: number;
	readonly milliseconds: number;
	/** Whether PHP had to make it: files say nothing about how busy the site is. */
	readonly isPage: boolean;
}

/** Answers of a site that wants less to do. */
const OVERLOAD: ReadonlySet< number | undefined > = new Set( [
	429,
	502,
	503,
	504,
	undefined,
] );
/** Latency may grow by this much with the number of requests before it counts as overload. */
const MOST_SLOWDOWN = 5;
/** Faster than this is never too slow. Milliseconds. */
const UNHURRIED_MS = 3_000;
/** Share of the newest answer in the average latency. */
const SMOOTHING = 0.25;
/** Requests that were under way at a decrease must not count against the new limit. Milliseconds. */
const COOL_DOWN_MS = 2_000;

/**
 * Says how many requests the site can take: additive increase, multiplicative decrease. It begins with half of what is
 * allowed and grows by one per answer until the site first complains, then by one per round of answers. A 429, a 503, no
 * answer or pages that take several times as long as before halve it.
 */
export class AdaptiveConcurrency {
	readonly #maximum: number;
	readonly #clock: Pick< Clock, 'now' >;
	#limit: number;
	#hasComplained = false;
	#decreasedAt = Number.NEGATIVE_INFINITY;
	#answersSinceChange = 0;
	#average: number | null = null;
	#fastestAverage = Number.POSITIVE_INFINITY;

	/**
	 * @param maximum Minimum: 1.
	 * @param clock
	 */
	constructor( maximum: number, clock: Pick< Clock, 'now' > ) {
		this.#maximum = maximum;
		this.#clock = clock;
		this.#limit = Math.ceil( maximum / 2 );
	}

	/** Requests that may be in flight, 1 to the maximum. */
	get limit(): number {
		return this.#limit;
	}

	observe( { status, milliseconds, isPage }: RequestOutcome ): void {
		if (
			OVERLOAD.has( status ) ||
			( isPage && this.#slows( milliseconds ) )
		) {
			this.#decrease();
		} else if ( this.#clock.now() - this.#decreasedAt >= COOL_DOWN_MS ) {
			this.#increase();
		}
	}

	#slows( milliseconds: number ): boolean {
		this.#average =
			this.#average === null
				? milliseconds
				: this.#average + ( milliseconds - this.#average ) * SMOOTHING;
		this.#fastestAverage = Math.min( this.#fastestAverage, this.#average );
		return (
			this.#average > UNHURRIED_MS &&
			this.#average > this.#fastestAverage * MOST_SLOWDOWN
		);
	}

	#decrease(): void {
		const now = this.#clock.now();
		if ( now - this.#decreasedAt < COOL_DOWN_MS ) {
			return;
		}
		this.#hasComplained = true;
		this.#decreasedAt = now;
		this.#answersSinceChange = 0;
		this.#limit = Math.max( 1, Math.floor( this.#limit / 2 ) );
	}

	#increase(): void {
		this.#answersSinceChange++;
		const needed = this.#hasComplained ? this.#limit : 1;
		if (
			this.#limit < this.#maximum &&
			this.#answersSinceChange >= needed
		) {
			this.#limit++;
			this.#answersSinceChange = 0;
		}
	}
}
