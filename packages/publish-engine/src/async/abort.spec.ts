import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { linkAbort, untilAbandoned, untilAborted, withDeadline } from './abort';

const never = () => new Promise< never >( () => {} );

describe( 'linkAbort', () => {
	it( 'follows its parent with the parent’s reason', () => {
		const parent = new AbortController();
		const link = linkAbort( parent.signal );
		parent.abort( 'stop' );
		expect( link.signal.reason ).toBe( 'stop' );
	} );

	it( 'is aborted from the start when its parent is', () => {
		expect( linkAbort( AbortSignal.abort() ).signal.aborted ).toBe( true );
	} );

	it( 'leaves its parent alone', () => {
		const parent = new AbortController();
		linkAbort( parent.signal ).abort( 'stop' );
		expect( parent.signal.aborted ).toBe( false );
	} );

	it( 'follows no longer once it is unlinked', () => {
		const parent = new AbortController();
		const link = linkAbort( parent.signal );
		link.unlink();
		parent.abort();
		expect( link.signal.aborted ).toBe( false );
	} );
} );

describe( 'untilAborted', () => {
	it( 'settles with the promise', async () => {
		const { signal } = new AbortController();
		await expect(
			untilAborted( Promise.resolve( 1 ), signal )
		).resolves.toBe( 1 );
	} );

	it( 'rejects at once though the promise never settles', async () => {
		const controller = new AbortController();
		const waiting = untilAborted( never(), controller.signal );
		controller.abort( new Error( 'cancelled' ) );
		await expect( waiting ).rejects.toThrow( 'cancelled' );
	} );
} );

describe( 'untilAbandoned', () => {
	it( 'lets a task clean up after the abort', async () => {
		const clock = new ManualClock();
		const controller = new AbortController();
		const task = clock
			.sleep( 5, { signal: new AbortController().signal } )
			.then( () => 'cleaned' );
		const waiting = untilAbandoned( task, {
			clock,
			signal: controller.signal,
			graceMs: 10,
		} );
		controller.abort();
		await clock.advance( 5 );
		await expect( waiting ).resolves.toBe( 'cleaned' );
		expect( clock.pending ).toBe( 0 );
	} );

	it( 'gives up a task that ignores the signal', async () => {
		const clock = new ManualClock();
		const controller = new AbortController();
		const waiting = untilAbandoned( never(), {
			clock,
			signal: controller.signal,
			graceMs: 10,
		} );
		controller.abort( new Error( 'cancelled' ) );
		await expect( clock.run( waiting ) ).rejects.toThrow( 'cancelled' );
	} );
} );

describe( 'withDeadline', () => {
	const expired = () => new Error( 'too late' );

	it( 'leaves no timer behind when the task is faster', async () => {
		const clock = new ManualClock();
		const { signal } = new AbortController();
		await withDeadline( async () => 1, {
			clock,
			signal,
			milliseconds: 10,
			expired,
		} );
		expect( clock.pending ).toBe( 0 );
	} );

	it( 'aborts the task when its time is over', async () => {
		const clock = new ManualClock();
		const { signal } = new AbortController();
		let taskSignal: AbortSignal | undefined;
		const running = withDeadline(
			( linked ) => {
				taskSignal = linked;
				return never();
			},
			{ clock, signal, milliseconds: 10, expired }
		);
		await expect( clock.run( running ) ).rejects.toThrow( 'too late' );
		expect( taskSignal?.aborted ).toBe( true );
	} );
} );
