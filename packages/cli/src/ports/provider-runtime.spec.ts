import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	startWordPressStand,
	type WordPressStand,
} from '../../testing/wordpress-stand';
import { silentLogger } from '../node-host';
import { createProviderRuntime } from './provider-runtime';
import { RestClient } from './rest-client';
import { deriveSigningKey } from './signing-key';
import { systemClock } from './system-clock';

const { signal } = new AbortController();
const SCOPE = {
	date: '20150830',
	region: 'us-east-1',
	service: 's3',
	field: 'secret_access_key',
} as const;

describe( 'the runtime of a provider', () => {
	let stand: WordPressStand;
	const runtime = ( environment: NodeJS.ProcessEnv = {} ) =>
		createProviderRuntime( {
			providerId: 'git-lab',
			config: { branch: 'main' },
			site: {
				name: 'Stand',
				homeUrl: stand.url,
				maxRequestBytes: 100_000,
			},
			rest: new RestClient( {
				site: new URL( stand.url ),
				user: stand.user,
				password: stand.password,
			} ).request,
			environment,
			fetch: globalThis.fetch,
			logger: silentLogger,
			clock: systemClock,
		} );

	beforeEach( async () => {
		stand = await startWordPressStand();
	} );
	afterEach( () => stand.stop() );

	it( 'shows a provider placeholders and sends the values', async () => {
		const gitlab = runtime( { AETHER_SECRET_GIT_LAB_TOKEN: 'glpat-$&-1' } );
		const placeholder = gitlab.secret( 'token' );
		expect( placeholder ).not.toContain( 'glpat' );
		expect( gitlab.secret( 'token' ) ).toBe( placeholder );

		await gitlab.fetch( stand.url, {
			headers: {
				Authorization: `Bearer ${ placeholder }`,
				'X-Other': 'kept',
			},
		} );
		expect( stand.requests.at( -1 )?.headers ).toMatchObject( {
			authorization: 'Bearer glpat-$&-1',
			'x-other': 'kept',
		} );
	} );

	it( 'leaves a body that the site writes to its relay, whatever variables there are', async () => {
		stand.routes.set( 'POST relay/git-lab', () => ( {
			status: 403,
			body: { code: 'aether_permission_denied', message: 'No.' },
		} ) );
		const gitlab = runtime( {
			AETHER_SECRET_GIT_LAB_TOKEN: 'glpat-1',
			AETHER_SECRET_GIT_LAB_VALUES: 'NAME=value',
		} );
		await expect(
			gitlab.fetch( 'https://gitlab.example/', {
				method: 'PUT',
				headers: {
					Authorization: gitlab.secret( 'token' ),
					'X-Aether-Secret-Body': 'values',
				},
				body: '{}',
			} )
		).rejects.toMatchObject( { code: 'permission_denied' } );
		expect( stand.requests.at( -1 )?.body.toString() ).toContain(
			'{{aether-secret:token}}'
		);
	} );

	it( 'lets the relay of the site put in a secret that no variable holds', async () => {
		stand.routes.set( 'POST relay/git-lab', () => ( {
			status: 400,
			body: { code: 'aether_config_invalid', message: 'Empty.' },
		} ) );
		const gitlab = runtime();
		await expect(
			gitlab.fetch( 'https://gitlab.example/', {
				headers: { 'Private-Token': gitlab.secret( 'token' ) },
			} )
		).rejects.toMatchObject( { code: 'config_invalid' } );
		expect( stand.requests.at( -1 )?.body.toString() ).toContain(
			'{{aether-secret:token}}'
		);
	} );

	it( 'gives back what the host answered to the relay', async () => {
		stand.routes.set( 'POST relay/git-lab', ( { body } ) => {
			const sentHead = body.subarray( 4, 4 + body.readUInt32BE( 0 ) );
			const head = Buffer.from(
				JSON.stringify( {
					status: 201,
					headers: { 'X-Url': JSON.parse( sentHead.toString() ).url },
				} )
			);
			const length = Buffer.alloc( 4 );
			length.writeUInt32BE( head.byteLength );
			return {
				headers: { 'Content-Type': 'application/octet-stream' },
				body: Buffer.concat( [ length, head, Buffer.from( 'made' ) ] ),
			};
		} );
		const gitlab = runtime();
		const response = await gitlab.fetch( 'https://gitlab.example/api', {
			method: 'POST',
			headers: { 'Private-Token': gitlab.secret( 'token' ) },
			body: 'commit',
		} );
		expect( response.status ).toBe( 201 );
		expect( response.headers.get( 'X-Url' ) ).toBe(
			'https://gitlab.example/api'
		);
		expect( await response.text() ).toBe( 'made' );
		expect( stand.requests.at( -1 )?.body.toString() ).toMatch( /commit$/ );
	} );

	it( 'puts no secret into an address', async () => {
		const gitlab = runtime( { AETHER_SECRET_GIT_LAB_TOKEN: 'glpat-1' } );
		await expect(
			gitlab.fetch( `${ stand.url }?token=${ gitlab.secret( 'token' ) }` )
		).rejects.toMatchObject( { code: 'config_invalid' } );
		expect( stand.requests ).toEqual( [] );
	} );

	it( 'sends a secret to no address in clear text', async () => {
		const gitlab = runtime( { AETHER_SECRET_GIT_LAB_TOKEN: 'glpat-1' } );
		await expect(
			gitlab.fetch( 'http://gitlab.example/', {
				headers: { 'Private-Token': gitlab.secret( 'token' ) },
			} )
		).rejects.toMatchObject( { code: 'config_invalid' } );
	} );

	it( 'tells a provider no secret that a host repeats', async () => {
		stand.pages.set( '/api', {
			status: 401,
			body: 'Nobody has the token glpat-1.',
		} );
		const gitlab = runtime( { AETHER_SECRET_GIT_LAB_TOKEN: 'glpat-1' } );
		const response = await gitlab.fetch( `${ stand.url }api`, {
			headers: { 'Private-Token': gitlab.secret( 'token' ) },
		} );
		expect( response.status ).toBe( 401 );
		expect( await response.text() ).toBe(
			'Nobody has the token [removed].'
		);
	} );

	it( 'takes a secret to no other place by a redirect', async () => {
		stand.pages.set( '/api', {
			status: 302,
			headers: { Location: '/elsewhere' },
		} );
		const gitlab = runtime( { AETHER_SECRET_GIT_LAB_TOKEN: 'glpat-1' } );
		const response = await gitlab.fetch( `${ stand.url }api`, {
			headers: { 'Private-Token': gitlab.secret( 'token' ) },
		} );
		expect( response.status ).toBe( 302 );
		expect( stand.requests ).toHaveLength( 1 );
	} );

	it( 'signs its own REST requests in', async () => {
		const response = await runtime().rest( 'aether/v1/site' );
		expect( await response.json() ).toMatchObject( { name: 'Stand' } );
	} );

	it( 'derives a signing key from the variable', async () => {
		const key = await runtime( {
			AETHER_SECRET_GIT_LAB_SECRET_ACCESS_KEY: 'secret',
		} ).signingKey( SCOPE, { signal } );
		expect( key ).toEqual( deriveSigningKey( 'secret', SCOPE ) );
		expect( stand.requests ).toEqual( [] );
	} );

	it( 'lets WordPress derive the signing key when there is no variable', async () => {
		stand.routes.set( 'POST signing-keys/git-lab', () => ( {
			body: { key: Buffer.from( 'key' ).toString( 'base64' ) },
		} ) );
		const key = await runtime().signingKey( SCOPE, { signal } );
		expect( Buffer.from( key ).toString() ).toBe( 'key' );
	} );

	it( 'reads no ledger before the first one was written', async () => {
		await expect(
			runtime().ledger( 'static_site' ).read( { signal } )
		).resolves.toBeNull();
	} );

	it( 'writes a ledger that can be read again', async () => {
		let stored = {};
		stand.routes.set( 'PUT ledgers/git-lab/static_site', ( { body } ) => {
			stored = JSON.parse( body.toString() );
			return { body: stored };
		} );
		stand.routes.set( 'GET ledgers/git-lab/static_site', () => ( {
			body: stored,
		} ) );
		const ledger = runtime().ledger( 'static_site' );
		const entries = new Map( [
			[ 'a.html', { sha256: 'x', size: 1, contentType: 'text/html' } ],
		] );
		await ledger.write( entries, { signal } );
		await expect( ledger.read( { signal } ) ).resolves.toEqual( entries );
	} );
} );

describe( 'deriveSigningKey', () => {
	it( "is Amazon's derivation", () => {
		// The example of the AWS documentation, "Deriving a signing key"; its service is iam.
		const key = deriveSigningKey(
			'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
			{ ...SCOPE, service: 'iam' as 's3' }
		);
		expect( Buffer.from( key ).toString( 'hex' ) ).toBe(
			'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9'
		);
	} );
} );
