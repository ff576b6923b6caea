import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { computeDigest, createPublishFile, webCryptoHasher } from './digests';

const BODY = 'Grüße\n';
const nodeHash = ( algorithm: string ) =>
	createHash( algorithm ).update( BODY ).digest( 'hex' );

describe( 'createPublishFile', () => {
	it( 'describes a text by its UTF-8 bytes', async () => {
		const file = await createPublishFile( {
			path: 'a.txt',
			body: BODY,
			contentType: 'text/plain; charset=UTF-8',
			cacheControl: 'no-cache',
		} );
		expect( file ).toMatchObject( {
			path: 'a.txt',
			size: 8,
			contentType: 'text/plain; charset=UTF-8',
			cacheControl: 'no-cache',
			sha256: nodeHash( 'sha256' ),
		} );
		expect( await ( await file.open() ).text() ).toBe( BODY );
		expect( await file.digest( 'sha1' ) ).toBe( nodeHash( 'sha1' ) );
	} );

	it( 'takes bytes and blobs, and an empty body', async () => {
		for ( const body of [ new Uint8Array(), new Blob( [] ), '' ] ) {
			const file = await createPublishFile( { path: 'empty', body } );
			expect( file.size ).toBe( 0 );
			expect( file.contentType ).toBe( 'application/octet-stream' );
		}
	} );

	it( 'gives the id that git gives', async () => {
		const file = await createPublishFile( { path: 'a', body: BODY } );
		expect( await file.digest( 'git-sha1' ) ).toBe(
			execFileSync( 'git', [ 'hash-object', '--stdin' ], { input: BODY } )
				.toString()
				.trim()
		);
	} );

	it( 'computes a further digest once', async () => {
		const digest = vi.fn( webCryptoHasher.digest );
		const file = await createPublishFile( {
			path: 'a',
			body: BODY,
			hasher: { digest },
		} );
		expect( digest ).toHaveBeenCalledTimes( 1 );
		await Promise.all( [ file.digest( 'sha1' ), file.digest( 'sha1' ) ] );
		expect( digest ).toHaveBeenCalledTimes( 2 );
	} );

	it( 'opens nothing for a run that was cancelled', async () => {
		const file = await createPublishFile( { path: 'a', body: BODY } );
		await expect(
			file.open( { signal: AbortSignal.abort() } )
		).rejects.toThrow( expect.objectContaining( { name: 'AbortError' } ) );
	} );

	it( 'refuses a path that no target takes', async () => {
		await expect(
			createPublishFile( { path: '../a', body: '' } )
		).rejects.toMatchObject( { code: 'path_rejected' } );
	} );
} );

describe( 'computeDigest', () => {
	it( 'says that MD5 needs a hasher', async () => {
		await expect(
			computeDigest( 'md5', new Uint8Array() )
		).rejects.toMatchObject( { code: 'contract_violated' } );
	} );

	it( 'uses the hasher that is handed in', async () => {
		const hasher = { digest: async () => nodeHash( 'md5' ) };
		expect( await computeDigest( 'md5', new Uint8Array(), hasher ) ).toBe(
			nodeHash( 'md5' )
		);
	} );
} );
