import { AetherError } from '@aether/provider-sdk';
import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { until } from '../../testing';
import { retry, retryDelay, type RetryPolicy } from './retry';

const policy: RetryPolicy = {
	attempts: 4,
	firstDelayMs: 1000,
	longestDelayMs: 3000,
};
const busy = ( retryAfterMs?: number ) =>
	new AetherError(
		'rate_limited',
		'busy',
		retryAfterMs === undefined ? {} : { retryAfterMs }
	);

function failing( times: number, error: unknown ) {
	let calls = 0;
	const task = async ( attempt: number ) => {
		calls++;
		if ( attempt <= times ) {
			throw error;
		}
		return `done at ${ attempt }`;
	};
	return { task, calls: () => calls };
}

const optionsFor = ( clock: ManualClock, signal?: AbortSignal ) => ( {
	clock,
	random: () => 1,
	signal: signal ?? new AbortController().signal,
} );

describe( 'retryDelay', () => {
	it( 'doubles with each attempt up to the longest', () => {
		const delays = [ 1, 2, 3, 4 ].map( ( attempt ) =>
			retryDelay( policy, attempt, undefined, () => 1 )
		);
		expect( delays ).toEqual( [ 1000, 2000, 3000, 3000 ] );
	} );

	it( 'leaves the upper half to chance', () => {
		expect( retryDelay( policy, 1, undefined, () => 0 ) ).toBe( 500 );
		expect( retryDelay( policy, 1, undefined, () => 0.5 ) ).toBe( 750 );
	} );

	it( 'waits as long as the other side asked for, but never longer than the longest', () => {
		expect( retryDelay( policy, 1, 2500, () => 0 ) ).toBe( 2500 );
		expect( retryDelay( policy, 1, 900_000, () => 0 ) ).toBe( 3000 );
	} );
} );

describe( 'retry', () => {
	it( 'runs the task again until it succeeds', async () => {
		const clock = new ManualClock();
		const { task } = failing( 2, busy() );
		await expect(
			clock.run( retry( task, policy, optionsFor( clock ) ) )
		).resolves.toBe( 'done at 3' );
		expect( clock.sleeps ).toEqual( [ 1000, 2000 ] );
	} );

	it( 'honours Retry-After', async () => {
		const clock = new ManualClock();
		const { task } = failing( 1, busy( 1700 ) );
		await clock.run( retry( task, policy, optionsFor( clock ) ) );
		expect( clock.sleeps ).toEqual( [ 1700 ] );
	} );

	it( 'gives up after the last attempt with that attempt’s error', async () => {
		const clock = new ManualClock();
		const error = busy();
		const { task, calls } = failing( 99, error );
		await expect(
			clock.run( retry( task, policy, optionsFor( clock ) ) )
		).rejects.toBe( error );
		expect( calls() ).toBe( 4 );
	} );

	it( 'does not try again what cannot succeed', async () => {
		const clock = new ManualClock();
		const { task, calls } = failing(
			99,
			new AetherError( 'auth_failed', 'no' )
		);
		await expect(
			retry( task, policy, optionsFor( clock ) )
		).rejects.toMatchObject( { code: 'auth_failed' } );
		expect( calls() ).toBe( 1 );
	} );

	it( 'takes an error that is not of the contract for a failure of the other side', async () => {
		const clock = new ManualClock();
		const { task } = failing( 1, new TypeError( 'fetch failed' ) );
		await expect(
			clock.run( retry( task, policy, optionsFor( clock ) ) )
		).resolves.toBe( 'done at 2' );
	} );

	it( 'ends its wait at once when it is aborted', async () => {
		const clock = new ManualClock();
		const controller = new AbortController();
		const { task, calls } = failing( 99, busy() );
		const running = retry(
			task,
			policy,
			optionsFor( clock, controller.signal )
		);
		await until( () => clock.pending === 1 );
		controller.abort();
		await expect( running ).rejects.toHaveProperty( 'name', 'AbortError' );
		expect( calls() ).toBe( 1 );
		expect( clock.pending ).toBe( 0 );
	} );

	it( 'says the number of the failed attempt before each wait', async () => {
		const clock = new ManualClock();
		const { task } = failing( 2, busy() );
		const told: number[][] = [];
		await clock.run(
			retry( task, policy, {
				...optionsFor( clock ),
				onRetry: ( attempt, delayMs ) =>
					told.push( [ attempt, delayMs ] ),
			} )
		);
		expect( told ).toEqual( [
			[ 1, 1000 ],
			[ 2, 2000 ],
		] );
	} );
} );
