import { createHash } from 'node:crypto';
import type {
	DeploymentManifest,
	ProviderRuntime,
	PublishFile,
	TargetPath,
} from '@aether/provider-sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeLocalSite } from './fake-local-site';
import { LocalTarget } from './target';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const signal = new AbortController().signal;

const file = (
	path: string,
	text: string | Uint8Array< ArrayBuffer > = path,
	contentType = 'text/html; charset=UTF-8'
): PublishFile => {
	const body = new Blob( [ text ] );
	return {
		path: path as TargetPath,
		size: body.size,
		contentType,
		sha256: createHash( 'sha256' ).update( text ).digest( 'hex' ),
		digest: async () => '',
		open: async () => body,
	};
};

const manifestOf = (
	...files: readonly PublishFile[]
): DeploymentManifest => ( {
	publishId: 'b1f0a3f2-0000-4000-8000-000000000000',
	deploymentType: 'static_site',
	baseUrl: 'https://wordpress.test/published/',
	files: new Map( files.map( ( one ) => [ one.path, one ] ) ),
	redirects: [],
} );

const text = ( bytes: Uint8Array | undefined ) =>
	new TextDecoder().decode( bytes );

describe( 'LocalTarget', () => {
	let site: FakeLocalSite;

	const runtime = (): ProviderRuntime => ( {
		providerId: 'local-filesystem',
		config: {},
		site: {
			name: 'Test',
			homeUrl: 'https://wordpress.test/',
			maxRequestBytes: 8 * MEBIBYTE,
		},
		fetch: async ( input ) => {
			const path = String( input ).slice( site.baseUrl.length );
			const found = site.published.get( decodeURIComponent( path ) );
			return found
				? new Response( new Uint8Array( found.bytes ) )
				: new Response( '', { status: 404 } );
		},
		rest: site.rest,
		secret: () => '',
		signingKey: async () => new Uint8Array(),
		ledger: () => ( { read: async () => null, write: async () => {} } ),
		logger: { debug: () => {}, warn: () => {}, error: () => {} },
		clock: { now: () => 0, sleep: async () => {} },
	} );
	const open = () => LocalTarget.open( runtime(), 'static_site', { signal } );
	const publish = async ( manifest: DeploymentManifest ) => {
		const target = await open();
		const plan = await target.prepare( manifest, { signal } );
		await Promise.all(
			plan.uploads.map( async ( { path } ) => {
				const wanted = manifest.files.get( path );
				return wanted && target.put( wanted, { signal } );
			} )
		);
		return { plan, target, receipt: await target.finalize( { signal } ) };
	};
	const sent = ( end: string ) =>
		site.requests.filter( ( { path } ) => path.endsWith( end ) );

	beforeEach( () => {
		site = new FakeLocalSite();
	} );

	it( 'shows the files after finalize, and nothing before', async () => {
		const manifest = manifestOf( file( 'index.html' ), file( 'a/b.css' ) );
		const target = await open();
		await target.prepare( manifest, { signal } );
		await Promise.all(
			[ ...manifest.files.values() ].map( ( one ) =>
				target.put( one, { signal } )
			)
		);
		expect( site.published.size ).toBe( 0 );

		const receipt = await target.finalize( { signal } );
		expect( receipt ).toEqual( {
			url: 'https://wordpress.test/published/',
			releaseId: 'release-1',
		} );
		expect( text( site.published.get( 'a/b.css' )?.bytes ) ).toBe(
			'a/b.css'
		);
	} );

	it( 'writes nothing while it plans', async () => {
		const target = await open();
		await target.prepare( manifestOf( file( 'index.html' ) ), { signal } );
		await target.discard( 'dry run' );
		expect(
			site.requests.every( ( { method } ) => method === 'GET' )
		).toBe( true );
	} );

	it( 'tells new, changed, retyped, unchanged and removed files apart', async () => {
		await publish(
			manifestOf(
				file( 'same' ),
				file( 'edited', 'before' ),
				file( 'retyped' ),
				file( 'gone' )
			)
		);
		const target = await open();
		const plan = await target.prepare(
			manifestOf(
				file( 'same' ),
				file( 'edited', 'after' ),
				file( 'retyped', 'retyped', 'text/plain' ),
				file( 'added' )
			),
			{ signal }
		);
		expect( plan ).toEqual( {
			uploads: [
				{ path: 'edited', reason: 'content' },
				{ path: 'retyped', reason: 'headers' },
				{ path: 'added', reason: 'new' },
			],
			removals: [ 'gone' ],
			unchanged: 1,
		} );
	} );

	it( 'leaves the active release in place when nothing changed', async () => {
		const manifest = manifestOf( file( 'index.html' ) );
		const first = await publish( manifest );
		const second = await publish( manifest );
		expect( second.receipt ).toEqual( first.receipt );
		expect( site.releaseCount ).toBe( 1 );
	} );

	it( 'makes a release when files only left', async () => {
		await publish( manifestOf( file( 'index.html' ), file( 'gone' ) ) );
		const { receipt } = await publish( manifestOf( file( 'index.html' ) ) );
		expect( receipt.releaseId ).toBe( 'release-2' );
		expect( [ ...site.published.keys() ] ).toEqual( [ 'index.html' ] );
	} );

	it( 'takes over kept files a thousand at a time', async () => {
		const kept = Array.from( { length: 1001 }, ( _, index ) =>
			file( `page-${ index }`, '' )
		);
		await publish( manifestOf( ...kept ) );
		await publish( manifestOf( ...kept, file( 'added' ) ) );
		expect( sent( '/kept' ) ).toHaveLength( 2 );
		expect( site.published.size ).toBe( 1002 );
	} );

	it( 'lets files travel together, at most 200 per request', async () => {
		await publish(
			manifestOf(
				...Array.from( { length: 401 }, ( _, index ) =>
					file( `page-${ index }` )
				)
			)
		);
		expect( sent( '/files' ).map( ( { files } ) => files ) ).toEqual( [
			200, 200, 1,
		] );
	} );

	it( 'keeps every request below the limit of the site', async () => {
		const body = new Uint8Array( 900 * KIBIBYTE );
		await publish(
			manifestOf(
				...Array.from( { length: 10 }, ( _, index ) =>
					file( `image-${ index }`, body )
				)
			)
		);
		const sizes = sent( '/files' ).map( ( { size } ) => size );
		expect( Math.max( ...sizes ) ).toBeLessThanOrEqual( 4 * MEBIBYTE );
		expect( site.published.size ).toBe( 10 );
	} );

	it( 'sends a large file in parts, and reports each', async () => {
		const large = file( 'video', new Uint8Array( 9 * MEBIBYTE ) );
		const target = await open();
		await target.prepare( manifestOf( large ), { signal } );
		const progress: number[] = [];
		await target.put( large, {
			signal,
			onProgress: ( loaded ) => progress.push( loaded ),
		} );
		await target.finalize( { signal } );
		expect( sent( '/files' ) ).toHaveLength( 3 );
		expect( progress ).toHaveLength( 3 );
		expect( progress ).toEqual( progress.toSorted( ( a, b ) => a - b ) );
		expect( progress.at( -1 ) ).toBe( large.size );
		expect( site.published.get( 'video' )?.size ).toBe( large.size );
	} );

	it( 'halves its requests when the server refuses them as too large', async () => {
		site.largestBody = 700 * KIBIBYTE;
		await publish(
			manifestOf(
				file( 'video', new Uint8Array( 3 * MEBIBYTE ) ),
				...Array.from( { length: 8 }, ( _, index ) =>
					file( `image-${ index }`, new Uint8Array( 300 * KIBIBYTE ) )
				)
			)
		);
		expect( site.published.size ).toBe( 9 );
	} );

	it( 'gives up with payload_too_large when even small requests are refused', async () => {
		site.largestBody = 10;
		const target = await open();
		const empty = file( 'empty', '' );
		await target.prepare( manifestOf( empty ), { signal } );
		site.intercept = ( { path } ) =>
			path.endsWith( '/releases' )
				? Response.json( { id: 'release-1', base: null } )
				: undefined;
		await expect( target.put( empty, { signal } ) ).rejects.toMatchObject( {
			code: 'payload_too_large',
		} );
	} );

	it( 'lets the last of two puts of one path win', async () => {
		const target = await open();
		const second = file( 'page', 'second' );
		await target.prepare( manifestOf( second ), { signal } );
		await Promise.all( [
			target.put( file( 'page', 'first' ), { signal } ),
			target.put( second, { signal } ),
		] );
		await target.finalize( { signal } );
		expect( text( site.published.get( 'page' )?.bytes ) ).toBe( 'second' );
	} );

	it( 'fails only the file whose body cannot be opened', async () => {
		const broken: PublishFile = {
			...file( 'broken' ),
			open: async () => {
				throw new Error( 'gone' );
			},
		};
		const target = await open();
		await target.prepare( manifestOf( file( 'good' ), broken ), {
			signal,
		} );
		const results = await Promise.allSettled( [
			target.put( file( 'good' ), { signal } ),
			target.put( broken, { signal } ),
		] );
		expect( results.map( ( { status } ) => status ) ).toEqual( [
			'fulfilled',
			'rejected',
		] );
	} );

	it( 'takes a put again after a failed request', async () => {
		const page = file( 'page' );
		const target = await open();
		await target.prepare( manifestOf( page ), { signal } );
		site.intercept = ( { path } ) =>
			path.endsWith( '/files' )
				? new Response( '', { status: 503 } )
				: undefined;
		await expect( target.put( page, { signal } ) ).rejects.toMatchObject( {
			code: 'remote_failed',
			status: 503,
		} );
		site.intercept = null;
		await target.put( page, { signal } );
		await target.finalize( { signal } );
		expect( site.published.has( 'page' ) ).toBe( true );
	} );

	it( 'refuses to finalize while a planned file is missing', async () => {
		const target = await open();
		await target.prepare( manifestOf( file( 'page' ) ), { signal } );
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'contract_violated',
		} );
		expect( site.published.size ).toBe( 0 );
	} );

	it( 'reports a conflict when another release became active after the plan', async () => {
		const target = await open();
		const page = file( 'page' );
		await target.prepare( manifestOf( page ), { signal } );
		await publish( manifestOf( file( 'other' ) ) );
		await expect( target.put( page, { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
		} );
		expect( site.stagingCount ).toBe( 0 );
	} );

	it( 'rejects a put with the reason of its signal at once, and lets its neighbour travel on', async () => {
		const controller = new AbortController();
		const target = await open();
		await target.prepare( manifestOf( file( 'a' ), file( 'b' ) ), {
			signal,
		} );
		let answer = () => {};
		const held = new Promise< void >( ( resolve ) => ( answer = resolve ) );
		site.intercept = async ( { path } ) => {
			if ( path.endsWith( '/files' ) ) {
				await held;
			}
			return undefined;
		};
		const aborted = target.put( file( 'a' ), {
			signal: controller.signal,
		} );
		const other = target.put( file( 'b' ), { signal } );
		controller.abort( new Error( 'enough' ) );
		await expect( aborted ).rejects.toThrow( 'enough' );
		answer();
		await expect( other ).resolves.toBeUndefined();
	} );

	it( 'aborts the request when nobody waits for it any more', async () => {
		const controller = new AbortController();
		const target = await open();
		await target.prepare( manifestOf( file( 'a' ) ), { signal } );
		const stopped = new Promise< void >( ( resolve ) => {
			site.intercept = ( { path }, init ) => {
				if ( ! path.endsWith( '/files' ) ) {
					return undefined;
				}
				init.signal?.addEventListener( 'abort', () => resolve() );
				controller.abort();
				return new Promise( () => {} );
			};
		} );
		await expect(
			target.put( file( 'a' ), { signal: controller.signal } )
		).rejects.toMatchObject( { name: 'AbortError' } );
		await stopped;
	} );

	it( 'leaves no staging directory after discard, however often it is called', async () => {
		const target = await open();
		await target.prepare( manifestOf( file( 'a' ), file( 'b' ) ), {
			signal,
		} );
		await target.put( file( 'a' ), { signal } );
		expect( site.stagingCount ).toBe( 1 );
		await target.discard( 'cancelled' );
		await target.discard( 'cancelled' );
		expect( site.stagingCount ).toBe( 0 );
	} );

	it( 'keeps the release when discard follows finalize', async () => {
		const { target } = await publish( manifestOf( file( 'a' ) ) );
		await target.discard( 'late' );
		expect( site.published.has( 'a' ) ).toBe( true );
	} );

	it( 'lists releases newest first and brings an older one back', async () => {
		await publish( manifestOf( file( 'a' ) ) );
		await publish( manifestOf( file( 'b' ) ) );
		const target = await open();
		const releases = await target.listReleases( { signal } );
		expect( releases.map( ( { id, active } ) => [ id, active ] ) ).toEqual(
			[
				[ 'release-2', true ],
				[ 'release-1', false ],
			]
		);
		await target.activateRelease( 'release-1', { signal } );
		expect( [ ...site.published.keys() ] ).toEqual( [ 'a' ] );
	} );

	it( 'verifies what visitors see', async () => {
		const manifest = manifestOf(
			file( 'index.html' ),
			file( 'ä b#c.txt' )
		);
		const { target } = await publish( manifest );
		await expect(
			target.verify( manifest, { signal } )
		).resolves.toBeUndefined();
		await expect(
			target.verify( manifestOf( file( 'index.html', 'other' ) ), {
				signal,
			} )
		).rejects.toMatchObject( { code: 'integrity_failed' } );
	} );
} );
