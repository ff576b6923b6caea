import { listen, type ListeningHost } from './listening-host';

/** Of a request; what a stand-in looks at. */
const HEADERS = [ 'authorization', 'content-type' ] as const;

/**
 * Puts a stand-in that answers `fetch()` onto a port of this machine.
 *
 * @param answer
 */
export const listenWith = (
	answer: typeof globalThis.fetch
): Promise< ListeningHost > =>
	listen( async ( { method, url, headers, body }, response ) => {
		const passed = new Headers();
		for ( const name of HEADERS ) {
			passed.set( name, headers[ name ] ?? '' );
		}
		const answered = await answer( `http://stand.test${ url }`, {
			method,
			headers: passed,
			...( method !== 'GET' &&
				method !== 'HEAD' && { body: new Uint8Array( body ) } ),
		} );
		response.writeHead( answered.status, [ ...answered.headers ].flat() );
		response.end( Buffer.from( await answered.arrayBuffer() ) );
	} );
