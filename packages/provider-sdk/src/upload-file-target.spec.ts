import { describe, expect, it, vi } from 'vitest';
import { fakeRuntime } from '../testing/fake-runtime';
import { createTestFile, createTestManifest } from '../testing/test-files';
import { AbstractProvider } from './abstract-provider';
import { AetherError } from './errors';
import type { UploadResult, UploadSource } from './upload-file';
import type { DeploymentManifest, DeploymentTarget, TargetPath } from './types';

const signal = new AbortController().signal;

class BoxProvider extends AbstractProvider {
	readonly box = new Map< string, string >();
	failure: unknown = null;
	result: UploadResult | undefined;
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
	override async uploadFile( source: UploadSource, destPath: string ) {
		if ( this.failure ) {
			throw this.failure;
		}
		this.box.set( destPath, await ( await source.blob() ).text() );
		return this.result;
	}
}
class RemovingBoxProvider extends BoxProvider {
	override async deleteFile( destPath: string ) {
		this.box.delete( destPath );
	}
}

const open = (
	provider: AbstractProvider,
	runtime = fakeRuntime()
): Promise< DeploymentTarget > =>
	provider.createTarget( 'static_site', runtime, { signal } );

async function publish(
	target: DeploymentTarget,
	manifest: DeploymentManifest
) {
	const plan = await target.prepare( manifest, { signal } );
	for ( const { path } of plan.uploads ) {
		await target.put( manifest.files.get( path )!, { signal } );
	}
	return { plan, receipt: await target.finalize( { signal } ) };
}

describe( 'A provider with uploadFile() alone', () => {
	it( 'gets a source that prints as its path and has size, type and body', async () => {
		const uploadFile = vi.fn( async () => {} );
		class Spy extends BoxProvider {
			override uploadFile = uploadFile as never;
		}
		const runtime = fakeRuntime();
		await publish(
			await open( new Spy(), runtime ),
			await createTestManifest( { 'a/index.html': 'Grüße' } )
		);
		const [ source, destPath, context ] = uploadFile.mock
			.calls[ 0 ] as unknown as [ UploadSource, string, object ];
		expect( String( source ) ).toBe( 'a/index.html' );
		expect( source ).toMatchObject( {
			path: 'a/index.html',
			size: 7,
			contentType: 'text/html; charset=UTF-8',
		} );
		expect( await ( await source.blob() ).text() ).toBe( 'Grüße' );
		expect( destPath ).toBe( 'a/index.html' );
		expect( context ).toEqual( {
			runtime,
			deploymentType: 'static_site',
			signal,
		} );
	} );

	it( 'sends nothing when nothing has changed', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		const manifest = await createTestManifest( { a: '1', b: '2' } );
		await publish( await open( provider, runtime ), manifest );
		const writes = runtime.ledger( 'static_site' ).writes;

		const { plan } = await publish(
			await open( provider, runtime ),
			manifest
		);
		expect( plan ).toEqual( { uploads: [], removals: [], unchanged: 2 } );
		expect( runtime.ledger( 'static_site' ).writes ).toBe( writes );
	} );

	it( 'says why each file travels', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		await publish(
			await open( provider, runtime ),
			await createTestManifest( { a: '1', b: '2', c: '3' } )
		);
		const { plan } = await publish(
			await open( provider, runtime ),
			await createTestManifest( [
				await createTestFile( 'a', 'changed' ),
				await createTestFile( 'b', '2', { contentType: 'text/plain' } ),
				await createTestFile( 'c', '3' ),
				await createTestFile( 'd', '4' ),
			] )
		);
		expect( plan ).toMatchObject( {
			uploads: [
				{ path: 'a', reason: 'content' },
				{ path: 'b', reason: 'headers' },
				{ path: 'd', reason: 'new' },
			],
			unchanged: 1,
		} );
	} );

	it( 'keeps what it cannot remove, and says so', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		await publish(
			await open( provider, runtime ),
			await createTestManifest( { a: '1', gone: '2' } )
		);
		const { plan, receipt } = await publish(
			await open( provider, runtime ),
			await createTestManifest( { a: '1', new: '3' } )
		);
		expect( plan.removals ).toEqual( [] );
		expect( provider.box.has( 'gone' ) ).toBe( true );
		expect( receipt.warnings ).toEqual( [
			expect.stringMatching( /^1 files that left/ ),
		] );
		expect( runtime.ledger( 'static_site' ).entries?.has( 'gone' ) ).toBe(
			true
		);
	} );

	it.each( [
		[
			'an exception',
			new Error( 'disk full' ),
			undefined,
			'remote_failed',
		],
		[
			'an error of the contract',
			new AetherError( 'quota_exceeded', 'disk full' ),
			undefined,
			'quota_exceeded',
		],
		[
			'{ success: false, error }',
			null,
			{ success: false, error: 'disk full' },
			'remote_failed',
		],
	] )( 'takes %s as a failure', async ( _, failure, result, code ) => {
		const provider = new BoxProvider();
		provider.failure = failure;
		provider.result = result;
		const target = await open( provider );
		const manifest = await createTestManifest( { a: '1' } );
		await target.prepare( manifest, { signal } );
		await expect(
			target.put( manifest.files.get( 'a' as TargetPath )!, { signal } )
		).rejects.toMatchObject( { code, message: 'disk full' } );
	} );

	it.each( [ undefined, { success: true }, {} ] )(
		'takes %j as a success',
		async ( result ) => {
			const provider = new BoxProvider();
			provider.result = result;
			await publish(
				await open( provider ),
				await createTestManifest( { a: '1' } )
			);
			expect( provider.box.get( 'a' ) ).toBe( '1' );
		}
	);

	it( 'publishes under the field public_url, absolutely', async () => {
		const target = await open(
			new BoxProvider(),
			fakeRuntime( { config: { public_url: 'https://cdn.test/site' } } )
		);
		expect( target.baseUrl ).toBe( 'https://cdn.test/site/' );
		expect( target.urlStyle ).toBe( 'absolute' );
	} );

	it( 'refers relatively where nobody knows the address', async () => {
		const target = await open( new BoxProvider() );
		expect( target.urlStyle ).toBe( 'document-relative' );
		const { receipt } = await publish(
			target,
			await createTestManifest( { a: '1' } )
		);
		expect( receipt.url ).toBeUndefined();
	} );
} );

