/** Who wants to hear of each signal's abort. */
const followers = new WeakMap< AbortSignal, Set< () => void > >();

/**
 * Calls back once the signal is aborted, at once if it is already. However many follow a signal, it has one listener: a
 * signal visits its listeners one by one to remove one, and platforms take many of them for a leak.
 *
 * @param signal
 * @param callback
 * @return Stops following; does nothing afterwards.
 */
export function onAbort(
	signal: AbortSignal,
	callback: () => void
): () => void {
	if ( signal.aborted ) {
		callback();
		return () => {};
	}
	// Two that follow with the same function are two.
	const follower = () => callback();
	followersOf( signal ).add( follower );
	return () => {
		followers.get( signal )?.delete( follower );
	};
}

function followersOf( signal: AbortSignal ): Set< () => void > {
	const known = followers.get( signal );
	if ( known ) {
		return known;
	}
	const created = new Set< () => void >();
	followers.set( signal, created );
	signal.addEventListener(
		'abort',
		() => {
			followers.delete( signal );
			created.forEach( ( follower ) => follower() );
		},
		{ once: true }
	);
	return created;
}
