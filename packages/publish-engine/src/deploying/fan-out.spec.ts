import { AetherError } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { assertAnySucceeded, concludeUpload } from './conclude';
import { fanOut } from './fan-out';

const { signal } = new AbortController();

describe( 'fanOut', () => {
	it( 'lets one provider’s failure never stop another', async () => {
		const results = await fanOut(
			[ 'bad', 'good', 'worse' ],
			async ( id ) => {
				if ( id !== 'good' ) {
					throw new AetherError( 'auth_failed', `${ id } failed` );
				}
				return 'uploaded';
			},
			{ signal }
		);
		expect( results ).toMatchObject( {
			successCount: 1,
			failureCount: 2,
			providers: [
				{ providerId: 'bad', success: false },
				{ providerId: 'good', success: true, value: 'uploaded' },
				{
					providerId: 'worse',
					success: false,
					error: { code: 'auth_failed', message: 'worse failed' },
				},
			],
		} );
	} );

	it( 'starts all of them before any has ended', async () => {
		const started: string[] = [];
		let release = () => {};
		const gate = new Promise< void >( ( resolve ) => {
			release = resolve;
		} );
		const running = fanOut(
			[ 'a', 'b', 'c' ],
			async ( id ) => {
				started.push( id );
				await gate;
			},
			{ signal }
		);
		expect( started ).toEqual( [ 'a', 'b', 'c' ] );
		release();
		await running;
	} );

	it( 'takes a task that throws before it returns a promise for a failure', async () => {
		const results = await fanOut(
			[ 'a' ],
			() => {
				throw new TypeError( 'broken' );
			},
			{ signal }
		);
		expect( results.failureCount ).toBe( 1 );
	} );

	it( 'rejects as one cancel, not as N failures', async () => {
		const controller = new AbortController();
		const running = fanOut(
			[ 'a', 'b' ],
			async () => {
				controller.abort();
				throw controller.signal.reason;
			},
			{ signal: controller.signal }
		);
		await expect( running ).rejects.toHaveProperty( 'name', 'AbortError' );
	} );

	it( 'has nothing to say about no providers', async () => {
		const results = await fanOut( [], async () => 1, { signal } );
		expect( results ).toEqual( {
			successCount: 0,
			failureCount: 0,
			providers: [],
		} );
		expect( () => assertAnySucceeded( results ) ).not.toThrow();
	} );
} );

describe( 'the outcome of an upload', () => {
	const results = ( successCount: number, failureCount: number ) => ( {
		successCount,
		failureCount,
		providers: [],
	} );

	it( 'is a failure when no provider has it', () => {
		expect( () => assertAnySucceeded( results( 0, 2 ) ) ).toThrow(
			'Failed to upload to any provider'
		);
	} );

	it( 'is a warning when one of two failed', () => {
		expect( concludeUpload( 'static site', results( 1, 1 ) ) ).toEqual( {
			message: 'Uploaded static site to 1/2 providers',
			code: 'static_site_uploaded',
			counts: { reached: 1, total: 2 },
			level: 'warning',
		} );
	} );

	it( 'is a success when all have it', () => {
		expect( concludeUpload( 'blueprint bundle', results( 2, 0 ) ) ).toEqual(
			{
				message: 'Uploaded blueprint bundle to 2/2 providers',
				code: 'blueprint_bundle_uploaded',
				counts: { reached: 2, total: 2 },
				level: 'success',
			}
		);
	} );
} );
