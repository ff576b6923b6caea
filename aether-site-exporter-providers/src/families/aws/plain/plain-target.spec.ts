import type { PublishFile, TargetPath } from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	type FakeRuntime,
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
import type { StandClock } from '../../../../../tests/stands/object-storage/stand-clock';
import { standTime } from '../../../../../tests/stands/object-storage/stand-time';
import { S3Provider } from '../../../providers/s3';

const { signal } = new AbortController();
const provider = new S3Provider();

let stand: ObjectStorage;
let runtime: FakeRuntime;

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );
beforeEach( async () => {
	await stand.clear();
	runtime = bucketRuntime( stand, { layout: 'plain' } );
} );

const open = ( prefix = '' ) =>
	provider.createTarget(
		'static_site',
		{ ...runtime, config: { ...runtime.config, prefix } },
		{ signal }
	);

const publish = async (
	texts: Readonly< Record< string, string > >,
	prefix = ''
) => publishTo( await open( prefix ), await siteOf( texts ) );

const visible = async ( prefix = '' ): Promise< Record< string, string > > =>
	Object.fromEntries(
		[ ...( await readPublished( stand.r2, prefix, 'plain' ) ) ].map(
			( [ path, { body } ] ) => [ path, Buffer.from( body ).toString() ]
		)
	);

const putKeys = () =>
	stand.log.requests
		.filter( ( { method } ) => method === 'PUT' )
		.map( ( { key } ) => key );

