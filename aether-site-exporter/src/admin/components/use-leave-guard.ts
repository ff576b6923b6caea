import { useEffect } from '@wordpress/element';

/**
 * Asks before the page goes away, while something would be lost.
 *
 * @param isNeeded
 */
export function useLeaveGuard( isNeeded: boolean ): void {
	useEffect( () => {
		if ( ! isNeeded ) {
			return undefined;
		}
		const ask = ( event: BeforeUnloadEvent ) => event.preventDefault();
		window.addEventListener( 'beforeunload', ask );
		return () => window.removeEventListener( 'beforeunload', ask );
	}, [ isNeeded ] );
}
