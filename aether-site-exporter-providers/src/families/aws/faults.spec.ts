import type { ProviderRuntime } from '@aether/provider-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	type Misbehaviour,
	ObjectStorage,
	type RequestPattern,
} from '../../../../tests/stands/object-storage';
import { ImpatientClock } from '../../../../tests/stands/object-storage/impatient-clock';
import { bucketRuntime } from '../../../../tests/stands/object-storage/open-bucket';
import { CloudflareR2Provider } from '../../providers/cloudflare-r2';
import { PART_ATTEMPTS } from './s3/limits';
import type { ObjectStore } from './s3/object-store';
import { openS3Store } from './s3/s3-store';

const MEBIBYTE = 1024 * 1024;
const TIMEOUT_MS = 120_000;
const headers = { contentType: 'text/plain' };
const { signal } = new AbortController();
const provider = new CloudflareR2Provider();

let stand: ObjectStorage;
let runtime: ProviderRuntime;
let clock: ImpatientClock;
let store: ObjectStore;

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	clock = new ImpatientClock( stand );
	runtime = { ...bucketRuntime( stand ), clock };
	store = openS3Store( runtime, provider.getPlace( runtime ) );
} );

const LARGE = new Blob( [ new Uint8Array( 17 * MEBIBYTE ) ] );
/** The requests for each of its parts. */
const PARTS: readonly RequestPattern[] = [ 1, 2, 3, 4 ].map( ( part ) => ( {
	query: new RegExp( `partNumber=${ part }(?:&|$)` ),
} ) );
const SMALL = new Blob( [ 'k' ] );

const answer = (
	status: number,
	code: string,
	more: Readonly< Record< string, string > > = {}
): Misbehaviour => ( { kind: 'answer', status, code, headers: more } );

/** What a store may do to any request, and what becomes of it. */
const FAULTS: readonly ( readonly [
	name: string,
	fault: Misbehaviour,
	expected: Readonly< Record< string, unknown > >,
	isRetryable: boolean,
] )[] = [
	[
		'403',
		answer( 403, 'AccessDenied' ),
		{ code: 'permission_denied' },
		false,
	],
	[ '404', answer( 404, 'NoSuchBucket' ), { code: 'not_found' }, false ],
	[
		'409',
		answer( 409, 'ConditionalRequestConflict' ),
		{ code: 'remote_failed' },
		true,
	],
	[ '412', answer( 412, 'PreconditionFailed' ), { code: 'conflict' }, false ],
	[
		'429',
		answer( 429, 'TooManyRequests', { 'Retry-After': '7' } ),
		{ code: 'rate_limited', retryAfterMs: 7_000 },
		true,
	],
	[ '500', answer( 500, 'InternalError' ), { code: 'remote_failed' }, true ],
	[ '503', answer( 503, 'SlowDown' ), { code: 'rate_limited' }, true ],
	[ 'a cut connection', { kind: 'cut' }, { code: 'network_failed' }, true ],
	[ 'silence', { kind: 'hang' }, { code: 'network_failed' }, true ],
];

/** Every kind of request that a publish makes. None of them is a HEAD. */
const REQUESTS: readonly ( readonly [
	name: string,
	pattern: RequestPattern,
	send: () => Promise< unknown >,
] )[] = [
	[
		'put',
		{ method: 'PUT' },
		() => store.put( 'k', SMALL, { headers, signal } ),
	],
	[
		'conditional put',
		{ method: 'PUT' },
		() => store.put( 'k', SMALL, { headers, signal, only: 'absent' } ),
	],
	[
		'get',
		{ method: 'GET' },
		() => store.get( 'k', { signal, largest: 1024 } ),
	],
	[
		'list',
		{ method: 'GET', query: /list-type/ },
		async () => {
			for await ( const object of store.list( '', { signal } ) ) {
				expect( object ).toBeUndefined();
			}
		},
	],
	[
		'delete',
		{ method: 'POST', query: /delete/ },
		() => store.remove( [ 'k' ], { signal } ),
	],
	[
		'beginning of an upload in parts',
		{ method: 'POST', query: /uploads/ },
		() => store.put( 'k', LARGE, { headers, signal } ),
	],
	[
		'part of an upload',
		{ method: 'PUT', query: /partNumber=/ },
		() => store.put( 'k', LARGE, { headers, signal } ),
	],
	[
		'end of an upload in parts',
		{ method: 'POST', query: /uploadId/ },
		() => {
			stand.faults.on(
				{ method: 'PUT', query: /partNumber=/ },
				answer( 200, '', { ETag: '"part"' } ),
				1,
				Infinity
			);
			return store.put( 'k', LARGE, { headers, signal } );
		},
	],
];

describe(
	'a request that the store answers with a fault',
	{ timeout: TIMEOUT_MS },
	() => {
		describe.each( REQUESTS )( '%s', ( name, pattern, send ) => {
			it.each( FAULTS )(
				'%s',
				async ( _, fault, expected, isRetryable ) => {
					stand.faults.on( pattern, fault, 1, Infinity );
					const isPart = name === 'part of an upload';
					await expect( send() ).rejects.toMatchObject( expected );
					// The engine tries again what can be; only parts are tried here, whichever of them fails first.
					const tried = Math.max(
						...( isPart ? PARTS : [ pattern ] ).map( ( request ) =>
							stand.log.count( request )
						)
					);
					expect( tried ).toBeLessThanOrEqual(
						isPart && isRetryable ? PART_ATTEMPTS : 1
					);
					expect( tried ).toBeGreaterThan( 0 );
					expect( await stand.r2.objects() ).toEqual( new Map() );
				}
			);
		} );

		it.each( FAULTS )(
			'end of a cancelled upload: %s',
			async ( _, fault ) => {
				stand.faults.on( { method: 'DELETE' }, fault, 1, Infinity );
				stand.faults.on(
					{ method: 'PUT', query: /partNumber=2/ },
					answer( 403, 'AccessDenied' )
				);
				// What led to the end is reported, whatever becomes of the end.
				await expect(
					store.put( 'k', LARGE, { headers, signal } )
				).rejects.toMatchObject( { code: 'permission_denied' } );
				expect( await stand.r2.objects() ).toEqual( new Map() );
			}
		);

		it( 'end of an upload in parts: an error that calls itself a success', async () => {
			stand.faults.on(
				{ method: 'PUT', query: /partNumber=/ },
				answer( 200, '', { ETag: '"part"' } ),
				1,
				Infinity
			);
			stand.faults.on(
				{ method: 'POST', query: /uploadId/ },
				answer( 200, 'InternalError' )
			);
			await expect(
				store.put( 'k', LARGE, { headers, signal } )
			).rejects.toMatchObject( { code: 'remote_failed' } );
		} );
	}
);
