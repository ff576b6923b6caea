import { fakeRuntime, ManualClock } from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ObjectStorage } from '../../../../../tests/stands/object-storage';
import { standTime } from '../../../../../tests/stands/object-storage/stand-time';
import type { ObjectStore } from './object-store';
import { openS3Store, type S3Place } from './s3-store';

const MEBIBYTE = 1024 * 1024;
const headers = { contentType: 'text/plain' };
const { signal } = new AbortController();

let stand: ObjectStorage;
let clock: ManualClock;
let store: ObjectStore;

const place = (): S3Place => ( {
	endpoint: stand.endpoint,
	region: 'auto',
	bucket: stand.bucketName,
	accessKeyId: stand.accessKeyId,
	secretField: 'secret',
} );

const open = (
	other: Partial< S3Place > = {},
	secret = stand.secretAccessKey
): ObjectStore =>
	openS3Store( fakeRuntime( { fetch, clock, secrets: { secret } } ), {
		...place(),
		...other,
	} );

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	clock = new ManualClock( Date.now() );
	store = open();
} );

/**
 * A store that says something else in its listings.
 *
 * @param change
 */
const listingAs = ( change: ( xml: string ) => string ): ObjectStore =>
	openS3Store(
		fakeRuntime( {
			fetch: async ( input, init ) => {
				const response = await fetch( input, init );
				return new Response(
					change( await response.text() ),
					response
				);
			},
			clock,
			secrets: { secret: stand.secretAccessKey },
		} ),
		place()
	);

const put = ( key: string, body: string | Blob = key ) =>
	store.put( key, body instanceof Blob ? body : new Blob( [ body ] ), {
		headers,
		signal,
	} );
const read = async ( key: string ): Promise< string | null > => {
	const found = await store.get( key, { signal, largest: 40 * MEBIBYTE } );
	return found && new TextDecoder().decode( found.body );
};

