import type { Clock, OperationOptions } from '../src/types';

interface Sleeper {
	readonly at: number;
	readonly wake: () => void;
}

/** Far beyond what a bounded retry can ask for. */
const LONGEST_RUN = 10_000;
// Taken at load, so that a test's fake timers do not stop the clock.
const nextTask = globalThis.setTimeout;

/**
 * A clock that stands still until a test moves it. Nothing waits for real time.
 */
export class ManualClock implements Clock {
	#now: number;
	readonly #sleepers = new Set< Sleeper >();
	readonly #sleeps: number[] = [];

	/**
	 * @param now Milliseconds since the epoch; default: 1 January 2026, 00:00 UTC.
	 */
	constructor( now = Date.UTC( 2026, 0, 1 ) ) {
		this.#now = now;
	}

	/** Every length that `sleep()` was asked for, in order, in milliseconds. */
	get sleeps(): readonly number[] {
		return [ ...this.#sleeps ];
	}

	/** How many `sleep()` calls wait at this moment. */
	get pending(): number {
		return this.#sleepers.size;
	}

	now(): number {
		return this.#now;
	}

	async sleep(
		milliseconds: number,
		{ signal }: OperationOptions
	): Promise< void > {
		signal.throwIfAborted();
		this.#sleeps.push( milliseconds );
		await new Promise< void >( ( resolve, reject ) => {
			const sleeper: Sleeper = {
				at: this.#now + milliseconds,
				wake: () => {
					this.#sleepers.delete( sleeper );
					signal.removeEventListener( 'abort', onAbort );
					resolve();
				},
			};
			const onAbort = () => {
				this.#sleepers.delete( sleeper );
				reject( signal.reason );
			};
			signal.addEventListener( 'abort', onAbort, { once: true } );
			this.#sleepers.add( sleeper );
		} );
	}

	/**
	 * Moves time on and wakes in order whoever is due, also those who fall asleep on the way.
	 *
	 * @param milliseconds
	 */
	async advance( milliseconds: number ): Promise< void > {
		const until = this.#now + milliseconds;
		await settleTasks();
		for (
			let next = this.#earliest();
			next !== null && next.at <= until;
			next = this.#earliest()
		) {
			this.#wake( next );
			await settleTasks();
		}
		this.#now = until;
	}

	/**
	 * Lets time pass for as long as a promise needs it.
	 *
	 * @param promise
	 * @return What the promise resolves or rejects with; rejects when it waits for something other than this clock.
	 */
	async run< T >( promise: Promise< T > ): Promise< T > {
		let isSettled = false;
		const settle = () => {
			isSettled = true;
		};
		promise.then( settle, settle );
		for ( let round = 0; round < LONGEST_RUN; round++ ) {
			await settleTasks();
			if ( isSettled ) {
				return promise;
			}
			const next = this.#earliest();
			if ( next !== null ) {
				this.#wake( next );
			}
		}
		throw new Error(
			'ManualClock.run(): the promise waits for something other than this clock.'
		);
	}

	#earliest(): Sleeper | null {
		let earliest: Sleeper | null = null;
		for ( const sleeper of this.#sleepers ) {
			if ( earliest === null || sleeper.at < earliest.at ) {
				earliest = sleeper;
			}
		}
		return earliest;
	}

	#wake( sleeper: Sleeper ): void {
		this.#now = Math.max( this.#now, sleeper.at );
		sleeper.wake();
	}
}

const settleTasks = (): Promise< void > =>
	new Promise( ( resolve ) => {
		nextTask( resolve, 0 );
	} );
