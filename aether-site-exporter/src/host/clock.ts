import type { Clock } from '@aether/provider-sdk';

export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: ( milliseconds, { signal } ) =>
		new Promise( ( resolve, reject ) => {
			signal.throwIfAborted();
			const stop = () => {
				clearTimeout( timer );
				reject( signal.reason );
			};
			const timer = setTimeout( () => {
				signal.removeEventListener( 'abort', stop );
				resolve();
			}, milliseconds );
			signal.addEventListener( 'abort', stop, { once: true } );
		} ),
};
