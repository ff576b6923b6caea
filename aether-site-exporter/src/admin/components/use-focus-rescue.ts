import { useEffect, useRef } from '@wordpress/element';
import type { RefObject } from 'react';

/**
 * Keeps the keyboard where a person was working: when a change took the focused element away, the focus goes to the element
 * with this ref. A focus that is anywhere else, or was nowhere before, stays so.
 *
 * @param change What changes when elements may go.
 */
export function useFocusRescue< Place extends HTMLElement >(
	change: unknown
): RefObject< Place > {
	const place = useRef< Place >( null );
	const focused = useRef< Node | null >( null );
	useEffect( () => {
		const remember = ( { target }: FocusEvent ) => {
			focused.current = target instanceof Node ? target : null;
		};
		document.addEventListener( 'focusin', remember );
		return () => document.removeEventListener( 'focusin', remember );
	}, [] );
	useEffect( () => {
		const { activeElement, body } = document;
		const isNowhere = activeElement === null || activeElement === body;
		if ( isNowhere && focused.current?.isConnected === false ) {
			place.current?.focus();
		}
	}, [ change ] );
	return place;
}
