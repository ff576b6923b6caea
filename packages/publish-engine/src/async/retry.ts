import { AetherError, type Clock, toAetherError } from '@aether/provider-sdk';
import { withOwnSignal } from './abort';

export interface RetryPolicy {
	/** How often the task may run in all. Minimum: 1. */
	readonly attempts: number;
	/** Milliseconds before the second attempt; doubles with each further one. */
	readonly firstDelayMs: number;
	/** Longest wait, also when the other side asks for more. */
	readonly longestDelayMs: number;
}

export interface RetryOptions {
	readonly clock: Clock;
	/** A number from 0 (inclusive) to 1 (exclusive), for jitter. */
	readonly random: () => number;
	readonly signal: AbortSignal;
	/**
	 * Called before each wait.
	 *
	 * @param attempt The attempt that failed, from 1.
	 */
	readonly onRetry?: (
		attempt: number,
		delayMs: number,
		error: AetherError
	) => void;
}

/**
 * Milliseconds to wait after an attempt that failed: what `Retry-After` said, else an exponential delay of which the
 * upper half is left to chance, so that many failed tasks do not come back at once.
 *
 * @param policy
 * @param attempt      The attempt that failed, from 1.
 * @param retryAfterMs What the other side asked for.
 * @param random
 */
export function retryDelay(
	policy: RetryPolicy,
	attempt: number,
	retryAfterMs: number | undefined,
	random: () => number
): number {
	if ( retryAfterMs !== undefined ) {
		return Math.min( retryAfterMs, policy.longestDelayMs );
	}
	const delay = Math.min(
		policy.firstDelayMs * 2 ** ( attempt - 1 ),
		policy.longestDelayMs
	);
	return Math.round( delay * ( 0.5 + random() / 2 ) );
}

/**
 * Runs a task again while its error says that this can help. All state belongs to this one call.
 *
 * @param  task    Gets the number of the attempt, from 1.
 * @param  policy
 * @param  options
 * @throws {AetherError} The last attempt's error; the signal's reason once it is aborted.
 */
export async function retry< T >(
	task: ( attempt: number ) => Promise< T >,
	policy: RetryPolicy,
	options: RetryOptions
): Promise< T > {
	const { clock, random, signal, onRetry } = options;
	for ( let attempt = 1; ; attempt++ ) {
		signal.throwIfAborted();
		try {
			return await task( attempt );
		} catch ( cause ) {
			signal.throwIfAborted();
			const error = toAetherError( cause );
			if ( attempt >= policy.attempts || ! error.isRetryable ) {
				throw error;
			}
			const delayMs = retryDelay(
				policy,
				attempt,
				error.retryAfterMs,
				random
			);
			onRetry?.( attempt, delayMs, error );
			await withOwnSignal( signal, ( own ) =>
				clock.sleep( delayMs, { signal: own } )
			);
		}
	}
}
