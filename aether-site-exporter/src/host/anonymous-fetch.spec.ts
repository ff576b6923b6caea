import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchAnonymously } from './anonymous-fetch';

let server: Server;

/**
 * A real server, so that redirects, headers and streams are real.
 *
 * @param listener
 */
async function serve( listener: RequestListener ): Promise< string > {
	server = createServer( listener );
	await new Promise< void >( ( resolve ) =>
		server.listen( 0, '127.0.0.1', resolve )
	);
	return `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }/`;
}

const get = (
	url: string,
	options: { maxBytes?: number; signal?: AbortSignal } = {}
) =>
	fetchAnonymously( fetch, url, {
		signal: new AbortController().signal,
		...options,
	} );

afterEach( async () => {
	server.closeAllConnections();
	await new Promise( ( resolve ) => server.close( resolve ) );
} );

describe( 'fetchAnonymously', () => {
	it( 'asks with the render header and without cookies', async () => {
		const url = await serve( ( request, response ) =>
			response.end(
				JSON.stringify( [
					request.headers[ 'x-aether-render' ],
					request.headers.cookie ?? null,
				] )
			)
		);
		const { body } = await get( url );
		expect( JSON.parse( new TextDecoder().decode( body ) ) ).toEqual( [
			'1',
			null,
		] );
	} );

	it( 'answers with any status and its body', async () => {
		const url = await serve( ( _, response ) =>
			response.writeHead( 404 ).end( 'nothing' )
		);
		const answer = await get( url );
		expect( answer.status ).toBe( 404 );
		expect( new TextDecoder().decode( answer.body ) ).toBe( 'nothing' );
	} );

	it( 'reads a described redirect, relative to what was asked for', async () => {
		const url = await serve( ( _, response ) =>
			response
				.writeHead( 200, {
					'X-Aether-Redirect-Status': '308',
					'X-Aether-Redirect-Location': '/new/',
				} )
				.end()
		);
		const answer = await get( `${ url }old/` );
		expect( answer ).toMatchObject( {
			url: `${ url }old/`,
			status: 308,
			redirect: { location: `${ url }new/`, status: 308 },
		} );
		expect( answer.body ).toHaveLength( 0 );
	} );

	it( 'reports a redirect of the web server instead of its destination', async () => {
		const url = await serve( ( request, response ) =>
			request.url === '/old'
				? response.writeHead( 301, { Location: '/new' } ).end()
				: response.end( 'destination' )
		);
		const answer = await get( `${ url }old` );
		expect( answer.redirect ).toEqual( {
			location: `${ url }new`,
			status: 302,
		} );
		expect( answer.body ).toHaveLength( 0 );
	} );

	it( 'refuses what announces itself as too large', async () => {
		const url = await serve( ( _, response ) =>
			response.end( 'x'.repeat( 11 ) )
		);
		await expect( get( url, { maxBytes: 10 } ) ).rejects.toMatchObject( {
			code: 'payload_too_large',
		} );
		await expect( get( url, { maxBytes: 11 } ) ).resolves.toMatchObject( {
			status: 200,
		} );
	} );

	it( 'cuts off what grows too large on the way', async () => {
		const url = await serve( ( _, response ) => {
			response.write( 'x'.repeat( 8 ) );
			response.end( 'x'.repeat( 8 ) );
		} );
		await expect( get( url, { maxBytes: 10 } ) ).rejects.toMatchObject( {
			code: 'payload_too_large',
		} );
	} );

	it( 'puts a body of many chunks together in order', async () => {
		const url = await serve( ( _, response ) => {
			response.write( 'one ' );
			setImmediate( () => response.end( 'two' ) );
		} );
		const { body } = await get( url );
		expect( new TextDecoder().decode( body ) ).toBe( 'one two' );
	} );

	it( 'says network_failed when nobody answers', async () => {
		const url = await serve( ( request ) => request.socket.destroy() );
		await expect( get( url ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
	} );

	it( 'ends with the reason of its signal', async () => {
		const controller = new AbortController();
		const url = await serve( () =>
			controller.abort( new Error( 'cancelled' ) )
		);
		await expect(
			get( url, { signal: controller.signal } )
		).rejects.toThrow( 'cancelled' );
	} );
} );