describe( 'A run that ends early', () => {
	const site = { a: '1', b: '2', c: '3' };

	it( 'is continued: what was sent is recognised', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		const manifest = await createTestManifest( site );
		const target = await open( provider, runtime );
		await target.prepare( manifest, { signal } );
		await target.put( manifest.files.get( 'a' as TargetPath )!, {
			signal,
		} );
		await target.discard( new Error( 'cancelled' ) );

		const { plan } = await publish(
			await open( provider, runtime ),
			manifest
		);
		expect( plan.uploads.map( ( { path } ) => path ) ).toEqual( [
			'b',
			'c',
		] );
	} );

	it( 'by a dead process never leaves a file that the next run takes for unchanged', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		const before = await createTestManifest( site );
		await publish( await open( provider, runtime ), before );

		const changed = await createTestManifest( { ...site, a: 'changed' } );
		const dying = await open( provider, runtime );
		await dying.prepare( changed, { signal } );
		await dying.put( changed.files.get( 'a' as TargetPath )!, { signal } );

		const { plan } = await publish(
			await open( provider, runtime ),
			before
		);
		expect( plan.uploads ).toEqual( [ { path: 'a', reason: 'content' } ] );
		expect( provider.box.get( 'a' ) ).toBe( '1' );
	} );

	it( 'by a ledger that cannot be written sends nothing, and goes on when it can', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		const manifest = await createTestManifest( { a: '1' } );
		const file = manifest.files.get( 'a' as TargetPath )!;
		const ledger = runtime.ledger( 'static_site' );
		const write = vi
			.spyOn( ledger, 'write' )
			.mockRejectedValueOnce( new AetherError( 'network_failed', 'no' ) );
		const target = await open( provider, runtime );
		await target.prepare( manifest, { signal } );
		await expect( target.put( file, { signal } ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		expect( provider.box.size ).toBe( 0 );

		await target.put( file, { signal } );
		await target.finalize( { signal } );
		expect( write ).toHaveBeenCalledTimes( 3 );
		expect( ledger.entries?.get( 'a' )?.sha256 ).toBe( file.sha256 );
	} );

	it( 'leaves what it had planned and not begun as it was', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		await publish(
			await open( provider, runtime ),
			await createTestManifest( site )
		);
		const changed = await createTestManifest( { a: 'x', b: 'x', c: 'x' } );
		const target = await open( provider, runtime );
		await target.prepare( changed, { signal } );
		await target.put( changed.files.get( 'a' as TargetPath )!, { signal } );
		await target.discard( new Error( 'cancelled' ) );

		const { plan } = await publish(
			await open( provider, runtime ),
			await createTestManifest( { ...site, a: 'x' } )
		);
		expect( plan.uploads ).toEqual( [] );
	} );

	it( 'writes nothing when nothing was sent', async () => {
		const runtime = fakeRuntime();
		const target = await open( new BoxProvider(), runtime );
		await target.prepare( await createTestManifest( site ), { signal } );
		await target.discard( new Error( 'dry run' ) );
		expect( runtime.ledger( 'static_site' ).writes ).toBe( 0 );
	} );

	it( 'does not wait for an upload that ignores the signal', async () => {
		class Deaf extends BoxProvider {
			override uploadFile() {
				return new Promise< undefined >( () => {} );
			}
		}
		const target = await open( new Deaf() );
		const manifest = await createTestManifest( site );
		await target.prepare( manifest, { signal } );
		const controller = new AbortController();
		const put = target.put( manifest.files.get( 'a' as TargetPath )!, {
			signal: controller.signal,
		} );
		controller.abort();
		await expect( put ).rejects.toBe( controller.signal.reason );
	} );
} );

