import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { linkAbort } from './abort';
import { onAbort } from './on-abort';

describe( 'onAbort', () => {
	it( 'calls everybody who follows, once', () => {
		const controller = new AbortController();
		const heard: string[] = [];
		onAbort( controller.signal, () => heard.push( 'a' ) );
		onAbort( controller.signal, () => heard.push( 'b' ) );
		controller.abort();
		controller.abort();
		expect( heard ).toEqual( [ 'a', 'b' ] );
	} );

	it( 'calls at once where the signal is aborted already', () => {
		let calls = 0;
		onAbort( AbortSignal.abort(), () => calls++ )();
		expect( calls ).toBe( 1 );
	} );

	it( 'calls nobody who has stopped, and keeps two with one function apart', () => {
		const controller = new AbortController();
		let calls = 0;
		const callback = () => void calls++;
		const stop = onAbort( controller.signal, callback );
		onAbort( controller.signal, callback );
		stop();
		stop();
		controller.abort();
		expect( calls ).toBe( 1 );
	} );

	it( 'puts one listener on a signal that thousands follow', () => {
		const controller = new AbortController();
		const links = Array.from( { length: 2_000 }, () =>
			linkAbort( controller.signal )
		);
		expect( getEventListeners( controller.signal, 'abort' ) ).toHaveLength(
			1
		);
		links.slice( 1_000 ).forEach( ( { unlink } ) => unlink() );
		controller.abort( 'stop' );
		expect(
			links.filter( ( { signal } ) => signal.reason === 'stop' )
		).toHaveLength( 1_000 );
	} );
} );
