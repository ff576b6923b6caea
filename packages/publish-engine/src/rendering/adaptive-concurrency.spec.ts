import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import {
	AdaptiveConcurrency,
	type RequestOutcome,
} from './adaptive-concurrency';

const GOOD: RequestOutcome = { status: 200, milliseconds: 100, isPage: true };

function controlled( maximum: number ) {
	const clock = new ManualClock();
	const concurrency = new AdaptiveConcurrency( maximum, clock );
	const observe = ( outcome: Partial< RequestOutcome >, times = 1 ) => {
		for ( let time = 0; time < times; time++ ) {
			concurrency.observe( { ...GOOD, ...outcome } );
		}
	};
	return { clock, concurrency, observe };
}

describe( 'the number of requests in flight', () => {
	it( 'begins with half and reaches the maximum while the site is well', () => {
		const { concurrency, observe } = controlled( 8 );
		expect( concurrency.limit ).toBe( 4 );
		observe( {}, 4 );
		expect( concurrency.limit ).toBe( 8 );
		observe( {}, 100 );
		expect( concurrency.limit ).toBe( 8 );
	} );

	it.each( [
		[ 'a 429', { status: 429 } ],
		[ 'a 503', { status: 503 } ],
	] )(
		'halves at %s, once for all that were under way',
		( _name, outcome ) => {
			const { concurrency, observe } = controlled( 8 );
			observe( {}, 10 );
			observe( outcome, 8 );
			expect( concurrency.limit ).toBe( 4 );
		}
	);

	it( 'halves when there is no answer', () => {
		const { clock, concurrency } = controlled( 8 );
		concurrency.observe( { milliseconds: 60_000, isPage: true } );
		expect( concurrency.limit ).toBe( 2 );
		expect( clock.now() ).toBeTypeOf( 'number' );
	} );

	it( 'never falls below one, however long the site complains', async () => {
		const { clock, concurrency, observe } = controlled( 8 );
		for ( let round = 0; round < 10; round++ ) {
			observe( { status: 503 } );
			await clock.advance( 2_000 );
		}
		expect( concurrency.limit ).toBe( 1 );
	} );

	it( 'grows by one per round of answers after a complaint', async () => {
		const { clock, concurrency, observe } = controlled( 8 );
		observe( {}, 10 );
		observe( { status: 429 } );
		observe( {}, 50 );
		expect( concurrency.limit ).toBe( 4 );
		await clock.advance( 2_000 );
		observe( {}, 4 );
		expect( concurrency.limit ).toBe( 5 );
		observe( {}, 4 );
		expect( concurrency.limit ).toBe( 5 );
		observe( {} );
		expect( concurrency.limit ).toBe( 6 );
	} );

	it( 'halves when pages take many times as long as they did', () => {
		const { concurrency, observe } = controlled( 8 );
		observe( { milliseconds: 500 }, 10 );
		observe( { milliseconds: 6_000 }, 5 );
		expect( concurrency.limit ).toBe( 4 );
	} );

	it( 'leaves a site alone that is slow by nature', () => {
		const { concurrency, observe } = controlled( 8 );
		observe( { milliseconds: 5_000 }, 20 );
		expect( concurrency.limit ).toBe( 8 );
	} );

	it( 'does not take a large file for a slow site', () => {
		const { concurrency, observe } = controlled( 8 );
		observe( {}, 10 );
		observe( { milliseconds: 30_000, isPage: false }, 10 );
		expect( concurrency.limit ).toBe( 8 );
	} );
} );
