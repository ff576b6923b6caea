import type { Clock } from '@aether/provider-sdk';
import { onAbort } from './on-abort';

/** An abort signal that follows another one, and can be aborted by itself. */
export interface LinkedAbort {
	readonly signal: AbortSignal;
	abort: ( reason: unknown ) => void;
	/** Stops following: a long run must not collect one listener per request. */
	unlink: () => void;
}

export function linkAbort( parent: AbortSignal ): LinkedAbort {
	const controller = new AbortController();
	return {
		signal: controller.signal,
		abort: ( reason ) => controller.abort( reason ),
		unlink: onAbort( parent, () => controller.abort( parent.reason ) ),
	};
}

/**
 * Runs a task with a signal of its own, which follows the parent until the task has settled. Tasks that share one signal
 * would each leave their listeners on it, hundreds where hundreds of files are on their way.
 *
 * @param parent
 * @param task
 */
export async function withOwnSignal< T >(
	parent: AbortSignal,
	task: ( signal: AbortSignal ) => PromiseLike< T >
): Promise< T > {
	const link = linkAbort( parent );
	try {
		return await task( link.signal );
	} finally {
		link.unlink();
	}
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
	let stop = () => {};
	const aborted = new Promise< never >( ( _resolve, reject ) => {
		stop = onAbort( signal, () => reject( signal.reason ) );
	} );
	try {
		return await Promise.race( [ promise, aborted ] );
	} finally {
		stop();
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
	let stop = () => {};
	const abandoned = new Promise< never >( ( _resolve, reject ) => {
		stop = onAbort( signal, () => {
			clock.sleep( graceMs, { signal: settled.signal } ).then(
				() => reject( signal.reason ),
				() => {} // The task has settled in time.
			);
		} );
	} );
	try {
		return await Promise.race( [ task, abandoned ] );
	} finally {
		settled.abort();
		stop();
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
