import { AetherError, type PublishFile } from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	ManualClock,
} from '@aether/provider-sdk/testing';
import { fc } from '../../support/properties';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shardOf as shardOfPublisher } from '../../../aether-site-exporter-providers/src/families/aws/releases/format';
import { CloudflareR2Provider } from '../../../aether-site-exporter-providers/src/providers/cloudflare-r2';
import { shardOf as shardOfWorker } from '../../../packages/edge-worker/src/format';
import { ObjectStorage } from '../object-storage';
import { standTime } from '../object-storage/stand-time';
import { bundleEdgeWorker } from './bundle-worker';

const TIMEOUT_MS = 120_000;
const PAGES = 12;
/** Of a publish: a listing, pointer, release and table are read; all pages, table, release and pointer are written. */
const REQUESTS = PAGES + 7;
const PUBLISHES = 20;
const { signal } = new AbortController();
const provider = new CloudflareR2Provider();

let stand: ObjectStorage;

beforeAll( async () => {
	stand = await ObjectStorage.start();
	await stand.r2.run( [
		{
			name: 'site',
			modules: [
				{ name: 'worker.mjs', contents: await bundleEdgeWorker() },
			],
			variables: { PREFIX: 'blog/', POINTER_TTL_MS: '0' },
			bucketBindings: [ 'SITE' ],
		},
	] );
}, TIMEOUT_MS );
afterAll( () => stand.stop() );

const visit = ( path: string ) =>
	stand.r2.fetch( 'site', `https://site.test${ path }` );

/**
 * One publish, as the engine does it, that ends when its signal says so.
 *
 * @param files
 * @param until
 */
async function publish(
	files: readonly PublishFile[],
	until: AbortSignal = signal
): Promise< void > {
	// Nobody publishes twice a second, and a bucket takes one pointer in that time.
	standTime.pass( 1000 );
	const runtime = fakeRuntime( {
		fetch,
		clock: new ManualClock( Date.now() ),
		config: {
			access_key_id: stand.accessKeyId,
			bucket_name: stand.bucketName,
			endpoint: stand.endpoint,
			region: 'auto',
			prefix: 'blog',
			public_url: 'https://site.test/',
		},
		secrets: { secret_access_key: stand.secretAccessKey },
	} );
	const target = await provider.createTarget( 'static_site', runtime, {
		signal: until,
	} );
	try {
		const manifest = await createTestManifest( files );
		const plan = await target.prepare( manifest, { signal: until } );
		await Promise.all(
			plan.uploads.map( async ( { path } ) => {
				const file = manifest.files.get( path );
				if ( file ) {
					await target.put( file, { signal: until } );
				}
			} )
		);
		await target.finalize( { signal: until } );
	} catch ( error ) {
		await target.discard( error );
		throw error;
	}
}

describe( 'publisher and Worker', { timeout: TIMEOUT_MS }, () => {
	it( 'look for every path in the same shard', () => {
		fc.assert(
			fc.property( fc.string( { unit: 'grapheme' } ), ( path ) => {
				expect( shardOfPublisher( path ) ).toBe(
					shardOfWorker( path )
				);
			} )
		);
	} );

	it( 'serve what was published, and nothing that left the site', async () => {
		await publish( [
			await createTestFile( 'index.html', 'front' ),
			await createTestFile( 'über/index.html', 'Grüße' ),
			await createTestFile( 'gone/index.html', 'gone' ),
		] );
		expect( await ( await visit( '/%C3%BCber/' ) ).text() ).toBe( 'Grüße' );
		await publish( [ await createTestFile( 'index.html', 'front 2' ) ] );
		expect( await ( await visit( '/' ) ).text() ).toBe( 'front 2' );
		expect( ( await visit( '/gone/' ) ).status ).toBe( 404 );
	} );

	it( `show a visitor one whole release or another through ${ PUBLISHES } publishes of which half are killed`, async () => {
		const siteOf = ( round: number ) =>
			Promise.all(
				Array.from( { length: PAGES }, ( _, page ) =>
					createTestFile(
						`${ page }/index.html`,
						`page ${ page } of round ${ round }`
					)
				)
			);
		await publish( await siteOf( 0 ) );
		const releaseOfRound = new Map< string, Set< string > >();
		let visits = 0;
		let isOver = false;
		const visitor = ( async () => {
			for ( let page = 0; ! isOver; page = ( page + 1 ) % PAGES ) {
				const answer = await visit( `/${ page }/` );
				const text = await answer.text();
				expect( answer.status ).toBe( 200 );
				const [ , round = '' ] =
					new RegExp( `^page ${ page } of round (\\d+)$` ).exec(
						text
					) ?? [];
				const release = answer.headers.get( 'x-aether-release' ) ?? '';
				const rounds = releaseOfRound.get( release ) ?? new Set();
				releaseOfRound.set( release, rounds.add( round ) );
				visits++;
			}
		} )();
		let unfinished = 0;
		for ( let round = 1; round <= PUBLISHES; round++ ) {
			const killer = new AbortController();
			if ( round % 2 === 0 ) {
				// Another step of the publish in each round: reading, blobs, table, release, pointer.
				const step = Math.min( round, REQUESTS );
				stand.faults.on( {}, { kind: 'hang' }, step, Infinity );
			}
			const running = publish( await siteOf( round ), killer.signal );
			if ( round % 2 === 0 ) {
				await untilHanging( running );
				killer.abort( new AetherError( 'network_failed', 'killed' ) );
			}
			await running.catch( () => unfinished++ );
			stand.faults.clear();
			stand.log.clear();
		}
		isOver = true;
		await visitor;
		expect( unfinished ).toBe( PUBLISHES / 2 );
		expect( visits ).toBeGreaterThan( PUBLISHES );
		for ( const rounds of releaseOfRound.values() ) {
			expect( rounds.size ).toBe( 1 );
		}
	} );
} );

/**
 * Until the stand has a request that it never answers, or the publish is over without one.
 *
 * @param publishing
 */
async function untilHanging( publishing: Promise< void > ): Promise< void > {
	let isOver = false;
	const end = () => {
		isOver = true;
	};
	publishing.then( end, end );
	while (
		! isOver &&
		! stand.log.requests.some( ( { status } ) => status === 0 )
	) {
		await new Promise( ( resolve ) => setImmediate( resolve ) );
	}
}
