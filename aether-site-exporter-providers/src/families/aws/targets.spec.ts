import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	ManualClock,
	testDeploymentTarget,
} from '@aether/provider-sdk/testing';
import type { DeploymentTarget, PublishFile } from '@aether/provider-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ObjectStorage } from '../../../../tests/stands/object-storage';
import { readPublished } from '../../../../tests/stands/object-storage/read-published';
import { CloudflareR2Provider } from '../../providers/cloudflare-r2';
import { S3Provider } from '../../providers/s3';
import { openS3Store } from './s3/s3-store';
import { collectGarbage } from './releases/garbage';
import { ReleaseStore } from './releases/release-store';
import { ReleaseTarget } from './releases/release-target';

const TIMEOUT_MS = 120_000;
const DAY = 24 * 60 * 60 * 1000;
const { signal } = new AbortController();

let stand: ObjectStorage;
let clock = new ManualClock( Date.now() );
let runtime = fakeRuntime();

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );

const rootOf = ( layout: string ) => ( layout === 'plain' ? '' : 'sites/one/' );

const config = ( layout: string ) => ( {
	access_key_id: stand.accessKeyId,
	bucket_name: stand.bucketName,
	endpoint: stand.endpoint,
	region: 'auto',
	public_url: 'https://published.test/',
	prefix: rootOf( layout ),
	layout,
} );

async function reset( layout: string ): Promise< void > {
	await stand.clear();
	clock = new ManualClock( Date.now() );
	runtime = fakeRuntime( {
		fetch,
		clock,
		config: config( layout ),
		secrets: { secret_access_key: stand.secretAccessKey },
	} );
}

const answerWith = ( status: number | null ) => {
	stand.faults.clear();
	if ( status !== null ) {
		stand.faults.on(
			{},
			{
				kind: 'answer',
				status,
				code: status === 401 ? 'Unauthorized' : 'Failed',
			},
			1,
			Infinity
		);
	}
};

for ( const [ name, layout, provider ] of [
	[ 'A release tree in R2', 'releases', new CloudflareR2Provider() ],
	[ 'A plain bucket', 'plain', new S3Provider() ],
] as const ) {
	testDeploymentTarget( {
		name,
		reset: () => reset( layout ),
		createTarget: () =>
			provider.createTarget( 'static_site', runtime, { signal } ),
		readBackend: () => readPublished( stand.r2, rootOf( layout ), layout ),
		putForeign: ( path ) => stand.r2.fill( { [ path ]: 'theirs' } ),
		answerWith,
		secrets: {
			get values() {
				return [ stand.secretAccessKey ];
			},
			readLog: () => JSON.stringify( runtime.logger.entries ),
		},
		batchSize: 20,
		timeoutMs: TIMEOUT_MS,
	} );
}

const site = ( texts: Readonly< Record< string, string > > ) =>
	Promise.all(
		Object.entries( texts ).map( ( [ path, body ] ) =>
			createTestFile( path, body )
		)
	);

const openStore = () =>
	openS3Store( runtime, {
		endpoint: stand.endpoint,
		region: 'auto',
		bucket: stand.bucketName,
		accessKeyId: stand.accessKeyId,
		secretField: 'secret_access_key',
	} );

const openReleases = ( keepReleases = 5 ): ReleaseTarget =>
	new ReleaseTarget( {
		runtime,
		store: openStore(),
		root: '',
		baseUrl: 'https://published.test/',
		urlStyle: 'absolute',
		keepReleases,
	} );

async function publish(
	target: DeploymentTarget,
	files: readonly PublishFile[]
) {
	const manifest = await createTestManifest( files );
	const plan = await target.prepare( manifest, { signal } );
	for ( const { path } of plan.uploads ) {
		const file = manifest.files.get( path );
		await target.put( file!, { signal } );
	}
	return target.finalize( { signal } );
}

