import { createRelayFetch } from '@aether/publish-engine';
import {
	createTestFile,
	type FakeRuntime,
	ManualClock,
} from '@aether/provider-sdk/testing';
import type { ProviderConfig } from '@aether/provider-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CloudflareR2Provider } from '../../../aether-site-exporter-providers/src/providers/cloudflare-r2';
import { S3Provider } from '../../../aether-site-exporter-providers/src/providers/s3';
import { ObjectStorage } from '.';
import { ImpatientClock } from './impatient-clock';
import { bucketRuntime, publishTo } from './open-bucket';
import { pageFetch } from './page-fetch';
import { relayRest } from './relay-rest';

const ORIGIN = 'https://wordpress.test';
const { signal } = new AbortController();

let stand: ObjectStorage;

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	stand.cors = [];
} );

/** What reaches the bucket through WordPress. */
let relayed: string[] = [];

/**
 * A page of the site: it may call the bucket as far as that allows, and WordPress does for it what it may not.
 *
 * @param overrides
 */
function page( overrides: ProviderConfig = {} ): FakeRuntime {
	relayed = [];
	return bucketRuntime( stand, overrides, {
		fetch: createRelayFetch( {
			providerId: 'cloudflare-r2',
			maxRequestBytes: 8 * 1024 * 1024,
			direct: pageFetch( ORIGIN ),
			rest: relayRest( [ new URL( stand.endpoint ).origin ], ( line ) =>
				relayed.push( line )
			),
		} ),
	} );
}

