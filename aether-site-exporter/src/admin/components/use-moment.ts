import { useEffect, useState } from '@wordpress/element';

/**
 * Whether something has been so for a short time only: a message that must not stay in the way.
 *
 * @param isSo
 * @param milliseconds How long that is.
 */
export function useMoment( isSo: boolean, milliseconds: number ): boolean {
	const [ isOver, setIsOver ] = useState( false );
	useEffect( () => {
		setIsOver( false );
		if ( ! isSo ) {
			return undefined;
		}
		const timer = setTimeout( () => setIsOver( true ), milliseconds );
		return () => clearTimeout( timer );
	}, [ isSo, milliseconds ] );
	return isSo && ! isOver;
}
