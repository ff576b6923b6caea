import { jsonRequest, restJson } from '@aether/publish-engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	startWordPressStand,
	type WordPressStand,
} from '../../testing/wordpress-stand';
import { RestClient } from './rest-client';

const { signal } = new AbortController();

describe( 'RestClient', () => {
	let stand: WordPressStand;
	const client = ( overrides = {} ) =>
		new RestClient( {
			site: new URL( stand.url ),
			user: stand.user,
			password: stand.password,
			...overrides,
		} );

	beforeEach( async () => {
		stand = await startWordPressStand();
	} );
	afterEach( () => stand.stop() );

	it( 'signs in with the application password', async () => {
		await expect(
			restJson( client().request, 'aether/v1/site' )
		).resolves.toMatchObject( {
			name: 'Stand',
		} );
	} );

	it( 'reports a wrong password as auth_failed, without the password', async () => {
		const error = await restJson(
			client( { password: 'wrong secret' } ).request,
			'aether/v1/site'
		).catch( ( reason: unknown ) => reason );
		expect( error ).toMatchObject( { code: 'auth_failed', status: 401 } );
		expect( JSON.stringify( error ) + String( error ) ).not.toContain(
			'wrong secret'
		);
	} );

	it( 'takes code, Retry-After and facts from the error of the plugin', async () => {
		stand.routes.set( 'GET site', () => ( {
			status: 409,
			headers: { 'Retry-After': '7' },
			body: {
				code: 'aether_lease_lost',
				message: 'Somebody else.',
				data: { status: 409, reason: 'cancelled' },
			},
		} ) );
		await expect(
			restJson( client().request, 'aether/v1/site' )
		).rejects.toMatchObject( {
			code: 'lease_lost',
			message: 'Somebody else.',
			retryAfterMs: 7000,
			details: { reason: 'cancelled' },
		} );
	} );

	it( 'reaches a site without permalinks by rest_route', async () => {
		const plain = client( {
			fetch: ( input: URL, init: RequestInit ) =>
				input.pathname.startsWith( '/wp-json/' )
					? Promise.resolve(
							new Response( '<h1>Not found</h1>', {
								status: 404,
								headers: { 'Content-Type': 'text/html' },
							} )
						)
					: fetch( input, init ),
		} );
		await restJson( plain.request, 'aether/v1/site/urls?per_page=7' );
		expect( stand.requests.at( -1 )?.path ).toBe(
			'/?rest_route=/aether/v1/site/urls&per_page=7'
		);
	} );

	it( 'does not take the password to where the site redirects', async () => {
		stand.routes.set( 'GET site', () => ( {
			status: 301,
			headers: { Location: 'https://elsewhere.example/' },
		} ) );
		await expect(
			restJson( client().request, 'aether/v1/site' )
		).rejects.toMatchObject( {
			code: 'remote_rejected',
			message: expect.stringContaining( 'https://elsewhere.example' ),
		} );
	} );

	it( 'explains an answer that is not JSON', async () => {
		stand.routes.set( 'GET site', () => ( {
			headers: { 'Content-Type': 'application/json' },
			body: 'Warning: something{"name":"Stand"}',
		} ) );
		await expect(
			restJson( client().request, 'aether/v1/site' )
		).rejects.toMatchObject( {
			code: 'remote_failed',
			message: expect.stringContaining( 'not JSON' ),
		} );
	} );

	it( 'says that nothing listens', async () => {
		await stand.stop();
		await expect(
			restJson( client().request, 'aether/v1/site' )
		).rejects.toMatchObject( {
			code: 'network_failed',
			message: expect.stringContaining( 'nothing listens there' ),
		} );
	} );

	it( 'gives up an answer that takes too long', async () => {
		stand.routes.set( 'GET site', () => new Promise( () => {} ) );
		await expect(
			restJson( client( { timeoutMs: 100 } ).request, 'aether/v1/site' )
		).rejects.toMatchObject( { code: 'network_failed' } );
	} );

	it( 'rejects with the reason of the caller when it is cancelled', async () => {
		const controller = new AbortController();
		stand.routes.set( 'GET site', () => {
			controller.abort( new Error( 'enough' ) );
			return new Promise( () => {} );
		} );
		await expect(
			restJson( client().request, 'aether/v1/site', {
				signal: controller.signal,
			} )
		).rejects.toThrow( 'enough' );
	} );

	it( 'sends JSON with the method that was asked for', async () => {
		await restJson( client().request, 'aether/v1/publishes', {
			...jsonRequest( 'POST', { takeOver: true } ),
			signal,
		} );
		expect( stand.requests.at( -1 ) ).toMatchObject( {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
		} );
		expect( stand.requests.at( -1 )?.body.toString() ).toBe(
			'{"takeOver":true}'
		);
	} );
} );
