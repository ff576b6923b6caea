import { AetherError } from '@aether/provider-sdk';
import type { PublishSummary } from '@aether/publish-engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	createPublishController,
	type RunPublishOptions,
} from './publish-controller';
import { announceStop } from './stop-signal';

const SUMMARY: PublishSummary = {
	status: 'success',
	providers: [],
	pageCount: 0,
	fileCount: 0,
};

/** A run of the engine that the test drives. */
function drivenRun() {
	const runs: {
		options: RunPublishOptions;
		resolve: ( summary: PublishSummary ) => void;
		reject: ( error: unknown ) => void;
	}[] = [];
	const controller = createPublishController(
		( options ) =>
			new Promise( ( resolve, reject ) =>
				runs.push( { options, resolve, reject } )
			)
	);
	const progress = ( fraction: number ) =>
		runs[ 0 ]?.options.onEvent( {
			type: 'run-progress',
			fraction,
			runId: 'run',
			seq: 0,
			at: 0,
		} );
	return { controller, runs, progress };
}

beforeEach( () => {
	vi.useFakeTimers();
} );
afterEach( () => {
	vi.useRealTimers();
} );

describe( 'createPublishController', () => {
	it( 'runs once, however often the button is pressed', () => {
		const { controller, runs } = drivenRun();
		void controller.startPublish( { takeOver: true } );
		void controller.startPublish();
		expect( runs ).toHaveLength( 1 );
		expect( runs[ 0 ]?.options.takeOver ).toBe( true );
		expect( controller.getState().status ).toBe( 'starting' );
	} );

	it( 'stops at once when a person stops it in another tab of this browser, and for no other publish', async () => {
		const { controller, runs, progress } = drivenRun();
		const running = controller.startPublish();
		progress( 0.1 );
		const signal = runs[ 0 ]?.options.signal;
		const cancelled = new Promise( ( resolve ) =>
			signal?.addEventListener( 'abort', resolve )
		);
		announceStop( 'another' );
		announceStop( 'run' );
		await cancelled;
		expect( controller.getState().status ).toBe( 'cancelling' );
		runs[ 0 ]?.resolve( SUMMARY );
		await running;
	} );

	it( 'can run again after the end', async () => {
		const { controller, runs } = drivenRun();
		const first = controller.startPublish();
		runs[ 0 ]?.options.onEvent( {
			type: 'run-end',
			summary: SUMMARY,
			runId: '',
			seq: 0,
			at: 0,
		} );
		runs[ 0 ]?.resolve( SUMMARY );
		await first;
		expect( controller.getState().status ).toBe( 'success' );
		void controller.startPublish();
		expect( runs ).toHaveLength( 2 );
	} );

	it( 'says at once that it is cancelling, and aborts the signal', () => {
		const { controller, runs } = drivenRun();
		void controller.startPublish();
		controller.cancel();
		expect( controller.getState().status ).toBe( 'cancelling' );
		expect( runs[ 0 ]?.options.signal.aborted ).toBe( true );
	} );

	it( 'is cancelled, not failed, when the run rejects after a cancel', async () => {
		const { controller, runs } = drivenRun();
		const run = controller.startPublish();
		controller.cancel();
		runs[ 0 ]?.reject( new Error( 'aborted' ) );
		await run;
		expect( controller.getState() ).toMatchObject( {
			status: 'cancelled',
			error: null,
		} );
	} );

	it( 'keeps the error of a run that could not begin', async () => {
		const { controller, runs } = drivenRun();
		const run = controller.startPublish();
		const error = new AetherError( 'publish_running', 'Busy.' );
		runs[ 0 ]?.reject( error );
		await run;
		expect( controller.getState() ).toMatchObject( {
			status: 'failed',
			error,
		} );
	} );

	it( 'tells of many events once per frame, and of a new status at once', () => {
		const { controller, progress } = drivenRun();
		const listener = vi.fn();
		controller.subscribe( listener );
		void controller.startPublish();
		expect( listener ).toHaveBeenCalledTimes( 1 );
		progress( 0.1 );
		progress( 0.2 );
		expect( listener ).toHaveBeenCalledTimes( 1 );
		vi.advanceTimersByTime( 40 );
		expect( listener ).toHaveBeenCalledTimes( 2 );
		progress( 0.3 );
		controller.cancel();
		expect( listener ).toHaveBeenCalledTimes( 3 );
		vi.advanceTimersByTime( 40 );
		expect( listener ).toHaveBeenCalledTimes( 3 );
	} );

	it( 'does not call who has left', () => {
		const { controller } = drivenRun();
		const listener = vi.fn();
		controller.subscribe( listener )();
		void controller.startPublish();
		expect( listener ).not.toHaveBeenCalled();
	} );
} );
