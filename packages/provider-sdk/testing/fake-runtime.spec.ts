import { describe, expect, it } from 'vitest';
import { fakeRuntime } from './fake-runtime';

const signal = new AbortController().signal;

describe( 'fakeRuntime', () => {
	it( 'has no network until it is handed one', async () => {
		const runtime = fakeRuntime();
		for ( const call of [
			() => runtime.fetch( 'https://example.test/' ),
			() => runtime.rest( 'aether/v1/site' ),
		] ) {
			await expect( call() ).rejects.toMatchObject( {
				code: 'network_failed',
			} );
		}
	} );

	it( 'puts a secret into a header where only the other side sees it', async () => {
		const seen: ( string | null )[] = [];
		const runtime = fakeRuntime( {
			secrets: { token: 'hunter2' },
			fetch: async ( input, init ) => {
				seen.push(
					new Request( input, init ).headers.get( 'Authorization' )
				);
				return new Response();
			},
		} );
		expect( runtime.secret( 'token' ) ).not.toContain( 'hunter2' );
		await runtime.fetch( 'https://example.test/', {
			headers: { Authorization: `Bearer ${ runtime.secret( 'token' ) }` },
		} );
		expect( seen ).toEqual( [ 'Bearer hunter2' ] );
	} );

	it( 'derives the signing key that AWS documents', async () => {
		const runtime = fakeRuntime( {
			secrets: { key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
		} );
		const key = await runtime.signingKey(
			{
				date: '20120215',
				region: 'us-east-1',
				// The documented example is for another service than the one that targets sign for.
				service: 'iam' as 's3',
				field: 'key',
			},
			{ signal }
		);
		expect( Buffer.from( key ).toString( 'hex' ) ).toBe(
			'f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d'
		);
	} );

	it( 'keeps one ledger per deployment type', async () => {
		const runtime = fakeRuntime();
		await runtime
			.ledger( 'static_site' )
			.write(
				new Map( [
					[ 'a', { sha256: '', size: 0, contentType: '' } ],
				] ),
				{ signal }
			);
		expect(
			( await runtime.ledger( 'static_site' ).read( { signal } ) )?.size
		).toBe( 1 );
		expect(
			await runtime.ledger( 'blueprint_bundle' ).read( { signal } )
		).toBeNull();
	} );

	it( 'remembers what was logged', () => {
		const runtime = fakeRuntime();
		runtime.logger.warn( 'careful', { path: 'a' } );
		expect( runtime.logger.entries ).toEqual( [
			{ level: 'warn', message: 'careful', fields: { path: 'a' } },
		] );
	} );
} );
