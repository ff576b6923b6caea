import type { Clock, PublishFile } from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	type FakeRuntime,
	ManualClock,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	Gate,
	ObjectStorage,
} from '../../../../../tests/stands/object-storage';
import {
	bucketRuntime,
	publishTo,
	siteOf,
} from '../../../../../tests/stands/object-storage/open-bucket';
import { readPublished } from '../../../../../tests/stands/object-storage/read-published';
import { StandClock } from '../../../../../tests/stands/object-storage/stand-clock';
import { standTime } from '../../../../../tests/stands/object-storage/stand-time';
import { CloudflareR2Provider } from '../../../providers/cloudflare-r2';
import { openS3Store } from '../s3/s3-store';
import { collectGarbage } from './garbage';
import { blobsOf } from './path-table';
import { ReleaseStore } from './release-store';
import { ReleaseTarget } from './release-target';

const TIMEOUT_MS = 120_000;
const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A grace period after which what was written a moment ago is old: the bucket's clock cannot be moved. */
const ALL_IS_OLD = -DAY;
const { signal } = new AbortController();

let stand: ObjectStorage;
let clock: StandClock;
let runtime: FakeRuntime;

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	clock = new StandClock();
	runtime = bucketRuntime( stand, {}, { clock } );
} );

const openStore = () => {
	const place = new CloudflareR2Provider().getPlace( runtime );
	return openS3Store( runtime, place );
};

const open = (
	options: {
		readonly keepReleases?: number;
		readonly root?: string;
		readonly visitorsPercent?: number;
		readonly gracePeriodMs?: number;
	} = {}
): ReleaseTarget =>
	new ReleaseTarget( {
		runtime,
		store: openStore(),
		root: '',
		baseUrl: 'https://published.test/',
		urlStyle: 'absolute',
		keepReleases: 5,
		...options,
	} );

const read = async ( path: string, root = '' ): Promise< string > => {
	const visible = await readPublished( stand.r2, root, 'releases' );
	return Buffer.from( visible.get( path )?.body ?? [] ).toString();
};

const pointerNow = async () => {
	const store = new ReleaseStore( openStore(), '' );
	return ( await store.readPointer( { signal } ) ).pointer;
};

/** Reading a release through the whole chain throws where anything of it is missing. */
async function demandWhole(): Promise< readonly string[] > {
	const releases = new ReleaseStore( openStore(), '' );
	const objects = await stand.r2.objects();
	const ids = ( await releases.listReleases( { signal } ) ).map(
		( { id } ) => id
	);
	for ( const id of ids ) {
		const release = await releases.readRelease( id, { signal } );
		const table = await releases.readTable( release!.shards, {
			signal,
		} );
		for ( const blob of blobsOf( table.values() ) ) {
			expect( [ ...objects.keys() ] ).toContain(
				`_aether/blobs/${ blob }`
			);
		}
	}
	return ids;
}

