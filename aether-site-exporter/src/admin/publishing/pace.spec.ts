import { describe, expect, it } from 'vitest';
import {
	elapsed,
	keepPace,
	NO_PACE,
	rateOf,
	startPace,
	timeLeft,
} from './pace';

const after = ( milliseconds: number ) =>
	keepPace( startPace( 1000 ), 1000 + milliseconds );

describe( 'A pace', () => {
	it( 'measures from the first event to the last', () => {
		expect( elapsed( NO_PACE ) ).toBe( 0 );
		expect( elapsed( after( 5000 ) ) ).toBe( 5000 );
		expect( keepPace( NO_PACE, 7 ) ).toEqual( { startedAt: 7, at: 7 } );
	} );

	it( 'tells a rate and the time left', () => {
		expect( rateOf( 50, after( 5000 ) ) ).toBe( 10 );
		expect( timeLeft( 0.25, after( 5000 ) ) ).toBe( 15_000 );
	} );

	it( 'says nothing while it is too early, or over', () => {
		expect( rateOf( 50, after( 1999 ) ) ).toBeNull();
		expect( rateOf( 0, after( 5000 ) ) ).toBeNull();
		expect( timeLeft( 0.25, after( 1999 ) ) ).toBeNull();
		expect( timeLeft( 0.01, after( 5000 ) ) ).toBeNull();
		expect( timeLeft( 1, after( 5000 ) ) ).toBeNull();
	} );
} );
