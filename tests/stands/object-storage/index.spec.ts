import { fakeRuntime, ManualClock } from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CloudflareR2Provider } from '../../../aether-site-exporter-providers/src/providers/cloudflare-r2';
import { openS3Store } from '../../../aether-site-exporter-providers/src/families/aws/s3/s3-store';
import { type CorsRule, ObjectStorage } from '.';
import { bucketRuntime } from './open-bucket';
import { pageFetch } from './page-fetch';

const ORIGIN = 'https://wordpress.test';
const { signal } = new AbortController();
const headers = { contentType: 'text/plain' };

let now = 0;
let stand: ObjectStorage;

beforeAll( async () => {
	stand = await ObjectStorage.start( {
		limitsWrites: true,
		now: () => now,
	} );
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	stand.cors = [];
} );

const open = ( runtime = bucketRuntime( stand ) ) =>
	openS3Store( runtime, new CloudflareR2Provider().getPlace( runtime ) );

const put = ( key: string, store = open() ) =>
	store.put( key, new Blob( [ 'k' ] ), { headers, signal } );

const rule = ( overrides: Partial< CorsRule > = {} ): CorsRule => ( {
	allowedOrigins: [ ORIGIN ],
	allowedMethods: [ 'GET', 'PUT' ],
	allowedHeaders: [
		'authorization',
		'content-md5',
		'content-type',
		'x-amz-content-sha256',
		'x-amz-date',
	],
	exposeHeaders: [ 'ETag' ],
	...overrides,
} );

describe( 'the stand for object storage', { timeout: 60_000 }, () => {
	it( 'takes one write a second for one key', async () => {
		now = 1_000;
		await put( 'a' );
		await put( 'b' );
		now = 1_999;
		await expect( put( 'a' ) ).rejects.toMatchObject( {
			code: 'rate_limited',
			status: 429,
			retryAfterMs: 1_000,
		} );
		now = 2_000;
		await put( 'a' );
		expect(
			await open().get( 'a', { signal, largest: 9 } )
		).not.toBeNull();
	} );

	it.each( [
		[ 'no rule at all', [] ],
		[
			'another origin',
			[ rule( { allowedOrigins: [ 'https://a.test' ] } ) ],
		],
		[ 'another method', [ rule( { allowedMethods: [ 'GET' ] } ) ] ],
		[
			'no such header',
			[ rule( { allowedHeaders: [ 'authorization' ] } ) ],
		],
	] )( 'lets no page write with %s', async ( _, cors ) => {
		stand.cors = cors;
		const runtime = bucketRuntime(
			stand,
			{},
			{ fetch: pageFetch( ORIGIN ) }
		);
		await expect( put( 'page', open( runtime ) ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		expect( await stand.r2.objects() ).toEqual( new Map() );
	} );

	it( 'lets a page write and read that its policy allows', async () => {
		stand.cors = [ rule() ];
		const store = open(
			bucketRuntime( stand, {}, { fetch: pageFetch( ORIGIN ) } )
		);
		const { etag } = await put( 'page', store );
		expect( etag ).toMatch( /^"[0-9a-f]{32}"$/ );
		expect(
			await store.get( 'page', { signal, largest: 9 } )
		).toMatchObject( {
			etag,
		} );
	} );

	it( 'hides what its policy does not expose', async () => {
		stand.cors = [ rule( { exposeHeaders: [] } ) ];
		const store = open(
			bucketRuntime( stand, {}, { fetch: pageFetch( ORIGIN ) } )
		);
		await expect( put( 'page', store ) ).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringMatching( /hides the header ETag/ ),
		} );
		await expect(
			store.get( 'page', { signal, largest: 9 } )
		).rejects.toMatchObject( { code: 'config_invalid' } );
	} );

	it( 'changes its policy only for who has the key', async () => {
		const stranger = bucketRuntime( stand, {}, { secret: 'wrong' } );
		await expect(
			open( stranger ).cors.allow(
				[ { origin: ORIGIN, may: 'publish' } ],
				{ signal }
			)
		).rejects.toMatchObject( { code: 'auth_failed' } );
		expect( stand.cors ).toEqual( [] );
		await open().cors.allow( [ { origin: ORIGIN, may: 'publish' } ], {
			signal,
		} );
		expect( stand.cors ).toHaveLength( 1 );
	} );

	it( 'takes no object without Content-MD5', async () => {
		const strip: typeof fetch = ( input, init ) => {
			const kept = new Headers( init?.headers );
			kept.delete( 'content-md5' );
			return fetch( input, { ...init, headers: kept } );
		};
		const runtime = bucketRuntime( stand, {}, { fetch: strip } );
		await expect( put( 'k', open( runtime ) ) ).rejects.toMatchObject( {
			code: 'remote_rejected',
			details: { storeCode: 'InvalidRequest' },
		} );
		expect( await stand.r2.objects() ).toEqual( new Map() );
	} );

	it( 'refuses a body that is another one than its digest says', async () => {
		await expect(
			open().put( 'k', new Blob( [ 'other bytes' ] ), {
				headers,
				signal,
				sha256: '0'.repeat( 64 ),
			} )
		).rejects.toMatchObject( { code: 'integrity_failed' } );
		expect( await stand.r2.objects() ).toEqual( new Map() );
	} );
} );

describe( 'a store', { timeout: 60_000 }, () => {
	it( 'asks for one signing key a day, however many requests it signs', async () => {
		const dates: string[] = [];
		const clock = new ManualClock( Date.now() );
		const real = bucketRuntime( stand, {}, { clock } );
		const runtime = {
			...fakeRuntime(),
			...real,
			signingKey: (
				...[ scope, options ]: Parameters< typeof real.signingKey >
			) => {
				dates.push( scope.date );
				return real.signingKey( scope, options );
			},
		};
		const store = open( runtime );
		await Promise.all(
			[ 'a', 'b', 'c' ].map( ( key ) => put( key, store ) )
		);
		await store.get( 'a', { signal, largest: 9 } );
		expect( dates ).toHaveLength( 1 );
		await clock.advance( 24 * 60 * 60 * 1000 );
		// The stand's clock has not moved; the key was asked for nevertheless.
		await expect( put( 'd', store ) ).rejects.toMatchObject( {
			details: { storeCode: 'RequestTimeTooSkewed' },
		} );
		expect( dates ).toHaveLength( 2 );
	} );
} );
