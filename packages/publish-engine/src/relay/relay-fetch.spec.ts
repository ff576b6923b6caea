import { RELAYED_HEADER } from '@aether/provider-sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { openEnvelope, packEnvelope } from './envelope';
import { createRelayFetch } from './relay-fetch';
import { secretPlaceholder } from './secret-placeholder';

interface Relayed {
	readonly head: {
		readonly url: string;
		readonly method: string;
		readonly headers: Readonly< Record< string, string > >;
	};
	readonly body: Uint8Array;
}

const bytes = async ( body: BodyInit ) =>
	new Uint8Array( await new Response( body ).arrayBuffer() );

const BODY = new Uint8Array( [ 0, 255, 123, 13, 10 ] );

let relayed: Relayed[];
let directly: string[];
/** What the browser may reach. */
let direct: typeof globalThis.fetch;

const open = ( status = 200 ) =>
	createRelayFetch( {
		providerId: 'some-host',
		maxRequestBytes: 64 * 1024,
		direct: ( input, init ) => {
			directly.push( new Request( input, init ).url );
			return direct( input, init );
		},
		rest: async ( path, init ) => {
			expect( path ).toBe( 'aether/v1/relay/some-host' );
			if ( init?.method !== 'POST' ) {
				return Response.json( {
					addresses: [ 'https://api.test/v1', 'https://only.test/' ],
					relayOnly: [ 'https://only.test/' ],
				} );
			}
			const { head, body } = openEnvelope(
				await bytes( init.body ?? '' )
			);
			relayed.push( { head: head as Relayed[ 'head' ], body } );
			return new Response(
				packEnvelope(
					{ status, headers: { etag: '"1"' } },
					new Blob( [ BODY ] )
				)
			);
		},
	} );

beforeEach( () => {
	relayed = [];
	directly = [];
	direct = async () => new Response( 'direct' );
} );

describe( 'createRelayFetch', () => {
	it( 'sends a request with a secret through the relay, byte for byte, and answers what the host answered', async () => {
		const response = await open( 404 )( 'https://api.test/v1/x?y=1', {
			method: 'PUT',
			headers: {
				Authorization: `Bearer ${ secretPlaceholder( 'token' ) }`,
				'Content-Type': 'image/png',
			},
			body: BODY,
		} );
		expect( relayed ).toEqual( [
			{
				head: {
					url: 'https://api.test/v1/x?y=1',
					method: 'PUT',
					headers: {
						authorization: 'Bearer {{aether-secret:token}}',
						'content-type': 'image/png',
					},
				},
				body: BODY,
			},
		] );
		expect( response.status ).toBe( 404 );
		expect( response.headers.get( 'ETag' ) ).toBe( '"1"' );
		expect( await bytes( await response.blob() ) ).toEqual( BODY );
		expect( directly ).toEqual( [] );
	} );

	it( 'answers a status that has no body', async () => {
		const response = await open( 204 )( 'https://only.test/', {
			method: 'DELETE',
		} );
		expect( response.status ).toBe( 204 );
		expect( await response.text() ).toBe( '' );
	} );

	it( 'sends directly what carries no secret', async () => {
		const response = await open()( 'https://elsewhere.test/' );
		expect( await response.text() ).toBe( 'direct' );
		expect( relayed ).toEqual( [] );
	} );

	it( 'relays to a host that answers no browser', async () => {
		const response = await open()( 'https://only.test/x' );
		expect( response.headers.has( RELAYED_HEADER ) ).toBe( false );
		expect( relayed ).toHaveLength( 1 );
		expect( directly ).toEqual( [] );
	} );

	it( 'relays what a browser could not deliver to a host of the provider, then at once', async () => {
		direct = async () => {
			throw new TypeError( 'Failed to fetch' );
		};
		const fetch = open();
		const put = () =>
			fetch( 'https://api.test/v1/x', { method: 'PUT', body: BODY } );
		for ( const response of [ await put(), await put() ] ) {
			expect( response.headers.has( RELAYED_HEADER ) ).toBe( true );
		}
		expect( relayed.map( ( { body } ) => body ) ).toEqual( [ BODY, BODY ] );
		expect( directly ).toEqual( [ 'https://api.test/v1/x' ] );
	} );

	it.each( [
		[ 'that is not the provider’s', 'https://api.test/v11', 'PUT' ],
		[ 'that must not be sent twice', 'https://api.test/v1', 'POST' ],
	] )( 'relays no undelivered request %s', async ( _, url, method ) => {
		direct = async () => {
			throw new TypeError( 'Failed to fetch' );
		};
		await expect( open()( url, { method } ) ).rejects.toThrow(
			'Failed to fetch'
		);
		expect( relayed ).toEqual( [] );
	} );

	it( 'relays nothing after a cancel', async () => {
		const controller = new AbortController();
		direct = async () => {
			controller.abort();
			throw new DOMException( 'Aborted', 'AbortError' );
		};
		await expect(
			open()( 'https://api.test/v1', { signal: controller.signal } )
		).rejects.toMatchObject( { name: 'AbortError' } );
		expect( relayed ).toEqual( [] );
	} );

	it.each( [
		secretPlaceholder( 'token' ),
		encodeURIComponent( secretPlaceholder( 'token' ) ),
	] )( 'sends no address with a placeholder in it: %s', async ( text ) => {
		await expect(
			open()( `https://api.test/v1?token=${ text }` )
		).rejects.toMatchObject( { code: 'config_invalid' } );
		expect( [ relayed, directly ] ).toEqual( [ [], [] ] );
	} );

	it( 'sends nothing that the site would not take', async () => {
		await expect(
			open()( 'https://only.test/', {
				method: 'PUT',
				body: new Uint8Array( 32 * 1024 + 1 ),
			} )
		).rejects.toMatchObject( { code: 'payload_too_large' } );
		expect( relayed ).toEqual( [] );
	} );
} );

describe( 'openEnvelope', () => {
	it.each( [
		[ 'nothing', [] ],
		[ 'half a length', [ 0, 0 ] ],
		[ 'a head that is not whole', [ 0, 0, 0, 9, 123, 125 ] ],
		[ 'a head that is no JSON', [ 0, 0, 0, 1, 123 ] ],
	] )( 'refuses %s', ( _, message ) => {
		expect( () => openEnvelope( new Uint8Array( message ) ) ).toThrow(
			expect.objectContaining( { code: 'remote_failed' } )
		);
	} );
} );
