const SIGNALS = [ 'SIGINT', 'SIGTERM' ] as const;

/**
 * Starts something that answers signals by ending this process at once, and takes that from it: whoever started the demo
 * stops everything in order.
 *
 * @param start
 */
export async function keepSignals< Started >(
	start: () => Promise< Started >
): Promise< Started > {
	const before = SIGNALS.map( ( signal ) => process.listeners( signal ) );
	const started = await start();
	SIGNALS.forEach( ( signal, index ) => {
		for ( const listener of process.listeners( signal ) ) {
			if ( ! before[ index ]?.includes( listener ) ) {
				process.removeListener( signal, listener );
			}
		}
	} );
	return started;
}