describe( 'a plain bucket', { timeout: 60_000 }, () => {
	it( 'is asked for nothing that is not there: browsers write down each refusal', async () => {
		await publish( { 'index.html': '1' } );
		expect(
			stand.log.requests.filter( ( { status } ) => status >= 400 )
		).toEqual( [] );
		expect( await visible() ).toEqual( { 'index.html': '1' } );
	} );

	it( 'needs no right to list objects', async () => {
		stand.faults.on(
			{ method: 'GET', query: /list-type/ },
			{ kind: 'answer', status: 403, code: 'AccessDenied' },
			1,
			Infinity
		);
		await publish( { 'index.html': '1', 'gone.html': '1' } );
		await publish( { 'index.html': '2' } );
		expect( await visible() ).toEqual( { 'index.html': '2' } );
	} );

	it( 'gets assets, then pages deepest first, the front page, feeds, and the manifest around all of it', async () => {
		await publish( {
			'index.html': '',
			'feed/index.xml': '',
			'wp-sitemap.xml': '',
			'about/index.html': '',
			'blog/2026/post/index.html': '',
			'style.css': '',
		} );
		const rank = ( key: string ) => putKeys().indexOf( key );
		expect( rank( '_aether/manifest.json' ) ).toBe( 0 );
		expect( rank( 'style.css' ) ).toBe( 1 );
		for ( const page of [
			'about/index.html',
			'blog/2026/post/index.html',
		] ) {
			expect( rank( page ) ).toBeGreaterThan( rank( 'style.css' ) );
			expect( rank( page ) ).toBeLessThan( rank( 'index.html' ) );
		}
		expect( rank( 'feed/index.xml' ) ).toBeGreaterThan(
			rank( 'index.html' )
		);
		expect( rank( 'wp-sitemap.xml' ) ).toBeGreaterThan(
			rank( 'index.html' )
		);
		expect( putKeys().at( -1 ) ).toBe( '_aether/manifest.json' );
	} );

	it( 'holds a page back while an asset is on its way', async () => {
		const gate = new Gate();
		stand.faults.on( { key: /style\.css$/ }, gate.delay );
		const publishing = publish( { 'style.css': 'a', 'index.html': 'b' } );
		await gate.reached;
		expect( putKeys() ).not.toContain( 'index.html' );
		gate.open();
		await publishing;
		expect( putKeys() ).toContain( 'index.html' );
	} );

	it.each( [
		[ 'type', { contentType: 'text/plain' } ],
		[ 'cache policy', { cacheControl: 'max-age=60' } ],
	] )( 'gets a file again whose %s alone changed', async ( _, init ) => {
		await publish( { 'a.txt': 'a', 'b.txt': 'b' } );
		stand.log.clear();
		const target = await open();
		const files = [
			await createTestFile( 'a.txt', 'a', init ),
			await createTestFile( 'b.txt', 'b' ),
		];
		const plan = await target.prepare( await createTestManifest( files ), {
			signal,
		} );
		expect( plan.uploads ).toEqual( [
			{ path: 'a.txt', reason: 'headers' },
		] );
		await publishTo( await open(), files );
		const stored = ( await stand.r2.objects() ).get( 'a.txt' );
		expect( stored ).toMatchObject( init );
	} );

	it( 'says of a compressed drawing that it is compressed', async () => {
		await publish( { 'logo.svgz': 'bytes', 'archive.tar.gz': 'bytes' } );
		const objects = await stand.r2.objects();
		expect( objects.get( 'logo.svgz' )?.contentEncoding ).toBe( 'gzip' );
		expect(
			objects.get( 'archive.tar.gz' )?.contentEncoding
		).toBeUndefined();
	} );

	it( 'gets nothing when nothing changed', async () => {
		await publish( { 'index.html': '1' } );
		stand.log.clear();
		await publish( { 'index.html': '1' } );
		expect( stand.log.writes ).toHaveLength( 0 );
	} );

	it( 'keeps what others put there, also next to ours, and the other sites', async () => {
		await stand.r2.fill( {
			'theirs.html': 'theirs',
			'blog/old.html': 'old',
		} );
		await publish( { 'index.html': 'other site' }, 'other' );
		await publish( { 'index.html': '1', 'blog/post.html': '1' } );
		await publish( { 'index.html': '2' } );
		expect( await visible() ).toEqual( {
			'index.html': '2',
			'theirs.html': 'theirs',
			'blog/old.html': 'old',
			'other/index.html': 'other site',
			'other/_aether/manifest.json': expect.any( String ),
		} );
		// Nothing is listed but the manifest itself.
		const query = /^(?!.*manifest\.json).*list-type/;
		expect( stand.log.count( { method: 'GET', query } ) ).toBe( 0 );
	} );

	it( 'keeps most of a site until a second publish agrees that it left', async () => {
		const many = Object.fromEntries(
			Array.from( { length: 101 }, ( _, index ) => [
				`post-${ index }.html`,
				`${ index }`,
			] )
		);
		await publish( { 'index.html': '1', ...many } );
		const shrunk = { 'index.html': '2' };
		const target = await open();
		const plan = await target.prepare( await createTestManifest( shrunk ), {
			signal,
		} );
		expect( plan.removals ).toEqual( [] );
		expect( await publish( shrunk ) ).toMatchObject( {
			warnings: [ expect.stringMatching( /^101 files have left/ ) ],
		} );
		expect( Object.keys( await visible() ) ).toHaveLength( 102 );
		expect( await publish( shrunk ) ).not.toHaveProperty( 'warnings' );
		expect( await visible() ).toEqual( { 'index.html': '2' } );
	} );

	it( 'takes back what was held back when the site has it again', async () => {
		const many = Object.fromEntries(
			Array.from( { length: 101 }, ( _, index ) => [
				`post-${ index }.html`,
				`${ index }`,
			] )
		);
		await publish( { 'index.html': '1', ...many } );
		await publish( { 'index.html': '2' } );
		await publish( { 'index.html': '1', ...many } );
		await publish( { 'index.html': '1', ...many } );
		expect( await visible() ).toEqual( { 'index.html': '1', ...many } );
	} );

	it( 'is left alone by a publish that another one overtook', async () => {
		await publish( { 'index.html': '1', 'old.html': '1' } );
		const late = await open();
		const manifest = await createTestManifest( { 'index.html': 'late' } );
		await late.prepare( manifest, { signal } );
		await publish( { 'index.html': '2', 'old.html': '1' } );
		standTime.pass( 1000 );
		await expect(
			late.put( manifest.files.get( 'index.html' as TargetPath )!, {
				signal,
			} )
		).rejects.toMatchObject( {
			code: 'conflict',
			message: expect.stringMatching( /Publish again/ ),
		} );
		expect( await visible() ).toEqual( {
			'index.html': '2',
			'old.html': '1',
		} );
	} );

	it( 'loses nothing to a publish that only removes, and that another one overtook', async () => {
		await publish( { 'index.html': '1', 'old.html': '1' } );
		const late = await open();
		const manifest = await createTestManifest( { 'index.html': '1' } );
		await late.prepare( manifest, { signal } );
		await publish( { 'index.html': '2', 'old.html': '2' } );
		standTime.pass( 1000 );
		await expect( late.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
		} );
		expect( await visible() ).toEqual( {
			'index.html': '2',
			'old.html': '2',
		} );
	} );

	it( 'is written further when the answer to a manifest was lost', async () => {
		for ( const nth of [ 1, 2 ] ) {
			await stand.clear();
			stand.faults.on(
				{ method: 'PUT', key: /manifest\.json$/ },
				{ kind: 'lose-answer' },
				nth
			);
			const target = await open();
			const manifest = await createTestManifest( { 'index.html': '1' } );
			await target.prepare( manifest, { signal } );
			const file = manifest.files.get( 'index.html' as TargetPath )!;
			const twice = async ( task: () => Promise< unknown > ) =>
				task().catch( ( error ) => {
					expect( error ).toMatchObject( { code: 'network_failed' } );
					standTime.pass( 1000 );
					return task();
				} );
			await twice( () => target.put( file, { signal } ) );
			await twice( () => target.finalize( { signal } ) );
			expect( await visible() ).toEqual( { 'index.html': '1' } );
		}
	} );

	it( 'is not written to faster than it takes writes to one key', async () => {
		await publish( { 'index.html': '1' } );
		expect(
			stand.log.requests.filter( ( { status } ) => status === 429 )
		).toEqual( [] );
		// Between the claim and the last manifest.
		expect( ( runtime.clock as StandClock ).delays ).toEqual( [ 1000 ] );
	} );

	/**
	 * A publish that is cancelled after some of its files.
	 *
	 * @param files
	 * @param sent  Paths.
	 */
	async function publishPart(
		files: readonly PublishFile[],
		sent: readonly string[]
	): Promise< void > {
		standTime.pass( 1000 );
		const target = await open();
		await target.prepare( await createTestManifest( files ), { signal } );
		for ( const file of files ) {
			if ( sent.includes( file.path ) ) {
				await target.put( file, { signal } );
			}
		}
		await target.discard( new Error( 'cancelled' ) );
	}

	it( 'gets no file again that a cancelled publish has sent, in parts or whole', async () => {
		const film = new Uint8Array( 17 * 1024 * 1024 ).fill( 7 );
		const files = [
			await createTestFile( 'film.mp4', film ),
			...( await siteOf(
				Object.fromEntries(
					Array.from( { length: 39 }, ( _, page ) => [
						`${ page }.html`,
						`${ page }`,
					] )
				)
			) ),
		];
		const sent = files.slice( 0, 39 ).map( ( { path } ) => path );
		await publishPart( files, sent );
		stand.log.clear();
		await publishTo( await open(), files );
		expect( putKeys() ).toEqual( [
			'_aether/manifest.json',
			'38.html',
			'_aether/manifest.json',
		] );
		expect( Object.keys( await visible() ) ).toHaveLength( 40 );
		stand.log.clear();
		await publishTo( await open(), files );
		expect( stand.log.writes ).toEqual( [] );
	} );

	it( 'has its manifest settled when a cancelled publish lacked nothing but the end', async () => {
		const files = await siteOf( { 'a.html': '1', 'index.html': '1' } );
		await publishPart( files, [ 'a.html', 'index.html' ] );
		stand.log.clear();
		await publishTo( await open(), files );
		expect( putKeys() ).toEqual( [ '_aether/manifest.json' ] );
		stand.log.clear();
		await publishTo( await open(), files );
		expect( putKeys() ).toEqual( [] );
	} );

	it( 'gets a file again whose bytes were there, but with other headers', async () => {
		await publish( { 'a.txt': 'a' } );
		const files = [
			await createTestFile( 'a.txt', 'a', { cacheControl: 'no-cache' } ),
			await createTestFile( 'b.txt', 'b' ),
		];
		await publishPart( files, [ 'b.txt' ] );
		stand.log.clear();
		await publishTo( await open(), files );
		expect( putKeys() ).toContain( 'a.txt' );
		expect( putKeys() ).not.toContain( 'b.txt' );
		expect( ( await stand.r2.objects() ).get( 'a.txt' ) ).toMatchObject( {
			cacheControl: 'no-cache',
		} );
	} );

	it( 'keeps a file of others that a cancelled publish would have replaced, and loses what it had replaced', async () => {
		await stand.r2.fill( { 'theirs.html': 'theirs', 'ours.html': 'x' } );
		await publishPart(
			await siteOf( {
				'theirs.html': 'never sent',
				'ours.html': 'sent',
				'index.html': '1',
			} ),
			[ 'ours.html' ]
		);
		stand.log.clear();
		await publish( { 'index.html': '2' } );
		expect( await visible() ).toEqual( {
			'theirs.html': 'theirs',
			'index.html': '2',
		} );
		expect(
			stand.log.requests.filter( ( { status } ) => status >= 400 )
		).toEqual( [] );
		// Forgotten, too.
		await publish( { 'index.html': '3' } );
		expect( await visible() ).toHaveProperty( [ 'theirs.html' ] );
	} );

	it( 'remembers what each of two cancelled publishes may have sent', async () => {
		const first = await siteOf( { 'a.html': '1', 'b.html': '1' } );
		await publishPart( first, [ 'a.html' ] );
		const second = await siteOf( { 'a.html': '2', 'b.html': '2' } );
		await publishPart( second, [ 'b.html' ] );
		await publish( { 'index.html': '3' } );
		expect( await visible() ).toEqual( { 'index.html': '3' } );
	} );

	it( 'forgets nothing that a killed publish left behind', async () => {
		const target = await open();
		const manifest = await createTestManifest( {
			'a.html': '1',
			'index.html': '1',
		} );
		await target.prepare( manifest, { signal } );
		await target.put( manifest.files.get( 'a.html' as TargetPath )!, {
			signal,
		} );
		await publish( { 'index.html': '2' } );
		expect( await visible() ).toEqual( { 'index.html': '2' } );
	} );

	it.each( [
		[ '{ "format": 1, "files": { "a.html": 7 } }', 'remote_rejected' ],
		[ 'not json', 'remote_rejected' ],
		[ '{ "format": 2, "files": {} }', 'conflict' ],
	] )( 'is not touched while its manifest is %s', async ( text, code ) => {
		await stand.r2.fill( { '_aether/manifest.json': text } );
		await expect( publish( { 'index.html': '1' } ) ).rejects.toMatchObject(
			{
				code,
			}
		);
		expect( await visible() ).toEqual( {} );
	} );
} );
