/** When something began, and when it was last heard of. Milliseconds since the epoch; null before it begins. */
export interface Pace {
	readonly startedAt: number | null;
	readonly at: number | null;
}

export const NO_PACE: Pace = { startedAt: null, at: null };

export const startPace = ( at: number ): Pace => ( { startedAt: at, at } );

export const keepPace = ( { startedAt }: Pace, at: number ): Pace => ( {
	startedAt: startedAt ?? at,
	at,
} );

/** What is said earlier jumps about. Milliseconds. */
const SOONEST = 2000;
/** The same, as a share of the whole. */
const SMALLEST_FRACTION = 0.02;

export const elapsed = ( { startedAt, at }: Pace ): number =>
	startedAt === null || at === null ? 0 : at - startedAt;

/**
 * @param count
 * @param pace
 * @return Per second; null while it is too early to tell.
 */
export const rateOf = ( count: number, pace: Pace ): number | null =>
	count === 0 || elapsed( pace ) < SOONEST
		? null
		: ( count * 1000 ) / elapsed( pace );

/**
 * @param fraction 0 to 1.
 * @param pace
 * @return Milliseconds; null while it is too early to tell.
 */
export const timeLeft = ( fraction: number, pace: Pace ): number | null =>
	fraction < SMALLEST_FRACTION || fraction >= 1 || elapsed( pace ) < SOONEST
		? null
		: ( elapsed( pace ) * ( 1 - fraction ) ) / fraction;