describe( 'a release tree', { timeout: TIMEOUT_MS }, () => {
	it.each( [ 300, 3000 ] )(
		'costs at most four writes more than files changed on a site of %i pages, old releases removed as well',
		async ( pages ) => {
			const texts = Object.fromEntries(
				Array.from( { length: pages }, ( _, index ) => [
					`page-${ index }/index.html`,
					// Few blobs: the size of the path table is what counts here.
					`page ${ index % 10 }`,
				] )
			);
			await publishTo( open(), await siteOf( texts ) );
			const changedFiles = 5;
			const writes: number[] = [];
			for ( let round = 1; round <= 6; round++ ) {
				for ( let changed = 0; changed < changedFiles; changed++ ) {
					texts[ `page-${ changed }/index.html` ] =
						`edited ${ changed } ${ round }`;
				}
				stand.log.clear();
				await publishTo(
					open( { keepReleases: 1, gracePeriodMs: ALL_IS_OLD } ),
					await siteOf( texts )
				);
				writes.push( stand.log.writes.length );
			}
			expect( Math.max( ...writes ) ).toBe( 4 + changedFiles );
			expect( await read( 'page-0/index.html' ) ).toBe( 'edited 0 6' );
			const ids = await demandWhole();
			expect( ids.length ).toBeLessThan( 6 );

			stand.log.clear();
			await publishTo( open(), await siteOf( texts ) );
			expect( stand.log.writes ).toHaveLength( 0 );
		}
	);

	it( 'reads of the path table no more than what may differ', async () => {
		const texts = Object.fromEntries(
			Array.from( { length: 300 }, ( _, page ) => [
				`page-${ page }/index.html`,
				`page ${ page }`,
			] )
		);
		await publishTo( open(), await siteOf( texts ) );
		const requests = () =>
			stand.log.requests
				.map( ( { method, key } ) => `${ method } ${ key }` )
				.map( ( line ) => line.replace( /[^/]{20,}$/, '…' ) );
		const READS = [
			// The blobs, and all else.
			'GET ',
			'GET ',
			'GET _aether/current.json',
			'GET _aether/releases/…',
		];
		stand.log.clear();
		await publishTo( open(), await siteOf( texts ) );
		expect( requests().sort() ).toEqual( READS );

		texts[ 'page-7/index.html' ] = 'edited';
		stand.log.clear();
		await publishTo( open(), await siteOf( texts ) );
		expect( requests().slice( 0, 4 ).sort() ).toEqual( READS );
		expect( requests().slice( 4 ) ).toEqual( [
			'GET _aether/shards/…',
			'PUT _aether/blobs/…',
			'PUT _aether/shards/…',
			'PUT _aether/releases/…',
			'PUT _aether/current.json',
		] );
		expect( await read( 'page-7/index.html' ) ).toBe( 'edited' );
		expect( await read( 'page-8/index.html' ) ).toBe( 'page 8' );
	} );

	it( 'compares with releases that say no digests of their shards', async () => {
		const { releaseId } = await publishTo(
			open(),
			await siteOf( { 'index.html': '1', 'same.html': 'same' } )
		);
		const releases = new ReleaseStore( openStore(), '' );
		const release = await releases.readRelease( releaseId!, { signal } );
		standTime.pass( 1000 );
		await releases.writeRelease(
			{
				...release!,
				shards: release!.shards.map(
					( place ) => place && [ place[ 0 ], place[ 1 ], place[ 2 ] ]
				),
			},
			{ signal }
		);
		stand.log.clear();
		await publishTo(
			open(),
			await siteOf( { 'index.html': '1', 'same.html': 'same' } )
		);
		expect( stand.log.writes ).toHaveLength( 0 );
		await publishTo( open(), await siteOf( { 'index.html': '2' } ) );
		expect( await read( 'index.html' ) ).toBe( '2' );
		expect( await read( 'same.html' ) ).toBe( '' );
	} );

	it( 'asks an empty bucket for nothing that is not there: browsers write down each refusal', async () => {
		expect( await open().listReleases( { signal } ) ).toEqual( [] );
		await publishTo( open(), await siteOf( { 'index.html': '1' } ) );
		expect(
			stand.log.requests.filter( ( { status } ) => status >= 400 )
		).toEqual( [] );
	} );

	it( 'needs no right to list objects', async () => {
		stand.faults.on(
			{ method: 'GET', query: /list-type/ },
			{ kind: 'answer', status: 403, code: 'AccessDenied' },
			1,
			Infinity
		);
		await publishTo( open(), await siteOf( { 'index.html': '1' } ) );
		await publishTo( open(), await siteOf( { 'index.html': '2' } ) );
		expect( await read( 'index.html' ) ).toBe( '2' );
	} );

	it( 'says that search engines stay out, and says it anew with two writes when only that changes', async () => {
		const site = await siteOf( { 'index.html': '1' } );
		const headersOf = async ( id: string | undefined ) => {
			const releases = new ReleaseStore( openStore(), '' );
			return ( await releases.readRelease( id!, { signal } ) )?.headers;
		};
		const open1 = await publishTo( open(), site );
		expect( await headersOf( open1.releaseId ) ).toEqual( {} );
		for ( const writes of [ 2, 0 ] ) {
			stand.log.clear();
			const closed = await publishTo( open(), site, {
				robots: 'noindex',
			} );
			expect( stand.log.writes ).toHaveLength( writes );
			expect( await headersOf( closed.releaseId ) ).toEqual( {
				'X-Robots-Tag': 'noindex',
			} );
		}
		const open2 = await publishTo( open(), site );
		expect( await headersOf( open2.releaseId ) ).toEqual( {} );
	} );

	it( 'rolls back with exactly one write', async () => {
		const { releaseId } = await publishTo(
			open(),
			await siteOf( { 'index.html': '1' } )
		);
		await publishTo( open(), await siteOf( { 'index.html': '2' } ) );
		stand.log.clear();
		standTime.pass( 1000 );
		await open().activateRelease( releaseId!, { signal } );
		expect( stand.log.writes ).toHaveLength( 1 );
		expect( await read( 'index.html' ) ).toBe( '1' );
		// What visitors get is compared, not what is newest.
		await publishTo( open(), await siteOf( { 'index.html': '1' } ) );
		expect( stand.log.writes ).toHaveLength( 1 );
	} );

	it( 'rolls back a moment after a publish, as soon as the store takes it', async () => {
		const { releaseId } = await publishTo(
			open(),
			await siteOf( { 'index.html': '1' } )
		);
		await publishTo( open(), await siteOf( { 'index.html': '2' } ) );
		await open().activateRelease( releaseId!, { signal } );
		// What the store asked for.
		expect( clock.delays ).toEqual( [ 1000 ] );
		expect( await read( 'index.html' ) ).toBe( '1' );
	} );

	describe( 'given to some visitors first', () => {
		const some = ( text: string, visitorsPercent = 20 ) =>
			siteOf( { 'index.html': text } ).then( ( site ) =>
				publishTo( open( { visitorsPercent } ), site )
			);

		it( 'goes to all when nobody has anything yet', async () => {
			const { releaseId } = await some( '1' );
			expect( await pointerNow() ).toMatchObject( {
				release: releaseId,
				previous: null,
			} );
			expect( ( await pointerNow() )?.canary ).toBeUndefined();
		} );

		it( 'leaves the others what they have, and says who gets what', async () => {
			const { releaseId: first } = await some( '1' );
			stand.log.clear();
			const { releaseId: second } = await some( '2' );
			expect( stand.log.writes ).toHaveLength( 4 );
			expect( await pointerNow() ).toMatchObject( {
				release: first,
				canary: { release: second, percent: 20 },
			} );
			expect( await open().listReleases( { signal } ) ).toMatchObject( [
				{
					id: second,
					active: false,
					visitorsPercent: 20,
					// Where the Worker shows it to one browser only.
					previewUrl: `https://published.test/?aether-preview=${ second }`,
				},
				{ id: first, active: true, visitorsPercent: 80 },
			] );

			stand.log.clear();
			await some( '2' );
			expect( stand.log.writes ).toHaveLength( 0 );
			await some( '2', 50 );
			expect( stand.log.writes ).toHaveLength( 1 );
			expect( ( await pointerNow() )?.canary?.percent ).toBe( 50 );
		} );

		it.each( [
			[ 'is activated', 'second' ],
			[ 'is withdrawn', 'first' ],
		] as const )( 'ends with one write when it %s', async ( _, chosen ) => {
			const { releaseId: first } = await some( '1' );
			const { releaseId: second } = await some( '2' );
			const release = chosen === 'second' ? second! : first!;
			stand.log.clear();
			standTime.pass( 1000 );
			await open().activateRelease( release, { signal } );
			expect( stand.log.writes ).toHaveLength( 1 );
			expect( await pointerNow() ).toMatchObject( { release } );
			expect( ( await pointerNow() )?.canary ).toBeUndefined();
			const released = await open().listReleases( { signal } );
			expect(
				released.every(
					( { visitorsPercent } ) => visitorsPercent === undefined
				)
			).toBe( true );
		} );

		it( 'goes to all with one write when it is published again for all', async () => {
			await some( '1' );
			const { releaseId } = await some( '2' );
			stand.log.clear();
			await some( '2', 100 );
			expect( stand.log.writes ).toHaveLength( 1 );
			expect( await pointerNow() ).toMatchObject( {
				release: releaseId,
			} );
			expect( ( await pointerNow() )?.canary ).toBeUndefined();
		} );

		it( 'is replaced by the next, and both that visitors get are kept', async () => {
			const { releaseId: first } = await some( '1' );
			await some( '2' );
			const site = await siteOf( { 'index.html': '3' } );
			const { releaseId: third } = await publishTo(
				open( {
					visitorsPercent: 20,
					keepReleases: 1,
					gracePeriodMs: ALL_IS_OLD,
				} ),
				site
			);
			expect( await pointerNow() ).toMatchObject( {
				release: first,
				canary: { release: third },
			} );
			expect( await demandWhole() ).toEqual(
				expect.arrayContaining( [ first, third ] )
			);
			expect( await read( 'index.html' ) ).toBe( '1' );
		} );
	} );

	it( 'leaves the pointer to whoever moved it in between', async () => {
		await publishTo( open(), await siteOf( { 'index.html': '1' } ) );
		const late = open();
		const manifest = await createTestManifest( { 'index.html': 'late' } );
		await late.prepare( manifest, { signal } );
		await late.put( [ ...manifest.files.values() ][ 0 ]!, { signal } );
		await publishTo( open(), await siteOf( { 'index.html': '2' } ) );
		standTime.pass( 1000 );
		await expect( late.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
			message: expect.stringMatching( /Publish again/ ),
		} );
		expect( await read( 'index.html' ) ).toBe( '2' );
	} );

	it( 'does not roll back over a publish that goes live meanwhile', async () => {
		const { releaseId } = await publishTo(
			open(),
			await siteOf( { 'index.html': '1' } )
		);
		await publishTo( open(), await siteOf( { 'index.html': '2' } ) );
		const gate = new Gate();
		stand.faults.on( { method: 'PUT', key: /current\.json$/ }, gate.delay );
		const rollback = open().activateRelease( releaseId!, { signal } );
		const refused = expect( rollback ).rejects.toMatchObject( {
			code: 'conflict',
		} );
		await gate.reached;
		await publishTo( open(), await siteOf( { 'index.html': '3' } ) );
		standTime.pass( 1000 );
		gate.open();
		await refused;
		expect( await read( 'index.html' ) ).toBe( '3' );
	} );

	it( 'takes a switch whose answer was lost for what it was', async () => {
		const target = open();
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
		standTime.pass( 1000 );
		await expect( target.finalize( { signal } ) ).resolves.toMatchObject( {
			url: 'https://published.test/',
		} );
		expect( await read( 'index.html' ) ).toBe( '1' );
	} );

	it( 'sends only the table when nothing but a header changed', async () => {
		const file = ( cacheControl: string ) =>
			createTestFile( 'a.css', 'a {}', { cacheControl } );
		await publishTo( open(), [ await file( 'no-cache' ) ] );
		stand.log.clear();
		await publishTo( open(), [ await file( 'max-age=60' ) ] );
		expect( stand.log.count( { key: /blobs/ } ) ).toBe( 0 );
		expect( stand.log.writes ).toHaveLength( 3 );
	} );

	it( 'is repaired by the next publish when a part of the table was lost', async () => {
		const files = await siteOf( { 'index.html': '1', 'a.html': 'a' } );
		await publishTo( open(), files );
		const packs = [ ...( await stand.r2.objects() ).keys() ].filter(
			( key ) => key.startsWith( '_aether/shards/' )
		);
		await openStore().remove( packs, { signal } );
		await publishTo( open(), files );
		expect( await read( 'a.html' ) ).toBe( 'a' );
		expect(
			runtime.logger.entries.map( ( { level } ) => level )
		).toContain( 'warn' );
	} );

	const keysBelow = async ( prefix: string ): Promise< string[] > =>
		[ ...( await stand.r2.objects() ).keys() ].filter( ( key ) =>
			key.startsWith( prefix )
		);

	it( 'is repaired by the next publish when files were lost, and gets nothing but these', async () => {
		const site = await siteOf( { 'index.html': '1', 'a.html': 'a' } );
		await publishTo( open(), site );
		const a = await createTestFile( 'a.html', 'a' );
		const lost = await keysBelow( `_aether/blobs/${ a.sha256 }` );
		await openStore().remove( lost, { signal } );
		stand.log.clear();
		await publishTo( open(), site );
		expect( stand.log.count( { method: 'PUT', key: /blobs/ } ) ).toBe( 1 );
		expect( await read( 'a.html' ) ).toBe( 'a' );
		expect( await read( 'index.html' ) ).toBe( '1' );
	} );

	/**
	 * A publish that is cancelled when some of its files were sent.
	 *
	 * @param files
	 * @param count
	 */
	async function publishPart(
		files: readonly PublishFile[],
		count: number
	): Promise< void > {
		const target = open();
		await target.prepare( await createTestManifest( files ), { signal } );
		for ( const file of files.slice( 0, count ) ) {
			await target.put( file, { signal } );
		}
		await target.discard( new Error( 'cancelled' ) );
	}

	it( 'gets no file again that a cancelled publish has sent', async () => {
		const files = await siteOf(
			Object.fromEntries(
				Array.from( { length: 40 }, ( _, page ) => [
					`${ page }.html`,
					`page ${ page }`,
				] )
			)
		);
		await publishPart( files, 39 );
		stand.log.clear();
		const target = open();
		const plan = await target.prepare( await createTestManifest( files ), {
			signal,
		} );
		expect( plan.uploads ).toEqual( [
			{ path: '39.html', reason: 'new' },
		] );
		await publishTo( open(), files );
		expect( stand.log.count( { method: 'PUT', key: /blobs/ } ) ).toBe( 1 );
		expect( await read( '7.html' ) ).toBe( 'page 7' );
		await demandWhole();
	} );

	describe( 'of more than a thousand files', () => {
		/**
		 * Few blobs: it is the number of paths that counts.
		 * @param edited
		 */
		const largeSite = ( edited: number ) =>
			siteOf(
				Object.fromEntries(
					Array.from( { length: 1_001 }, ( _, page ) => [
						`page-${ page }/index.html`,
						page < edited
							? `edited ${ page }`
							: `page ${ page % 5 }`,
					] )
				)
			);
		const searches = () =>
			stand.log.requests.filter( ( { query } ) =>
				/prefix=_aether%2Fblobs%2F/.test( query )
			).length;

		/**
		 * As if the newest release had been published earlier.
		 *
		 * @param milliseconds
		 */
		async function searchedBefore( milliseconds: number ): Promise< void > {
			const releases = new ReleaseStore( openStore(), '' );
			const [ newest ] = await releases.listReleases( { signal } );
			const release = await releases.readRelease( newest!.id, {
				signal,
			} );
			standTime.pass( 1000 );
			await releases.writeRelease(
				{
					...release!,
					checkedAt: new Date(
						clock.now() - milliseconds
					).toISOString(),
				},
				{ signal }
			);
			stand.log.clear();
		}

		it( 'is searched for what was lost once an hour, and repaired then', async () => {
			await publishTo( open(), await largeSite( 0 ) );
			const lost = await createTestFile( 'any.html', 'page 3' );
			const blobs = `_aether/blobs/${ lost.sha256 }`;
			await openStore().remove( await keysBelow( blobs ), { signal } );

			await searchedBefore( HOUR - 1 );
			await publishTo( open(), await largeSite( 0 ) );
			await publishTo( open(), await largeSite( 1 ) );
			expect( searches() ).toBe( 0 );
			expect( await keysBelow( blobs ) ).toEqual( [] );

			await searchedBefore( HOUR );
			await publishTo( open(), await largeSite( 1 ) );
			expect( searches() ).toBe( 1 );
			expect( await read( 'page-3/index.html' ) ).toBe( 'page 3' );
			await publishTo( open(), await largeSite( 2 ) );
			expect( searches() ).toBe( 1 );
		} );

		it( 'is searched for what a cancelled publish has sent where that may be much', async () => {
			await publishTo( open(), await largeSite( 0 ) );
			for ( const [ edited, expectedSearches ] of [
				[ 99, 0 ],
				[ 300, 1 ],
			] as const ) {
				const files = await largeSite( edited );
				await publishPart( files, edited - 1 );
				stand.log.clear();
				await publishTo( open(), files );
				expect( searches() ).toBe( expectedSearches );
				expect(
					stand.log.count( { method: 'PUT', key: /blobs/ } )
				).toBe( expectedSearches === 0 ? edited : 1 );
			}
			expect( await read( 'page-299/index.html' ) ).toBe( 'edited 299' );
			await demandWhole();
		} );
	} );

	it( 'builds upon nothing of a cancelled publish that may be garbage before it ends', async () => {
		const files = await siteOf( { 'index.html': '1' } );
		await publishPart( files, 1 );
		stand.log.clear();
		await publishTo( open( { gracePeriodMs: ALL_IS_OLD } ), files );
		expect( stand.log.count( { method: 'PUT', key: /blobs/ } ) ).toBe( 1 );
		expect( await keysBelow( '_aether/blobs/' ) ).toHaveLength( 2 );
	} );

	it( 'does not go live when its publish has taken too long', async () => {
		await publishTo( open(), await siteOf( { 'index.html': '1' } ) );
		const target = open();
		const manifest = await createTestManifest( { 'index.html': '2' } );
		await target.prepare( manifest, { signal } );
		await target.put( [ ...manifest.files.values() ][ 0 ]!, { signal } );
		await clock.advance( 13 * 60 * 60 * 1000 );
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
			message: expect.stringMatching( /twelve hours/ ),
		} );
		expect( await read( 'index.html' ) ).toBe( '1' );
	} );

	it( 'knows the blobs of compressed variants, whichever of the two changes', async () => {
		const files = ( css: string, brotli: string, contentType: string ) =>
			Promise.all( [
				createTestFile( 'style.css', css, { contentType } ),
				createTestFile( 'style.css.br', brotli ),
				createTestFile( 'index.html', 'front' ),
			] );
		const variants = async () => {
			const releases = new ReleaseStore( openStore(), '' );
			const { pointer } = await releases.readPointer( { signal } );
			const release = await releases.readRelease( pointer!.release, {
				signal,
			} );
			const table = await releases.readTable( release!.shards, {
				signal,
			} );
			return [ ...blobsOf( [ table.get( 'style.css' )! ] ) ];
		};
		const bodies = async () => {
			const objects = await stand.r2.objects();
			return ( await variants() ).map( ( name ) =>
				Buffer.from(
					objects.get( `_aether/blobs/${ name }` )?.body ?? []
				).toString()
			);
		};
		await publishTo( open(), await files( 'a', 'br a', 'text/css' ) );
		expect( await bodies() ).toEqual( [ 'a', 'br a' ] );
		await publishTo( open(), await files( 'a', 'br a', 'text/plain' ) );
		expect( await bodies() ).toEqual( [ 'a', 'br a' ] );
		await publishTo( open(), await files( 'b', 'br a', 'text/plain' ) );
		expect( await bodies() ).toEqual( [ 'b', 'br a' ] );
		await publishTo( open(), await files( 'b', 'br b', 'text/plain' ) );
		expect( await bodies() ).toEqual( [ 'b', 'br b' ] );
		await publishTo(
			open(),
			( await files( 'b', '', 'text/plain' ) ).filter(
				( { path } ) => ! path.endsWith( '.br' )
			)
		);
		expect( await bodies() ).toEqual( [ 'b' ] );
	} );

	it( 'shares a bucket with other sites', async () => {
		const first = open( { root: 'one/' } );
		const openSecond = () =>
			open( {
				root: 'two/',
				keepReleases: 1,
				gracePeriodMs: ALL_IS_OLD,
			} );
		await publishTo( first, await siteOf( { 'index.html': 'one' } ) );
		for ( const text of [ 'two', 'three', 'four', 'five' ] ) {
			await publishTo(
				openSecond(),
				await siteOf( { 'index.html': text } )
			);
		}
		expect( await read( 'index.html', 'one/' ) ).toBe( 'one' );
		expect( await read( 'index.html', 'two/' ) ).toBe( 'five' );
		const keys = [ ...( await stand.r2.objects() ).keys() ];
		expect(
			keys.filter( ( key ) => ! /^(?:one|two)\/_aether\//.test( key ) )
		).toEqual( [] );
	} );
} );