describe( 'the S3 store', { timeout: 60_000 }, () => {
	it( 'writes and reads bytes with headers, signed with the derived key', async () => {
		await store.put( 'a/page', new Blob( [ 'Grüße' ] ), {
			headers: {
				contentType: 'text/html; charset=UTF-8',
				cacheControl: 'no-cache',
			},
			signal,
		} );
		expect( await read( 'a/page' ) ).toBe( 'Grüße' );
		expect( ( await stand.r2.objects() ).get( 'a/page' ) ).toMatchObject( {
			contentType: 'text/html; charset=UTF-8',
			cacheControl: 'no-cache',
		} );
	} );

	it.each( [
		[
			'is cut short without a way on',
			'<IsTruncated>false<',
			'<IsTruncated>true<',
			'cuts its listing short',
		],
		[
			'does not say when an object was written',
			/<LastModified>[^<]*<\/LastModified>/,
			'',
			'without the time',
		],
	] )( 'takes no listing for whole that %s', async ( _, from, to, words ) => {
		await put( 'a' );
		const changed = listingAs( ( xml ) => {
			expect( xml ).toMatch( from );
			return xml.replace( from, to );
		} );
		const listAll = async () => {
			for await ( const { key } of changed.list( '', { signal } ) ) {
				expect( key ).toBe( 'a' );
			}
		};
		await expect( listAll() ).rejects.toMatchObject( {
			code: 'remote_failed',
			message: expect.stringContaining( words ),
		} );
	} );

	it.each( [
		'with space',
		'ü/日本/😀',
		'100%',
		'a%20b',
		'a+b&c=d',
		'what?',
		"it's(1)!*",
		'a#b',
		'~tilde',
	] )( 'takes the key %s', async ( key ) => {
		await put( key );
		expect( await read( key ) ).toBe( key );
		const keys: string[] = [];
		for await ( const object of store.list( '', { signal } ) ) {
			keys.push( object.key );
		}
		expect( keys ).toEqual( [ key ] );
		await store.remove( [ key ], { signal } );
		expect( await read( key ) ).toBeNull();
	} );

	it( 'writes only where nothing is, or instead of exactly what was read', async () => {
		const only = 'absent';
		const { etag } = await store.put( 'k', new Blob( [ '1' ] ), {
			headers,
			signal,
			only,
		} );
		standTime.pass( 1000 );
		await expect(
			store.put( 'k', new Blob( [ '2' ] ), { headers, signal, only } )
		).rejects.toMatchObject( { code: 'conflict' } );
		await store.put( 'k', new Blob( [ '3' ] ), {
			headers,
			signal,
			only: { etag },
		} );
		standTime.pass( 1000 );
		await expect(
			store.put( 'k', new Blob( [ '4' ] ), {
				headers,
				signal,
				only: { etag },
			} )
		).rejects.toMatchObject( { code: 'conflict' } );
		expect( await read( 'k' ) ).toBe( '3' );
	} );

	it( 'lists and removes one object more than fits into a request', async () => {
		await stand.r2.fill(
			Object.fromEntries(
				Array.from( { length: 1001 }, ( _, index ) => [
					`many/${ index }`,
					'',
				] )
			)
		);
		await put( 'other' );
		const keys: string[] = [];
		for await ( const { key } of store.list( 'many/', { signal } ) ) {
			keys.push( key );
		}
		expect( keys ).toHaveLength( 1001 );
		await store.remove( keys, { signal } );
		expect( [ ...( await stand.r2.objects() ).keys() ] ).toEqual( [
			'other',
		] );
	} );

	it( 'sends a large body in parts, one of them again after a 503', async () => {
		const body = new Blob( [ new Uint8Array( 20 * MEBIBYTE ).fill( 7 ) ] );
		stand.faults.on(
			{ method: 'PUT', query: /partNumber=2/ },
			{ kind: 'answer', status: 503, code: 'SlowDown' }
		);
		const done = put( 'large', body );
		const tick = setInterval( () => clock.advance( 1000 ), 20 );
		await done.finally( () => clearInterval( tick ) );
		expect( ( await read( 'large' ) )?.length ).toBe( 20 * MEBIBYTE );
		expect( stand.log.count( { query: /partNumber=/ } ) ).toBe( 4 + 1 );
	} );

	it( 'refuses a large body that is another one than was planned', async () => {
		const digest = async ( body: Blob ) =>
			store.sha256( new Uint8Array( await body.arrayBuffer() ) );
		const planned = new Blob( [
			new Uint8Array( 20 * MEBIBYTE ).fill( 1 ),
		] );
		const changed = new Blob( [
			planned.slice( 0, 12 * MEBIBYTE ),
			new Uint8Array( 8 * MEBIBYTE ),
		] );
		const sha256 = await digest( planned );
		const options = { headers, signal, sha256 };
		await expect(
			store.put( 'large', changed, options )
		).rejects.toMatchObject( { code: 'integrity_failed' } );
		expect( await read( 'large' ) ).toBeNull();
		expect(
			stand.log.count( { method: 'DELETE', query: /uploadId/ } )
		).toBe( 1 );
		await store.put( 'large', planned, options );
		const stored = ( await stand.r2.objects() ).get( 'large' );
		expect( await store.sha256( stored!.body ) ).toBe( sha256 );
	} );

	it( 'gives a large body up when it is cancelled', async () => {
		const controller = new AbortController();
		const body = new Blob( [ new Uint8Array( 20 * MEBIBYTE ) ] );
		stand.faults.on(
			{ method: 'PUT', query: /partNumber=4/ },
			{ kind: 'hang' }
		);
		await expect(
			store.put( 'large', body, {
				headers,
				signal: controller.signal,
				onProgress: ( loaded ) =>
					loaded >= 15 * MEBIBYTE &&
					controller.abort( new Error( 'cancelled' ) ),
			} )
		).rejects.toThrow( 'cancelled' );
		expect( await read( 'large' ) ).toBeNull();
		expect(
			stand.log.count( { method: 'DELETE', query: /uploadId/ } )
		).toBe( 1 );
	} );

	it.each( [
		[ 403, 'AccessDenied', 'permission_denied' ],
		[ 403, 'RequestTimeTooSkewed', 'auth_failed' ],
		[ 404, 'NoSuchBucket', 'not_found' ],
		[ 409, 'ConditionalRequestConflict', 'remote_failed' ],
		[ 412, 'PreconditionFailed', 'conflict' ],
		[ 429, 'TooManyRequests', 'rate_limited' ],
		[ 500, 'InternalError', 'remote_failed' ],
		[ 503, 'SlowDown', 'rate_limited' ],
	] )( 'understands %i %s as %s', async ( status, code, expected ) => {
		stand.faults.on(
			{},
			{
				kind: 'answer',
				status,
				code,
				headers: { 'Retry-After': '7' },
			},
			1,
			Infinity
		);
		const error = { code: expected, status, retryAfterMs: 7000 };
		await expect( put( 'k' ) ).rejects.toMatchObject( error );
		await expect( read( 'k' ) ).rejects.toMatchObject( error );
		await expect(
			store.remove( [ 'k' ], { signal } )
		).rejects.toMatchObject( error );
	} );

	it( 'calls a cut connection and a silent one a failure of the network', async () => {
		stand.faults.on( {}, { kind: 'cut' } );
		await expect( put( 'k' ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		stand.faults.on( {}, { kind: 'hang' } );
		const hanging = put( 'k' );
		const outcome = expect( hanging ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		const tick = setInterval( () => clock.advance( 60_000 ), 20 );
		await outcome.finally( () => clearInterval( tick ) );
	} );

	it( 'tells a wrong key, a wrong secret and a wrong bucket apart', async () => {
		const blob = new Blob( [ '' ] );
		const options = { headers, signal };
		await expect(
			open( { accessKeyId: '0'.repeat( 32 ) } ).put( 'k', blob, options )
		).rejects.toMatchObject( { code: 'auth_failed' } );
		await expect(
			open( {}, 'wrong' ).put( 'k', blob, options )
		).rejects.toMatchObject( {
			code: 'auth_failed',
			details: { storeCode: 'SignatureDoesNotMatch' },
		} );
		await expect(
			open( { bucket: 'no-such-bucket' } ).put( 'k', blob, options )
		).rejects.toMatchObject( { code: 'not_found' } );
	} );

	it( 'is told of a clock that is wrong', async () => {
		clock = new ManualClock( Date.now() - 20 * 60_000 );
		await expect(
			open().put( 'k', new Blob( [ '' ] ), { headers, signal } )
		).rejects.toMatchObject( {
			code: 'auth_failed',
			details: { storeCode: 'RequestTimeTooSkewed' },
		} );
	} );
} );
