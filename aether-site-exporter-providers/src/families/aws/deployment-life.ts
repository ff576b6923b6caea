/** The time in which a deployment is open: what runs in it ends with its own signal, or when the deployment is discarded. */
export class DeploymentLife {
	readonly #running = new Set< AbortController >();
	#reason: unknown;
	#isOver = false;

	/**
	 * Runs a task with a signal that follows both, and leaves no listener behind: thousands of files share one signal.
	 *
	 * @param signal Of the operation.
	 * @param task
	 */
	async run< T >(
		signal: AbortSignal,
		task: ( signal: AbortSignal ) => Promise< T >
	): Promise< T > {
		signal.throwIfAborted();
		const controller = new AbortController();
		const follow = () => controller.abort( signal.reason );
		if ( this.#isOver ) {
			controller.abort( this.#reason );
			controller.signal.throwIfAborted();
		}
		signal.addEventListener( 'abort', follow, { once: true } );
		this.#running.add( controller );
		try {
			return await task( controller.signal );
		} finally {
			this.#running.delete( controller );
			signal.removeEventListener( 'abort', follow );
		}
	}

	/**
	 * Ends all that runs, and whatever would begin.
	 *
	 * @param reason
	 */
	end( reason: unknown ): void {
		this.#isOver = true;
		this.#reason = reason;
		this.#running.forEach( ( controller ) => controller.abort( reason ) );
	}
}