describe( 'old releases', { timeout: TIMEOUT_MS }, () => {
	const collect = (
		most = 1000,
		gracePeriodMs = ALL_IS_OLD,
		now: Clock = clock,
		keep = 1
	) => {
		const store = openStore();
		return collectGarbage( store, new ReleaseStore( store, '' ), {
			keep,
			most,
			clock: now,
			signal,
			gracePeriodMs,
		} );
	};

	const publishFour = async () => {
		for ( const text of [ '1', '2', '3', '4' ] ) {
			await publishTo(
				open(),
				await siteOf( { 'index.html': text, 'same.html': 'same' } )
			);
		}
	};

	it( 'go after the grace period, their blobs after them, whatever step of it was killed', async () => {
		await publishFour();
		for ( let step = 1; ; step++ ) {
			stand.faults.on( {}, { kind: 'lose-answer' }, step, Infinity );
			const outcome = await collect().then(
				( count ) => count,
				() => null
			);
			stand.faults.clear();
			await demandWhole();
			if ( outcome === 0 ) {
				break;
			}
		}
		while ( ( await collect() ) > 0 ) {
			await demandWhole();
		}
		// The one that visitors get, and the one before.
		expect( await demandWhole() ).toHaveLength( 2 );
		expect( await read( 'index.html' ) ).toBe( '4' );
		// What the last step left over goes with the next release that is too old.
		await publishTo( open(), await siteOf( { 'index.html': '5' } ) );
		while ( ( await collect() ) > 0 ) {
			await demandWhole();
		}
		const blobs = [ ...( await stand.r2.objects() ).keys() ].filter(
			( key ) => key.startsWith( '_aether/blobs/' )
		);
		expect( blobs.length ).toBeLessThanOrEqual( 4 );
	} );

	it( 'stay while they are younger than the grace period', async () => {
		await publishFour();
		expect( await collect( 1000, DAY ) ).toBe( 0 );
		expect( await demandWhole() ).toHaveLength( 4 );
	} );

	it( 'stay while visitors may have pages of them open, however old they are', async () => {
		await publishFour();
		const [ fourth = '', third = '' ] = await demandWhole();
		await clock.advance( 10 * MINUTE );
		for ( const text of [ '5', '6' ] ) {
			await publishTo( open(), await siteOf( { 'index.html': text } ) );
		}
		while ( ( await collect( 1000, 5 * MINUTE ) ) > 0 ) {
			await demandWhole();
		}
		const kept = await demandWhole();
		// Two new ones, and the one that visitors got until a moment ago.
		expect( kept ).toHaveLength( 3 );
		expect( kept ).toContain( fourth );
		expect( kept ).not.toContain( third );
	} );

	it( 'are counted and offered only if a visitor ever got them', async () => {
		await publishFour();
		const seen = await demandWhole();
		for ( const text of [ 'a', 'b', 'c' ] ) {
			stand.faults.on(
				{ method: 'PUT', key: /current\.json$/ },
				{ kind: 'answer', status: 403, code: 'AccessDenied' }
			);
			await expect(
				publishTo( open(), await siteOf( { 'index.html': text } ) )
			).rejects.toMatchObject( { code: 'permission_denied' } );
		}
		stand.faults.clear();
		const dead = ( await demandWhole() ).filter(
			( id ) => ! seen.includes( id )
		);
		expect( dead ).toHaveLength( 3 );
		const { releaseId: fifth } = await publishTo(
			open(),
			await siteOf( { 'index.html': '5' } )
		);
		const kept = [ fifth, ...seen.slice( 0, 2 ) ];
		const target = open( { keepReleases: 3, gracePeriodMs: ALL_IS_OLD } );
		expect(
			( await target.listReleases( { signal } ) ).map( ( { id } ) => id )
		).toEqual( kept );
		await expect(
			target.activateRelease( dead[ 0 ]!, { signal } )
		).rejects.toMatchObject( { code: 'not_found' } );
		while ( ( await collect( 1000, ALL_IS_OLD, clock, 3 ) ) > 0 ) {
			await demandWhole();
		}
		expect( await demandWhole() ).toEqual( kept );
	} );

	it( 'are told from others by what makes sense in the pointer', async () => {
		await publishFour();
		const before = await pointerNow();
		await stand.r2.fill( {
			'_aether/current.json': JSON.stringify( {
				...before,
				recent: [
					null,
					7,
					{ release: 1, until: before?.recent?.[ 0 ]?.until },
					{ release: 'x', until: 'yesterday' },
					...( before?.recent ?? [] ),
				],
			} ),
		} );
		standTime.pass( 1000 );
		await publishTo( open(), await siteOf( { 'index.html': '5' } ) );
		expect( ( await pointerNow() )?.recent ).toHaveLength( 4 );
		expect( await open().listReleases( { signal } ) ).toHaveLength( 5 );
	} );

	it( 'go in requests of a bounded size', async () => {
		await publishFour();
		stand.log.clear();
		expect( await collect( 1 ) ).toBe( 1 );
		expect( stand.log.writes ).toHaveLength( 1 );
		expect( await demandWhole() ).toHaveLength( 3 );
	} );

	it( 'take nothing with them that a publish sends while their removal is on its way', async () => {
		await publishFour();
		// The releases go first, what only they named after them.
		expect( await collect() ).toBe( 2 );
		await publishTo( open(), await siteOf( { 'index.html': '5' } ) );
		const gate = new Gate();
		stand.faults.on( { method: 'POST', query: /delete/ }, gate.delay );
		const collecting = collect();
		await gate.reached;
		stand.faults.clear();
		// The very bytes, and the very table, of what is about to be removed.
		await publishTo(
			open( { gracePeriodMs: ALL_IS_OLD } ),
			await siteOf( { 'index.html': '1', 'same.html': 'same' } )
		);
		gate.open();
		expect( await collecting ).toBeGreaterThan( 0 );
		await demandWhole();
		expect( await read( 'index.html' ) ).toBe( '1' );
		expect( await read( 'same.html' ) ).toBe( 'same' );
	} );

	it( 'are neither listed nor shown once a publish may remove them', async () => {
		await publishFour();
		const target = open( { keepReleases: 1, gracePeriodMs: ALL_IS_OLD } );
		const [ , , third ] = await demandWhole();
		expect( await target.listReleases( { signal } ) ).toHaveLength( 2 );
		await expect(
			target.activateRelease( third!, { signal } )
		).rejects.toMatchObject( { code: 'not_found' } );
	} );

	it( 'are written again when they are removed while they are shown', async () => {
		await publishFour();
		const [ , second ] = await demandWhole();
		standTime.pass( 1000 );
		const gate = new Gate();
		stand.faults.on( { method: 'PUT', key: /current\.json$/ }, gate.delay );
		const activating = open().activateRelease( second!, { signal } );
		await gate.reached;
		stand.faults.clear();
		await openStore().remove( [ `_aether/releases/${ second }.json` ], {
			signal,
		} );
		standTime.pass( 1000 );
		gate.open();
		await activating;
		expect( await read( 'index.html' ) ).toBe( '3' );
		expect( await demandWhole() ).toContain( second );
	} );

	it.each( [ 'not json', '{ "format": 1 }' ] )(
		'hold up no others when one of them is damaged: %s',
		async ( text ) => {
			await publishFour();
			const [ , , third, fourth ] = await demandWhole();
			await stand.r2.fill( {
				[ `_aether/releases/${ fourth }.json` ]: text,
			} );
			const listed = await open().listReleases( { signal } );
			expect( listed.map( ( { id } ) => id ) ).not.toContain( fourth );
			expect( listed ).toHaveLength( 3 );
			// What it names is not known, so it goes before all else.
			expect( await collect() ).toBe( 1 );
			expect( await demandWhole() ).toHaveLength( 3 );
			while ( ( await collect() ) > 0 ) {
				await demandWhole();
			}
			expect( await demandWhole() ).not.toContain( third );
		}
	);

	it( 'stay while a release that is kept is damaged: nobody knows what it names', async () => {
		await publishFour();
		const [ , second ] = await demandWhole();
		await stand.r2.fill( {
			[ `_aether/releases/${ second }.json` ]: 'not json',
		} );
		expect( await collect() ).toBe( 0 );
	} );

	it( 'stay when another publish has gone live since they were listed', async () => {
		await publishFour();
		const gate = new Gate();
		// The second look at the pointer.
		stand.faults.on(
			{ method: 'GET', key: /current\.json$/ },
			gate.delay,
			2
		);
		const collecting = collect();
		await gate.reached;
		stand.faults.clear();
		await publishTo( open(), await siteOf( { 'index.html': '5' } ) );
		gate.open();
		expect( await collecting ).toBe( 0 );
		expect( await demandWhole() ).toHaveLength( 5 );
	} );

	it( 'stay when the computer slept between the list and the removal', async () => {
		await publishFour();
		const gate = new Gate();
		stand.faults.on(
			{ method: 'GET', key: /current\.json$/ },
			gate.delay,
			2
		);
		const laptop = new ManualClock( clock.now() );
		const collecting = collect( 1000, ALL_IS_OLD, laptop );
		await gate.reached;
		await laptop.advance( 10 * 60_000 );
		gate.open();
		expect( await collecting ).toBe( 0 );
		expect( await demandWhole() ).toHaveLength( 4 );
	} );
} );
