import type { Clock } from '@aether/provider-sdk';

/** An abort signal that follows another one, and can be aborted by itself. */
export interface LinkedAbort {
	readonly signal: AbortSignal;
	abort: ( reason: unknown ) => void;
	/** Stops following: a long run must not collect one listener per request. */
	unlink: () => void;
}

export function linkAbort( parent: AbortSignal ): LinkedAbort {
	const controller = new AbortController();
	const follow = () => controller.abort( parent.reason );
	if ( parent.aborted ) {
		follow();
	} else {
		parent.addEventListener( 'abort', follow, { once: true } );
	}
	return {
		signal: controller.signal,
		abort: ( reason ) => controller.abort( reason ),
		unlink: () => parent.removeEventListener( 'abort', follow ),
	};
}

/**
 * Settles with the promise, or rejects with the signal's reason as soon as it is aborted: what others wrote may ignore
 * the signal, and a person who cancels does not wait for it.
 *
 * @param promise
 * @param signal
 */
export async function untilAborted< T >(
	promise: PromiseLike< T >,
	signal: AbortSignal
): Promise< T > {
	let onAbort = () => {};
	const aborted = new Promise< never >( ( _resolve, reject ) => {
		onAbort = () => reject( signal.reason );
		if ( signal.aborted ) {
			onAbort();
		} else {
			signal.addEventListener( 'abort', onAbort, { once: true } );
		}
	} );
	try {
		return await Promise.race( [ promise, aborted ] );
	} finally {
		signal.removeEventListener( 'abort', onAbort );
	}
}

export interface GraceOptions {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Milliseconds that a task may take to clean up after the abort. */
	readonly graceMs: number;
}

/**
 * Settles with the task. After an abort the task has a moment to clean up, then it is given up and the signal's reason
 * is thrown: what others wrote may ignore the signal.
 *
 * @param task
 * @param options
 */
export async function untilAbandoned< T >(
	task: PromiseLike< T >,
	options: GraceOptions
): Promise< T > {
	const { clock, signal, graceMs } = options;
	const settled = new AbortController();
	let onAbort = () => {};
	const abandoned = new Promise< never >( ( _resolve, reject ) => {
		onAbort = () => {
			clock.sleep( graceMs, { signal: settled.signal } ).then(
				() => reject( signal.reason ),
				() => {} // The task has settled in time.
			);
		};
		if ( signal.aborted ) {
			onAbort();
		} else {
			signal.addEventListener( 'abort', onAbort, { once: true } );
		}
	} );
	try {
		return await Promise.race( [ task, abandoned ] );
	} finally {
		settled.abort();
		signal.removeEventListener( 'abort', onAbort );
	}
}

export interface DeadlineOptions {
	readonly clock: Clock;
	readonly milliseconds: number;
	readonly signal: AbortSignal;
	/** What the task rejects with when its time is over. */
	readonly expired: () => Error;
}

/**
 * Runs a task that may take so long and no longer.
 *
 * @param task    Its signal is aborted by the deadline as well as by `options.signal`.
 * @param options
 */
export async function withDeadline< T >(
	task: ( signal: AbortSignal ) => PromiseLike< T >,
	options: DeadlineOptions
): Promise< T > {
	const { clock, milliseconds, signal, expired } = options;
	const link = linkAbort( signal );
	const timer = new AbortController();
	clock.sleep( milliseconds, { signal: timer.signal } ).then(
		() => link.abort( expired() ),
		() => {}
	);
	try {
		return await untilAborted( task( link.signal ), link.signal );
	} finally {
		timer.abort( 'The task was faster.' ); // A text: an error with a stack would cost as much as a small request.
		link.unlink();
	}
}
