import type { SiteInformation, SiteRest } from '@aether/publish-engine';
import { describe, expect, it, vi } from 'vitest';
import { createLogger } from './logger';
import { createRuntimeFor, type RuntimeParts } from './provider-runtime';

const signal = new AbortController().signal;
const site: SiteInformation = {
	name: 'Test',
	homeUrl: 'https://wordpress.test/',
	siteUrl: 'https://wordpress.test/',
	contentUrl: 'https://wordpress.test/wp-content/',
	uploadsUrl: 'https://wordpress.test/wp-content/uploads/',
	includesUrl: 'https://wordpress.test/wp-includes/',
	restUrl: 'https://wordpress.test/wp-json/',
	permalinks: 'pretty',
	language: 'en-US',
	wordPressVersion: '7.1',
	pluginVersion: '0.1.0',
	maxRequestBytes: 100_000,
};

const open = ( parts: Partial< RuntimeParts > = {} ) =>
	createRuntimeFor( {
		rest: async () => new Response( '', { status: 404 } ),
		fetch: async () => new Response(),
		getConfig: () => null,
		getSite: async () => site,
		logger: createLogger( console ),
		clock: { now: () => 0, sleep: async () => {} },
		...parts,
	} )( 'gitlab', { signal } );

describe( 'createRuntimeFor', () => {
	it( 'gives a provider its configuration and the facts of the site, nothing more', async () => {
		const runtime = await open( {
			getConfig: ( id ) => ( { branch: `of ${ id }` } ),
		} );
		expect( runtime.config ).toEqual( { branch: 'of gitlab' } );
		expect( runtime.site ).toEqual( {
			name: 'Test',
			homeUrl: 'https://wordpress.test/',
			maxRequestBytes: 100_000,
		} );
	} );

	it( 'fetches without the cookies of this site', async () => {
		const fetch = vi.fn< typeof globalThis.fetch >(
			async () => new Response()
		);
		const runtime = await open( { fetch } );
		await runtime.fetch( 'https://api.test/', { method: 'POST' } );
		expect( fetch.mock.calls[ 0 ]?.[ 0 ] ).toMatchObject( {
			url: 'https://api.test/',
			method: 'POST',
			credentials: 'omit',
		} );
	} );

	it( 'sends a secret through the relay, as its placeholder', async () => {
		const fetch = vi.fn< typeof globalThis.fetch >(
			async () => new Response()
		);
		const rest = vi.fn< SiteRest >( async () =>
			Response.json(
				{ code: 'aether_permission_denied' },
				{ status: 403 }
			)
		);
		const runtime = await open( { fetch, rest } );
		await expect(
			runtime.fetch( 'https://api.test/', {
				headers: {
					'PRIVATE-TOKEN': runtime.secret( 'personal_access_token' ),
				},
			} )
		).rejects.toMatchObject( { code: 'permission_denied' } );
		expect( rest.mock.calls[ 0 ]?.[ 0 ] ).toBe( 'aether/v1/relay/gitlab' );
		expect( fetch ).not.toHaveBeenCalled();
	} );

	it( 'asks WordPress to derive a signing key', async () => {
		const rest = vi.fn< SiteRest >( async () =>
			Response.json( { key: btoa( '\u0001\u00ff' ) } )
		);
		const runtime = await open( { rest, isPublishing: true } );
		const scope = {
			date: '20261121',
			region: 'auto',
			service: 's3',
			field: 'secret_access_key',
		} as const;
		expect( await runtime.signingKey( scope, { signal } ) ).toEqual(
			new Uint8Array( [ 1, 255 ] )
		);
		expect( rest.mock.calls[ 0 ]?.[ 0 ] ).toBe(
			'aether/v1/signing-keys/gitlab'
		);
		expect(
			JSON.parse( String( rest.mock.calls[ 0 ]?.[ 1 ]?.body ) )
		).toEqual( scope );
	} );

	it( 'asks for the allowance first where nothing is published, so that nothing is refused', async () => {
		const rest = vi.fn< SiteRest >( async () =>
			Response.json( { key: btoa( 'k' ) } )
		);
		const runtime = await open( { rest } );
		await runtime.signingKey(
			{
				date: '20261121',
				region: 'auto',
				service: 's3',
				field: 'secret_access_key',
			},
			{ signal }
		);
		expect( rest.mock.calls.map( ( [ route ] ) => route ) ).toEqual( [
			'aether/v1/signing-keys/gitlab/allowance',
			'aether/v1/signing-keys/gitlab',
		] );
	} );

	it( 'reads no ledger where nothing was deployed', async () => {
		const runtime = await open( {
			rest: async () => Response.json( { entries: null } ),
		} );
		expect(
			await runtime.ledger( 'static_site' ).read( { signal } )
		).toBeNull();
	} );

	it( 'reads back the ledger that it wrote', async () => {
		let stored = '';
		const runtime = await open( {
			rest: async ( route, init = {} ) => {
				expect( route ).toBe( 'aether/v1/ledgers/gitlab/static_site' );
				stored = init.method === 'PUT' ? String( init.body ) : stored;
				return new Response( stored );
			},
		} );
		const ledger = runtime.ledger( 'static_site' );
		const entries = new Map( [
			[ 'a', { sha256: '0', size: 1, contentType: 'text/plain' } ],
		] );
		await ledger.write( entries, { signal } );
		expect( await ledger.read( { signal } ) ).toEqual( entries );
	} );
} );
