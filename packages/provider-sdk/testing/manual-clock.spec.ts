import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock';

const calm = { signal: new AbortController().signal };

describe( 'ManualClock', () => {
	it( 'stands still until it is moved', async () => {
		const clock = new ManualClock( 1000 );
		const slept = clock.sleep( 50, calm ).then( () => clock.now() );
		expect( clock.now() ).toBe( 1000 );
		expect( clock.pending ).toBe( 1 );
		await clock.advance( 60 );
		expect( await slept ).toBe( 1050 );
		expect( clock.now() ).toBe( 1060 );
		expect( clock.pending ).toBe( 0 );
	} );

	it( 'wakes in order whoever is due, also those who fall asleep on the way', async () => {
		const clock = new ManualClock( 0 );
		const woken: string[] = [];
		const sleeper = async ( name: string, ...lengths: number[] ) => {
			for ( const length of lengths ) {
				await clock.sleep( length, calm );
				woken.push( `${ name } ${ clock.now() }` );
			}
		};
		void sleeper( 'a', 30, 10 );
		void sleeper( 'b', 20, 30 );
		await clock.advance( 45 );
		expect( woken ).toEqual( [ 'b 20', 'a 30', 'a 40' ] );
	} );

	it( 'ends a sleep as soon as its signal is aborted', async () => {
		const clock = new ManualClock();
		const controller = new AbortController();
		const slept = clock.sleep( 50, { signal: controller.signal } );
		controller.abort();
		await expect( slept ).rejects.toBe( controller.signal.reason );
		expect( clock.pending ).toBe( 0 );
	} );

	it( 'lets time pass for as long as a promise needs it', async () => {
		const clock = new ManualClock( 0 );
		const work = async () => {
			await clock.sleep( 1000, calm );
			await clock.sleep( 2000, calm );
			return 'done';
		};
		expect( await clock.run( work() ) ).toBe( 'done' );
		expect( clock.now() ).toBe( 3000 );
		expect( clock.sleeps ).toEqual( [ 1000, 2000 ] );
	} );
} );
