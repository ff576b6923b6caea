import { useCallback, useEffect, useState } from '@wordpress/element';
import { focusSettings, readSettingsLink } from './settings-link';
import { readTab, type Tab, tabAddress } from './tabs';

/**
 * The tab that is shown, kept in the address: going back goes to the tab before. A link to a provider's settings opens
 * them.
 */
export function useTab(): readonly [ Tab, ( tab: Tab ) => void ] {
	const [ tab, setTab ] = useState( readTab );
	useEffect( () => {
		const follow = () => setTab( readTab() );
		const followLink = () => {
			const place = readSettingsLink( window.location.hash );
			if ( place ) {
				setTab( 'providers' );
				// The tab must be there before something in it can have the focus.
				window.requestAnimationFrame( () => {
					focusSettings( place );
					// The same link must work again.
					window.history.replaceState(
						null,
						'',
						tabAddress( 'providers' )
					);
				} );
			}
		};
		window.addEventListener( 'popstate', follow );
		window.addEventListener( 'hashchange', followLink );
		followLink();
		return () => {
			window.removeEventListener( 'popstate', follow );
			window.removeEventListener( 'hashchange', followLink );
		};
	}, [] );
	const open = useCallback( ( next: Tab ) => {
		if ( next !== readTab() ) {
			window.history.pushState( null, '', tabAddress( next ) );
		}
		setTab( next );
	}, [] );
	return [ tab, open ];
}
