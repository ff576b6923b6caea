import type { OperationOptions } from '@aether/provider-sdk';

/**
 * Bytes that may be in memory at one time. Who asks for more than there is in all gets everything, alone.
 */
export class ByteBudget {
	readonly #limit: number;
	readonly #waiting = new Set< () => void >();
	#taken = 0;

	constructor( limit: number ) {
		this.#limit = limit;
	}

	/**
	 * Waits until there is room.
	 *
	 * @param bytes
	 * @param options
	 * @param options.signal Its reason is what the wait rejects with.
	 * @return Gives the bytes back.
	 */
	async take(
		bytes: number,
		{ signal }: OperationOptions
	): Promise< () => void > {
		const share = Math.min( bytes, this.#limit );
		while ( this.#taken + share > this.#limit ) {
			await this.#change( signal );
		}
		this.#taken += share;
		return () => {
			this.#taken -= share;
			[ ...this.#waiting ].forEach( ( wake ) => wake() );
		};
	}

	#change( signal: AbortSignal ): Promise< void > {
		return new Promise( ( resolve, reject ) => {
			const settle = ( then: () => void ) => () => {
				this.#waiting.delete( wake );
				signal.removeEventListener( 'abort', stop );
				then();
			};
			const wake = settle( resolve );
			const stop = settle( () => reject( signal.reason ) );
			if ( signal.aborted ) {
				stop();
				return;
			}
			this.#waiting.add( wake );
			signal.addEventListener( 'abort', stop, { once: true } );
		} );
	}
}
