import type { OperationOptions } from '@aether/provider-sdk';

interface Waiting {
	readonly bytes: number;
	readonly begin: () => void;
}

/**
 * Keeps the bytes that are in memory at a time below a limit, in the order of asking. What alone is larger goes when
 * nothing else does.
 */
export class ByteBudget {
	readonly #limit: number;
	readonly #queue: Waiting[] = [];
	#taken = 0;

	/**
	 * @param limit Bytes.
	 */
	constructor( limit: number ) {
		this.#limit = limit;
	}

	/**
	 * @param bytes
	 * @param task
	 * @param options
	 * @param options.signal Its reason ends the wait; the task itself ends as it sees fit.
	 */
	async spend< T >(
		bytes: number,
		task: () => Promise< T >,
		{ signal }: OperationOptions
	): Promise< T > {
		await this.#take( bytes, signal );
		try {
			return await task();
		} finally {
			this.#taken -= bytes;
			this.#admit();
		}
	}

	#take( bytes: number, signal: AbortSignal ): Promise< void > {
		return new Promise( ( resolve, reject ) => {
			signal.throwIfAborted();
			const leave = () => {
				this.#queue.splice( this.#queue.indexOf( waiting ), 1 );
				reject( signal.reason );
				this.#admit();
			};
			const waiting: Waiting = {
				bytes,
				begin: () => {
					signal.removeEventListener( 'abort', leave );
					this.#taken += bytes;
					resolve();
				},
			};
			signal.addEventListener( 'abort', leave, { once: true } );
			this.#queue.push( waiting );
			this.#admit();
		} );
	}

	#admit(): void {
		for (
			let [ next ] = this.#queue;
			next &&
			( this.#taken === 0 || this.#taken + next.bytes <= this.#limit );
			[ next ] = this.#queue
		) {
			this.#queue.shift();
			next.begin();
		}
	}
}
