import { toTargetPath, webCryptoHasher } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { SiteFile } from './site-file';

function fileOf( body: string ) {
	let reads = 0;
	const file = new SiteFile( {
		path: toTargetPath( 'index.html' ),
		size: body.length,
		contentType: 'text/html',
		sha256: '',
		cacheControl: 'no-cache',
		hasher: webCryptoHasher,
		read: async () => {
			reads++;
			return new Blob( [ body ] );
		},
	} );
	return { file, reads: () => reads };
}

describe( 'SiteFile', () => {
	it( 'opens a fresh body for each attempt', async () => {
		const { file, reads } = fileOf( 'hello' );
		expect( await ( await file.open() ).text() ).toBe( 'hello' );
		expect( await ( await file.open() ).text() ).toBe( 'hello' );
		expect( reads() ).toBe( 2 );
	} );

	it( 'does not open for a signal that is aborted', async () => {
		const { file, reads } = fileOf( 'hello' );
		await expect(
			file.open( { signal: AbortSignal.abort() } )
		).rejects.toHaveProperty( 'name', 'AbortError' );
		expect( reads() ).toBe( 0 );
	} );

	it( 'knows the id that git gives the same bytes', async () => {
		const { file } = fileOf( 'hello\n' );
		await expect( file.digest( 'git-sha1' ) ).resolves.toBe(
			'ce013625030ba8dba906f756967f9e9ca394464a'
		);
	} );

	it( 'computes each digest once', async () => {
		const { file, reads } = fileOf( 'hello' );
		await Promise.all( [ file.digest( 'sha1' ), file.digest( 'sha1' ) ] );
		await file.digest( 'sha1' );
		expect( reads() ).toBe( 1 );
	} );
} );