describe( 'A provider with deleteFile() too', () => {
	it( 'removes what left the site, and nothing that others put there', async () => {
		const provider = new RemovingBoxProvider();
		const runtime = fakeRuntime();
		provider.box.set( 'foreign', 'theirs' );
		await publish(
			await open( provider, runtime ),
			await createTestManifest( { a: '1', gone: '2' } )
		);
		const { plan } = await publish(
			await open( provider, runtime ),
			await createTestManifest( { a: '1' } )
		);
		expect( plan.removals ).toEqual( [ 'gone' ] );
		expect( [ ...provider.box.keys() ].sort() ).toEqual( [
			'a',
			'foreign',
		] );
	} );

	it( 'that dies while it removes does not take a removed file for unchanged later', async () => {
		const provider = new RemovingBoxProvider();
		const runtime = fakeRuntime();
		const before = await createTestManifest( { a: '1', b: '2' } );
		await publish( await open( provider, runtime ), before );

		provider.deleteFile = async ( path ) => {
			provider.box.delete( path );
			throw new Error( 'the process dies here' );
		};
		await expect(
			publish(
				await open( provider, runtime ),
				await createTestManifest( { a: '1' } )
			)
		).rejects.toThrow( 'the process dies here' );

		await publish( await open( provider, runtime ), before );
		expect( provider.box.get( 'b' ) ).toBe( '2' );
	} );

	it( 'is not led astray by a ledger that somebody has changed', async () => {
		const runtime = fakeRuntime();
		await runtime
			.ledger( 'static_site' )
			.write(
				new Map( [
					[
						'../../etc/passwd',
						{ sha256: '', size: 0, contentType: '' },
					],
				] ),
				{ signal }
			);
		const { plan } = await publish(
			await open( new RemovingBoxProvider(), runtime ),
			await createTestManifest( { a: '1' } )
		);
		expect( plan.removals ).toEqual( [] );
	} );

	it( 'writes its ledger every 200 files, so that a dead process repeats few', async () => {
		const provider = new BoxProvider();
		const runtime = fakeRuntime();
		const manifest = await createTestManifest(
			Object.fromEntries(
				Array.from( { length: 201 }, ( _, index ) => [
					`${ index }`,
					`body ${ index }`,
				] )
			)
		);
		const dying = await open( provider, runtime );
		await dying.prepare( manifest, { signal } );
		for ( const file of manifest.files.values() ) {
			await dying.put( file, { signal } );
		}
		const next = await open( provider, runtime );
		const plan = await next.prepare( manifest, { signal } );
		expect( plan.uploads.map( ( { path } ) => path ) ).toEqual( [ '200' ] );
	} );

	it( 'refuses to end while a planned file is missing', async () => {
		const target = await open( new RemovingBoxProvider() );
		await target.prepare( await createTestManifest( { a: '1' } ), {
			signal,
		} );
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'contract_violated',
		} );
	} );
} );
