import type { ProviderRuntime } from '@aether/provider-sdk';
import { retry } from '@aether/publish-engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CloudflareR2Provider } from '../../../aether-site-exporter-providers/src/providers/cloudflare-r2';
import { type Misbehaviour, ObjectStorage } from '.';
import { ImpatientClock } from './impatient-clock';
import { bucketRuntime, publishTo, siteOf } from './open-bucket';
import { readPublished } from './read-published';

const TIMEOUT_MS = 120_000;
const { signal } = new AbortController();
const provider = new CloudflareR2Provider();

let stand: ObjectStorage;
let runtime: ProviderRuntime;
let clock: ImpatientClock;

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	clock = new ImpatientClock( stand );
	runtime = { ...bucketRuntime( stand ), clock };
} );

const answer = (
	status: number,
	code: string,
	more: Readonly< Record< string, string > > = {}
): Misbehaviour => ( { kind: 'answer', status, code, headers: more } );

/** How a publish that ends early may have ended. */
const ENDINGS: readonly ( readonly [ name: string, fault: Misbehaviour ] )[] = [
	[ 'is refused', answer( 403, 'AccessDenied' ) ],
	[ 'finds no bucket', answer( 404, 'NoSuchBucket' ) ],
	[ 'meets another write', answer( 409, 'ConditionalRequestConflict' ) ],
	[ 'is overtaken', answer( 412, 'PreconditionFailed' ) ],
	[
		'comes too soon',
		answer( 429, 'TooManyRequests', { 'Retry-After': '7' } ),
	],
	[ 'fails', answer( 500, 'InternalError' ) ],
	[ 'is too much', answer( 503, 'SlowDown' ) ],
	[ 'gets no answer', { kind: 'hang' } ],
	[ 'loses its connection', { kind: 'cut' } ],
	[ 'loses only its answer', { kind: 'lose-answer' } ],
];

describe.each( [ 'releases', 'plain' ] as const )(
	'a publish, %s,',
	( layout ) => {
		const open = () =>
			provider.createTarget(
				'static_site',
				{ ...runtime, config: { ...runtime.config, layout } },
				{ signal }
			);
		const visible = async (): Promise< Record< string, string > > =>
			Object.fromEntries(
				[ ...( await readPublished( stand.r2, '', layout ) ) ].map(
					( [ path, { body } ] ) => [
						path,
						Buffer.from( body ).toString(),
					]
				)
			);
		const OLD = { 'a.css': 'old', 'index.html': 'old', 'gone.html': 'old' };
		const NEW = { 'a.css': 'new', 'index.html': 'new', 'more.html': 'new' };

		it.each( ENDINGS )(
			'whose nth request %s, for every n, leaves the old site or the new one, and the next one completes',
			async ( _, fault ) => {
				let failures = 0;
				for ( let nth = 1; ; nth++ ) {
					await stand.clear();
					await publishTo( await open(), await siteOf( OLD ) );
					stand.faults.on( {}, fault, nth, Infinity );
					const hasFailed = await publishTo(
						await open(),
						await siteOf( NEW )
					).then(
						() => false,
						() => true
					);
					stand.faults.clear();
					await stand.settle();
					stand.log.clear();
					if ( layout === 'releases' ) {
						expect( [ OLD, NEW ] ).toContainEqual(
							await visible()
						);
					}
					await publishTo( await open(), await siteOf( NEW ) );
					expect( await visible() ).toEqual( NEW );
					if ( ! hasFailed ) {
						break;
					}
					failures++;
				}
				expect( failures ).toBeGreaterThan( 5 );
			},
			TIMEOUT_MS
		);

		const patient = < T >( task: () => Promise< T > ): Promise< T > =>
			retry(
				task,
				{ attempts: 4, firstDelayMs: 1, longestDelayMs: 60_000 },
				{ clock, random: Math.random, signal }
			);

		it( 'whose nth request comes too soon, for every n, waits for as long as the store asks', async () => {
			for ( let nth = 1; ; nth++ ) {
				await stand.clear();
				await publishTo( await open(), await siteOf( OLD ) );
				stand.log.clear();
				clock.delays.length = 0;
				stand.faults.on(
					{},
					answer( 429, 'TooManyRequests', { 'Retry-After': '7' } ),
					nth
				);
				await publishTo(
					await open(),
					await siteOf( NEW ),
					{},
					patient
				);
				expect( await visible() ).toEqual( NEW );
				if ( stand.log.requests.length < nth ) {
					expect( nth ).toBeGreaterThan( 5 );
					break;
				}
				expect( clock.delays ).toContain( 7_000 );
			}
		} );

		it( 'every request of which reaches the store twice is whole, and the next one finds it so', async () => {
			await publishTo( await open(), await siteOf( OLD ) );
			stand.faults.on( {}, { kind: 'duplicate' }, 1, Infinity );
			await publishTo( await open(), await siteOf( NEW ), {}, patient );
			stand.faults.clear();
			expect( await visible() ).toEqual( NEW );
			stand.log.clear();
			await publishTo( await open(), await siteOf( NEW ) );
			expect( stand.log.writes ).toEqual( [] );
		} );
	}
);
