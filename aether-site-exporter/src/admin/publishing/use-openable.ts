import type { OperationOptions } from '@aether/provider-sdk';
import { useEffect, useState } from '@wordpress/element';
import { PLAYGROUND } from './bundle-address';

/** Who may read a file, as the server says it. */
const ALLOWING = [ '*', new URL( PLAYGROUND ).origin ];

async function isAllowed(
	address: string,
	{ signal }: OperationOptions
): Promise< boolean > {
	try {
		const { headers } = await fetch( address, { method: 'HEAD', signal } );
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
		const controller = new AbortController();
		const { signal } = controller;
		if ( isHere ) {
			void isAllowed( address, { signal } ).then(
				( allowed ) => signal.aborted || setAnswer( allowed )
			);
		}
		return () => controller.abort();
	}, [ address, isHere ] );
	return isHere ? answer : true;
}
