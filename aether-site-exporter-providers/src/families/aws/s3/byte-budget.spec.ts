import { describe, expect, it } from 'vitest';
import { ByteBudget } from './byte-budget';

const { signal } = new AbortController();

const openTask = () => {
	let finish = () => {};
	let hasBegun = false;
	const done = new Promise< void >( ( resolve ) => {
		finish = resolve;
	} );
	return {
		run: () => {
			hasBegun = true;
			return done;
		},
		finish,
		get hasBegun() {
			return hasBegun;
		},
	};
};

const settle = () => new Promise( ( resolve ) => setImmediate( resolve ) );

describe( 'a budget of bytes', () => {
	it( 'lets no more begin than fits, in the order of asking', async () => {
		const budget = new ByteBudget( 10 );
		const [ first, second, third ] = [ openTask(), openTask(), openTask() ];
		const all = [
			budget.spend( 6, first.run, { signal } ),
			budget.spend( 6, second.run, { signal } ),
			budget.spend( 1, third.run, { signal } ),
		];
		await settle();
		expect(
			[ first, second, third ].map( ( task ) => task.hasBegun )
		).toEqual( [ true, false, false ] );
		first.finish();
		await settle();
		expect( second.hasBegun && third.hasBegun ).toBe( true );
		second.finish();
		third.finish();
		await Promise.all( all );
	} );

	it( 'lets go alone what is larger than all of it', async () => {
		const budget = new ByteBudget( 10 );
		const [ huge, small ] = [ openTask(), openTask() ];
		const all = [
			budget.spend( 99, huge.run, { signal } ),
			budget.spend( 1, small.run, { signal } ),
		];
		await settle();
		expect( [ huge.hasBegun, small.hasBegun ] ).toEqual( [ true, false ] );
		huge.finish();
		small.finish();
		await Promise.all( all );
	} );

	it( 'gives the bytes back of what failed, and the place of who left', async () => {
		const budget = new ByteBudget( 10 );
		await expect(
			budget.spend( 10, () => Promise.reject( new Error( 'failed' ) ), {
				signal,
			} )
		).rejects.toThrow( 'failed' );
		const [ first, third ] = [ openTask(), openTask() ];
		const controller = new AbortController();
		const one = budget.spend( 10, first.run, { signal } );
		const two = budget.spend( 10, async () => {}, {
			signal: controller.signal,
		} );
		const three = budget.spend( 1, third.run, { signal } );
		controller.abort( new Error( 'cancelled' ) );
		await expect( two ).rejects.toThrow( 'cancelled' );
		expect( third.hasBegun ).toBe( false );
		first.finish();
		third.finish();
		await Promise.all( [ one, three ] );
		expect( third.hasBegun ).toBe( true );
	} );
} );