describe.each( [
	[ 'R2', new CloudflareR2Provider() ],
	[ 'S3', new S3Provider() ],
] )( 'the test of a connection to %s', { timeout: 60_000 }, ( _, provider ) => {
	const test = ( runtime = bucketRuntime( stand ) ) =>
		provider.testConnection( runtime, { signal } );

	it( 'writes, reads, lists and removes an object of its own', async () => {
		await stand.r2.fill( { 'site/theirs': 'theirs' } );
		expect(
			await test( bucketRuntime( stand, { prefix: 'site' } ) )
		).toEqual( {} );
		expect( stand.log.requests ).toEqual( [
			expect.objectContaining( { method: 'PUT', status: 200 } ),
			expect.objectContaining( { method: 'GET', status: 200 } ),
			expect.objectContaining( {
				query: expect.stringMatching( /list-type/ ),
			} ),
			// Under a condition that does not hold.
			expect.objectContaining( { method: 'PUT', status: 412 } ),
			expect.objectContaining( {
				query: expect.stringMatching( /delete/ ),
			} ),
		] );
		expect( stand.log.requests[ 0 ]?.key ).toMatch(
			/^site\/_aether\/probes\//
		);
		expect( [ ...( await stand.r2.objects() ).keys() ] ).toEqual( [
			'site/theirs',
		] );
	} );

	it( 'tells that the Worker serves no path of a host', async () => {
		const config = {
			layout: 'releases',
			public_url: 'https://published.test/blog/',
		};
		const runtime = bucketRuntime( stand, config );
		const refused = {
			code: 'config_invalid',
			message: expect.stringMatching( /below a path/ ),
			details: { field: 'public_url' },
		};
		await expect( test( runtime ) ).rejects.toMatchObject( refused );
		await expect(
			provider.createTarget( 'static_site', runtime, { signal } )
		).rejects.toMatchObject( refused );
		const issuesOf = ( overrides: ProviderConfig ) =>
			provider
				.validateConfig( { ...runtime.config, ...overrides } )
				.filter( ( { field } ) => field === 'public_url' );
		expect( issuesOf( {} ) ).toHaveLength( 1 );
		expect( issuesOf( { layout: 'plain' } ) ).toEqual( [] );
		expect( issuesOf( { public_url: 'https://a.test' } ) ).toEqual( [] );
	} );

	it( 'tells a wrong key', async () => {
		await expect(
			test( bucketRuntime( stand, { access_key_id: '0'.repeat( 32 ) } ) )
		).rejects.toMatchObject( {
			code: 'auth_failed',
			message: expect.stringMatching( /Enter the access key ID/ ),
		} );
	} );

	it( 'tells a wrong secret', async () => {
		await expect(
			test( bucketRuntime( stand, {}, { secret: 'wrong' } ) )
		).rejects.toMatchObject( {
			code: 'auth_failed',
			message: expect.stringMatching(
				/Enter the secret access key again/
			),
		} );
	} );

	it( 'tells a wrong bucket', async () => {
		await expect(
			test( bucketRuntime( stand, { bucket_name: 'another' } ) )
		).rejects.toMatchObject( {
			code: 'not_found',
			message: expect.stringMatching( /create the bucket/ ),
		} );
	} );

	it( 'tells a clock that is wrong', async () => {
		const clock = new ManualClock( Date.now() - 20 * 60_000 );
		await expect(
			test( bucketRuntime( stand, {}, { clock } ) )
		).rejects.toMatchObject( {
			code: 'auth_failed',
			message: expect.stringMatching( /Set the clock/ ),
		} );
	} );

	it.each( [
		[ 'write objects', { method: 'PUT' } ],
		[ 'read objects', { method: 'GET', key: /probes/ } ],
		[ 'list the objects', { method: 'GET', query: /list-type/ } ],
		[ 'delete objects', { method: 'POST', query: /delete/ } ],
	] )( 'tells that the right to %s is missing', async ( right, pattern ) => {
		stand.faults.on(
			pattern,
			{ kind: 'answer', status: 403, code: 'AccessDenied' },
			1,
			Infinity
		);
		await expect( test() ).rejects.toMatchObject( {
			code: 'permission_denied',
			message: expect.stringMatching( `may not ${ right }` ),
		} );
	} );

	it( 'tells that the store takes no notice of conditions', async () => {
		stand.faults.on(
			{ method: 'PUT' },
			{
				kind: 'answer',
				status: 200,
				code: '',
				headers: { ETag: '"1"' },
			},
			2
		);
		await expect( test() ).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringMatching( /ignores the header If-Match/ ),
			details: { step: 'overwrite' },
		} );
		expect( await stand.r2.objects() ).toEqual( new Map() );
	} );

	it.each( [ 'releases', 'plain' ] )(
		'tells that the bucket hides ETags, %s are not published then, and a rule of ours comes first',
		async ( layout ) => {
			await provider.allowOrigin( page(), ORIGIN, { signal } );
			const hiding = stand.cors.map( ( rule ) => ( {
				...rule,
				id: 'theirs',
				exposeHeaders: [],
			} ) );
			stand.cors = hiding;
			const hidden = {
				code: 'config_invalid',
				message: expect.stringMatching( /hides the header ETag/ ),
				details: { isOriginBlocked: true },
			};
			await expect( test( page() ) ).rejects.toMatchObject( hidden );
			const publish = async ( text: string ) =>
				publishTo(
					await provider.createTarget(
						'static_site',
						page( { layout } ),
						{ signal }
					),
					[ await createTestFile( 'index.html', text ) ]
				);
			await expect( publish( '1' ) ).rejects.toMatchObject( hidden );

			await provider.allowOrigin( page(), ORIGIN, { signal } );
			expect( stand.cors ).toHaveLength( 2 );
			await publish( '2' );
			expect( relayed ).toEqual( [] );
			// What was read from a bucket that hides ETags cannot be replaced either.
			stand.cors = hiding;
			await expect( publish( '3' ) ).rejects.toMatchObject( hidden );
		}
	);

	it( 'leaves no probe behind when reading it failed', async () => {
		stand.faults.on(
			{ method: 'GET' },
			{ kind: 'answer', status: 403, code: 'AccessDenied' }
		);
		await expect( test() ).rejects.toMatchObject( {
			details: { step: 'read' },
		} );
		expect( await stand.r2.objects() ).toEqual( new Map() );
	} );

	it( 'tells that nobody answers', async () => {
		const gone = await ObjectStorage.start();
		const { endpoint } = gone;
		await gone.stop();
		await expect(
			test( bucketRuntime( stand, { endpoint } ) )
		).rejects.toMatchObject( {
			code: 'network_failed',
			message: expect.stringMatching( /Check the endpoint/ ),
		} );
	} );

	it( 'tells that an answer does not come', async () => {
		stand.faults.on( {}, { kind: 'hang' }, 1, Infinity );
		const clock = new ImpatientClock( stand );
		await expect(
			provider.testConnection(
				{ ...bucketRuntime( stand ), clock },
				{ signal }
			)
		).rejects.toMatchObject( { code: 'network_failed' } );
	} );

	it( 'tells another region', async () => {
		stand.faults.on( {}, { kind: 'answer', status: 301, code: '' } );
		await expect( test() ).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringMatching( /Enter the region/ ),
		} );
	} );

	it( 'ends when it is cancelled', async () => {
		stand.faults.on( { method: 'GET' }, { kind: 'hang' } );
		const controller = new AbortController();
		const testing = provider.testConnection( bucketRuntime( stand ), {
			signal: controller.signal,
		} );
		const cancelled = expect( testing ).rejects.toThrow( 'cancelled' );
		await expect
			.poll( () => stand.log.count( { method: 'GET' } ), {
				timeout: 30_000,
			} )
			.toBe( 1 );
		controller.abort( new Error( 'cancelled' ) );
		await cancelled;
		expect( await stand.r2.objects() ).toEqual( new Map() );
	} );

	it( 'tells that the bucket does not allow this site, and works through WordPress', async () => {
		expect( await test( page() ) ).toMatchObject( {
			isOriginBlocked: true,
			warnings: [ expect.stringMatching( /Allow this site/ ) ],
		} );
		expect( relayed ).toHaveLength( 5 );
	} );

	it( 'says nothing of it once this site is allowed, and the rules of others stay', async () => {
		const theirs = {
			id: 'theirs',
			allowedOrigins: [ 'https://others.test' ],
			allowedMethods: [ 'GET' ],
			allowedHeaders: [],
			exposeHeaders: [],
		};
		stand.cors = [ theirs ];
		await provider.allowOrigin( page(), ORIGIN, { signal } );
		expect( relayed ).not.toEqual( [] );
		expect( stand.cors ).toEqual( [
			expect.objectContaining( { allowedOrigins: [ ORIGIN ] } ),
			theirs,
		] );
		expect( await test( page() ) ).toEqual( {} );
		expect( relayed ).toEqual( [] );

		stand.log.clear();
		await provider.allowOrigin( page(), ORIGIN, { signal } );
		expect( stand.log.writes ).toEqual( [] );
	} );

	it.each( [
		[ 'plain', [ 'blueprint_bundle' ], true ],
		[ 'plain', [ 'static_site' ], false ],
		// The Worker lets Playground in.
		[ 'releases', [ 'blueprint_bundle' ], false ],
	] as const )(
		'lets Playground read, too, where it fetches bundles from the bucket: %s, %j',
		async ( layout, types, isLetIn ) => {
			const theirs = {
				id: 'theirs',
				allowedOrigins: [ 'https://others.test' ],
				allowedMethods: [ 'GET' ],
				allowedHeaders: [],
				exposeHeaders: [],
			};
			stand.cors = [ theirs ];
			const runtime = () =>
				page( { layout, deployment_types: [ ...types ] } );
			await provider.allowOrigin( runtime(), ORIGIN, { signal } );
			expect( stand.cors ).toHaveLength( isLetIn ? 3 : 2 );
			expect( stand.cors.at( -1 ) ).toEqual( theirs );

			await stand.r2.fill( { 'bundle.zip': 'PK' } );
			const asPlayground = ( method: string ) =>
				fetch( `${ stand.endpoint }/${ stand.bucketName }/bundle.zip`, {
					method: 'OPTIONS',
					headers: {
						Origin: 'https://playground.wordpress.net',
						'Access-Control-Request-Method': method,
					},
				} );
			for ( const method of [ 'GET', 'HEAD' ] ) {
				expect( ( await asPlayground( method ) ).ok ).toBe( isLetIn );
			}
			expect( ( await asPlayground( 'PUT' ) ).ok ).toBe( false );

			stand.log.clear();
			await provider.allowOrigin( runtime(), ORIGIN, { signal } );
			expect( stand.log.writes ).toEqual( [] );
		}
	);

	it( 'adds what Playground lacks to what others have allowed', async () => {
		await provider.allowOrigin( page( { layout: 'plain' } ), ORIGIN, {
			signal,
		} );
		const [ ours ] = stand.cors;
		const bundles = page( {
			layout: 'plain',
			deployment_types: [ 'static_site', 'blueprint_bundle' ],
		} );
		expect( await test( bundles ) ).toEqual( {
			mayAllowOrigin: true,
			warnings: [ expect.stringMatching( /Playground/ ) ],
		} );
		await provider.allowOrigin( bundles, ORIGIN, { signal } );
		expect( await test( bundles ) ).toEqual( {} );
		expect( stand.cors ).toHaveLength( 2 );
		expect( stand.cors ).toContainEqual( ours );
		// A key that may not look at the rules says nothing of them.
		stand.cors = [ ours! ];
		stand.faults.on(
			{ method: 'GET', query: /cors/ },
			{ kind: 'answer', status: 403, code: 'AccessDenied' }
		);
		expect( await test( bundles ) ).toEqual( {} );
		stand.faults.clear();
		// Whoever lets everybody read lets Playground read.
		stand.cors = [
			ours!,
			{
				allowedOrigins: [ '*' ],
				allowedMethods: [ 'GET', 'HEAD' ],
				allowedHeaders: [ '*' ],
				exposeHeaders: [ '*' ],
			},
		];
		stand.log.clear();
		await provider.allowOrigin( bundles, ORIGIN, { signal } );
		expect( stand.log.writes ).toEqual( [] );
	} );

	it( 'tells that the right to change the CORS policy is missing', async () => {
		stand.faults.on(
			{ method: 'PUT', query: /cors/ },
			{ kind: 'answer', status: 403, code: 'AccessDenied' }
		);
		await expect(
			provider.allowOrigin( page(), ORIGIN, { signal } )
		).rejects.toMatchObject( {
			code: 'permission_denied',
			message: expect.stringMatching( /change the CORS policy/ ),
		} );
		expect( stand.cors ).toEqual( [] );
	} );

	it.each( [ false, true ] )(
		'is followed by a publish from the page, with the site allowed: %s',
		async ( isAllowed ) => {
			if ( isAllowed ) {
				await provider.allowOrigin( page(), ORIGIN, { signal } );
			}
			for ( const layout of [ 'releases', 'plain' ] ) {
				const runtime = page( { layout } );
				const open = () =>
					provider.createTarget( 'static_site', runtime, { signal } );
				const film = new Uint8Array( 9 * 1024 * 1024 ).fill( 1 );
				const files = [
					await createTestFile( 'index.html', 'front' ),
					await createTestFile( 'film.mp4', film, {
						contentType: 'video/mp4',
						cacheControl: 'max-age=60',
					} ),
				];
				await publishTo( await open(), files );
				// Removes and replaces as well.
				await publishTo( await open(), [
					await createTestFile( 'index.html', 'front 2' ),
				] );
				expect( relayed.length > 0 ).toBe( ! isAllowed );
			}
		}
	);
} );
