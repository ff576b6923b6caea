import { describe, expect, it, vi } from 'vitest';
import { type ApiFetch, createRest } from './rest';

const expiredNonce = () =>
	Response.json( { code: 'rest_cookie_invalid_nonce' }, { status: 403 } );

describe( 'createRest', () => {
	it( 'answers with the response, whatever its status', async () => {
		const rest = createRest( async () => {
			throw new Response( '', { status: 409 } );
		} );
		expect( ( await rest( 'aether/v1/site' ) ).status ).toBe( 409 );
	} );

	it( 'sends path, method, body and headers unparsed', async () => {
		const apiFetch = vi.fn< ApiFetch >( async () => new Response() );
		await createRest( apiFetch )( 'aether/v1/publishes', {
			method: 'POST',
			headers: new Headers( { 'Content-Type': 'application/json' } ),
			body: '{}',
		} );
		expect( apiFetch ).toHaveBeenCalledWith( {
			path: 'aether/v1/publishes',
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}',
			parse: false,
		} );
	} );

	it( 'says network_failed when there was no answer', async () => {
		const rest = createRest( async () => {
			throw { code: 'fetch_error', message: 'No valid response.' };
		} );
		await expect( rest( 'aether/v1/site' ) ).rejects.toMatchObject( {
			code: 'network_failed',
			message: 'No valid response.',
		} );
	} );

	it( 'rejects with the reason of the signal, also when it is no AbortError', async () => {
		const controller = new AbortController();
		const rest = createRest( async () => {
			controller.abort( new Error( 'enough' ) );
			throw { code: 'fetch_error', message: '' };
		} );
		await expect(
			rest( 'aether/v1/site', { signal: controller.signal } )
		).rejects.toThrow( 'enough' );
	} );

	it( 'renews an expired nonce once and repeats the request', async () => {
		const answers = [ expiredNonce(), Response.json( { ok: true } ) ];
		const paths: unknown[] = [];
		const rest = createRest( async ( { path, parse } ) => {
			paths.push( path );
			if ( parse !== false ) {
				return {};
			}
			const answer = answers.shift();
			if ( answer?.ok ) {
				return answer;
			}
			throw answer;
		} );
		expect( ( await rest( 'aether/v1/site' ) ).status ).toBe( 200 );
		expect( paths ).toEqual( [
			'aether/v1/site',
			'wp/v2/users/me?_fields=id',
			'aether/v1/site',
		] );
	} );

	it( 'hands the refusal on when the nonce cannot be renewed', async () => {
		const rest = createRest( async ( { parse } ) => {
			throw parse === false ? expiredNonce() : new Error( 'logged out' );
		} );
		expect( ( await rest( 'aether/v1/site' ) ).status ).toBe( 403 );
	} );
} );
