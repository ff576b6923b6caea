import {
	AetherError,
	type Clock,
	type OperationOptions,
} from '@aether/provider-sdk';

export interface RepeatOptions extends OperationOptions {
	readonly clock: Clock;
	/** How often the task may run in all. Minimum: 1. */
	readonly attempts: number;
	/** Before the second attempt, where the store asks for nothing else; doubles with each further one. Milliseconds. */
	readonly firstDelayMs: number;
	/** Default: what can help to try again. */
	readonly isWorthwhile?: ( error: AetherError ) => boolean;
}

/**
 * Runs a task again while that can help: for what the engine does not repeat.
 *
 * @param task
 * @param options
 */
export async function repeat< T >(
	task: () => Promise< T >,
	options: RepeatOptions
): Promise< T > {
	const {
		clock,
		signal,
		attempts,
		firstDelayMs,
		isWorthwhile = ( error ) => error.isRetryable,
	} = options;
	for ( let attempt = 1; ; attempt++ ) {
		try {
			return await task();
		} catch ( error ) {
			signal.throwIfAborted();
			if (
				attempt >= attempts ||
				! AetherError.isInstance( error ) ||
				! isWorthwhile( error )
			) {
				throw error;
			}
			await clock.sleep(
				error.retryAfterMs ?? firstDelayMs * 2 ** ( attempt - 1 ),
				{ signal }
			);
		}
	}
}
