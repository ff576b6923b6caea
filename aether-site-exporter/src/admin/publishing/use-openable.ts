import { useEffect, useState } from '@wordpress/element';
import { PLAYGROUND } from './bundle-address';

/** Who may read a file, as the server says it. */
const ALLOWING = [ '*', new URL( PLAYGROUND ).origin ];

async function isAllowed( address: string ): Promise< boolean > {
	try {
		const { headers } = await fetch( address, { method: 'HEAD' } );
		return ALLOWING.includes(
			headers.get( 'Access-Control-Allow-Origin' ) ?? ''
		);
	} catch {
		return false;
	}
}

/**
 * Whether the page of Playground may read a bundle. Of this site's own server the page sees what it allows others; of
 * other hosts their test of the connection tells.
 *
 * @param address Of the bundle.
 * @return Null until the server has answered.
 */
export function useOpenable( address: string ): boolean | null {
	const isHere = new URL( address ).origin === window.location.origin;
	const [ answer, setAnswer ] = useState< boolean | null >( null );
	useEffect( () => {
		let isGone = false;
		if ( isHere ) {
			void isAllowed( address ).then( ( allowed ) => {
				if ( ! isGone ) {
					setAnswer( allowed );
				}
			} );
		}
		return () => {
			isGone = true;
		};
	}, [ address, isHere ] );
	return isHere ? answer : true;
}
