import type { Clock } from '@aether/provider-sdk';

/** The time of one request. */
export interface LimitedTime {
	/** Aborted with the operation, or when the time is over. */
	readonly signal: AbortSignal;
	readonly hasTimedOut: () => boolean;
	/** For when the request is over, however that came. */
	readonly release: () => void;
}

/**
 * Gives a request a time limit. It leaves nothing on the operation's own signal, which thousands of requests share.
 *
 * @param clock
 * @param milliseconds
 * @param operation    Ends the request earlier.
 */
export function limitTime(
	clock: Clock,
	milliseconds: number,
	operation: AbortSignal | undefined
): LimitedTime {
	const request = new AbortController();
	const answered = new AbortController();
	let isLate = false;
	const follow = () => request.abort( operation?.reason );
	operation?.addEventListener( 'abort', follow, { once: true } );
	clock.sleep( milliseconds, { signal: answered.signal } ).then(
		() => {
			isLate = true;
			request.abort();
		},
		() => {} // Answered in time.
	);
	return {
		signal: request.signal,
		hasTimedOut: () => isLate,
		release() {
			operation?.removeEventListener( 'abort', follow );
			answered.abort( 'answered' );
		},
	};
}
