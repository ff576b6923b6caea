import type { Clock } from '@aether/provider-sdk';
import { standTime } from './stand-time';

/** A wait for another attempt is shorter than the time limit of a request. Milliseconds. */
const LONGEST_RETRY_DELAY = 60_000;

/** How often it looks whether the stand hangs. Milliseconds. */
const LOOK_MS = 5;

/** A stand that says what became of each request: 0 where it got no answer. */
interface LoggingStand {
	readonly log: {
		readonly requests: readonly { readonly status: number }[];
	};
}

/**
 * A clock for tests of what goes wrong: a wait for another attempt is over at once, a time limit as soon as the stand has
 * left a request without an answer, and not before, however slow the machine is.
 */
export class ImpatientClock implements Clock {
	/** How long each attempt would have waited, in milliseconds. */
	readonly delays: number[] = [];
	readonly #stand: LoggingStand;

	constructor( stand: LoggingStand ) {
		this.#stand = stand;
	}

	now(): number {
		return Date.now();
	}

	async sleep(
		milliseconds: number,
		{ signal }: { readonly signal: AbortSignal }
	): Promise< void > {
		signal.throwIfAborted();
		if ( milliseconds <= LONGEST_RETRY_DELAY ) {
			this.delays.push( milliseconds );
			standTime.pass( milliseconds );
			return;
		}
		while (
			! this.#stand.log.requests.some( ( { status } ) => status === 0 )
		) {
			await new Promise( ( resolve ) => setTimeout( resolve, LOOK_MS ) );
			signal.throwIfAborted();
		}
	}
}