describe( 'a release tree', { timeout: TIMEOUT_MS }, () => {
	beforeEach( () => reset( 'releases' ) );

	it.each( [ 300, 3000 ] )(
		'writes three objects more than files changed, on a site of %i pages',
		async ( pages ) => {
			const texts = Object.fromEntries(
				Array.from( { length: pages }, ( _, index ) => [
					`page-${ index }/index.html`,
					// Few blobs: the size of the path table is what counts here.
					`page ${ index % 10 }`,
				] )
			);
			await publish( openReleases(), await site( texts ) );
			for ( let changed = 0; changed < 7; changed++ ) {
				texts[ `page-${ changed }/index.html` ] = `edited ${ changed }`;
			}
			const files = await site( texts );
			stand.log.clear();
			await publish( openReleases(), files );
			expect( stand.log.writes ).toHaveLength( 3 + 7 );
			stand.log.clear();
			await publish( openReleases(), files );
			expect( stand.log.writes ).toHaveLength( 0 );
		}
	);

	it( 'rolls back with exactly one write', async () => {
		const { releaseId } = await publish(
			openReleases(),
			await site( { 'index.html': '1' } )
		);
		await publish( openReleases(), await site( { 'index.html': '2' } ) );
		stand.log.clear();
		await openReleases().activateRelease( releaseId!, { signal } );
		expect( stand.log.writes ).toHaveLength( 1 );
		const visible = await readPublished( stand.r2, '', 'releases' );
		expect(
			Buffer.from( visible.get( 'index.html' )!.body ).toString()
		).toBe( '1' );
	} );

	it( 'leaves the pointer to whoever moved it in between', async () => {
		await publish( openReleases(), await site( { 'index.html': '1' } ) );
		const late = openReleases();
		const manifest = await createTestManifest( { 'index.html': 'late' } );
		await late.prepare( manifest, { signal } );
		await late.put( [ ...manifest.files.values() ][ 0 ]!, { signal } );
		await publish( openReleases(), await site( { 'index.html': '2' } ) );
		await expect( late.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
		} );
		const visible = await readPublished( stand.r2, '', 'releases' );
		expect(
			Buffer.from( visible.get( 'index.html' )!.body ).toString()
		).toBe( '2' );
	} );

	it( 'takes a switch whose answer was lost for what it was', async () => {
		const target = openReleases();
		const manifest = await createTestManifest( { 'index.html': '1' } );
		await target.prepare( manifest, { signal } );
		await target.put( [ ...manifest.files.values() ][ 0 ]!, { signal } );
		stand.faults.on(
			{ method: 'PUT', key: /current\.json$/ },
			{ kind: 'lose-answer' }
		);
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		await expect( target.finalize( { signal } ) ).resolves.toMatchObject( {
			url: 'https://published.test/',
		} );
		const visible = await readPublished( stand.r2, '', 'releases' );
		expect( [ ...visible.keys() ] ).toEqual( [ 'index.html' ] );
	} );

	it( 'sends only the table when nothing but a header changed', async () => {
		const file = ( cacheControl: string ) =>
			createTestFile( 'a.css', 'a {}', { cacheControl } );
		await publish( openReleases(), [ await file( 'no-cache' ) ] );
		stand.log.clear();
		await publish( openReleases(), [ await file( 'max-age=60' ) ] );
		expect( stand.log.count( { key: /blobs/ } ) ).toBe( 0 );
		expect( stand.log.writes ).toHaveLength( 3 );
	} );

	it( 'removes old releases and their blobs after the grace period, and can be killed at every step of it', async () => {
		for ( const text of [ '1', '2', '3', '4' ] ) {
			await publish(
				openReleases( 1 ),
				await site( { 'index.html': text, 'same.html': 'same' } )
			);
		}
		const count = async () => ( await stand.r2.objects() ).size;
		const before = await count();
		const store = openStore();
		const releases = new ReleaseStore( store, '' );
		const collect = () =>
			collectGarbage( store, releases, {
				keep: 1,
				clock,
				signal,
				// What was written before this test's clock moved is old.
				gracePeriodMs: -DAY,
			} );
		for ( let step = 1; ; step++ ) {
			stand.faults.on( {}, { kind: 'lose-answer' }, step, Infinity );
			const failed = await collect().then(
				() => false,
				() => true
			);
			stand.faults.clear();
			// Reading a kept release through the whole chain throws where anything is missing.
			const kept = await openReleases().listReleases( { signal } );
			for ( const { id } of kept ) {
				await openReleases().activateRelease( id, { signal } );
				await readPublished( stand.r2, '', 'releases' );
			}
			await openReleases().activateRelease( kept[ 0 ]!.id, { signal } );
			if ( ! failed ) {
				break;
			}
		}
		await collect();
		expect( await count() ).toBeLessThan( before );
	} );
} );
