import { AetherError, type TargetPath } from '@aether/provider-sdk';
import type {
	PublishEvent,
	PublishEventBody,
	PublishSummary,
} from '@aether/publish-engine';
import { describe, expect, it } from 'vitest';
import {
	IDLE,
	isActive,
	MOST_FINDINGS,
	type PublishAction,
	type PublishState,
	reducePublish,
} from './publish-state';

const event = ( body: PublishEventBody ): PublishEvent => ( {
	runId: 'run',
	seq: 0,
	at: 0,
	...body,
} );

const play = (
	actions: readonly PublishAction[],
	from: PublishState = IDLE
): PublishState => actions.reduce( reducePublish, from );

const summary = ( status: PublishSummary[ 'status' ] ): PublishSummary => ( {
	status,
	providers: [],
	pageCount: 3,
	fileCount: 7,
} );

const started = play( [
	{ type: 'publish-request' },
	event( {
		type: 'run-start',
		workflow: [ [ [ 'discover', 1 ] ], [ [ 'upload', 9 ] ] ],
	} ),
	event( { type: 'step-start', step: 'upload', label: 'Upload' } ),
	event( {
		type: 'provider-start',
		step: 'upload',
		providerId: 'a',
		deploymentType: 'static_site',
	} ),
	event( {
		type: 'provider-start',
		step: 'upload',
		providerId: 'b',
		deploymentType: 'static_site',
	} ),
] );

describe( 'reducePublish', () => {
	it( 'forgets the previous run when a new one is requested', () => {
		const ended = play(
			[ event( { type: 'run-end', summary: summary( 'failed' ) } ) ],
			started
		);
		expect( play( [ { type: 'publish-request' } ], ended ) ).toEqual( {
			...IDLE,
			status: 'starting',
		} );
	} );

	it( 'lists all steps of the workflow as waiting from the start', () => {
		expect(
			started.steps.map( ( { id, status } ) => [ id, status ] )
		).toEqual( [
			[ 'discover', 'waiting' ],
			[ 'upload', 'running' ],
		] );
	} );

	it( 'follows a step through progress to its sentence', () => {
		const running = play(
			[
				event( {
					type: 'step-progress',
					step: 'upload',
					loaded: 2,
					total: 4,
					caption: '/about/',
				} ),
			],
			started
		);
		expect( running.steps[ 1 ] ).toMatchObject( {
			loaded: 2,
			total: 4,
			caption: '/about/',
		} );
		const done = play(
			[
				event( {
					type: 'step-end',
					step: 'upload',
					durationMs: 5,
					message: 'Uploaded static site to 1/2 providers',
					level: 'warning',
				} ),
			],
			running
		);
		expect( done.steps[ 1 ] ).toMatchObject( {
			status: 'warning',
			message: 'Uploaded static site to 1/2 providers',
			durationMs: 5,
		} );
	} );

	it( 'keeps the reason of a skipped step and the error of a failed one', () => {
		const error = new AetherError( 'step_failed', 'No.' );
		const state = play(
			[
				event( {
					type: 'step-skip',
					step: 'discover',
					reason: 'No provider receives this.',
				} ),
				event( { type: 'step-error', step: 'upload', error } ),
			],
			started
		);
		expect( state.steps ).toMatchObject( [
			{ status: 'skipped', message: 'No provider receives this.' },
			{ status: 'failed', error },
		] );
	} );

	it( 'keeps providers apart: one fails, the other goes on', () => {
		const error = new AetherError( 'auth_failed', 'No.' );
		const state = play(
			[
				event( {
					type: 'provider-error',
					step: 'upload',
					providerId: 'a',
					error,
				} ),
				event( {
					type: 'provider-progress',
					step: 'upload',
					providerId: 'b',
					loaded: 1,
					total: 2,
					bytes: 30,
					status: 'Waiting for the pipeline',
				} ),
			],
			started
		);
		expect( state.providers ).toMatchObject( [
			{ providerId: 'a', status: 'failed', error },
			{
				providerId: 'b',
				status: 'running',
				loaded: 1,
				total: 2,
				bytes: 30,
				note: 'Waiting for the pipeline',
			},
		] );
	} );

	it( 'takes totals from the plan and the outcome from the end', () => {
		const planned = play(
			[
				event( {
					type: 'provider-plan',
					step: 'upload',
					providerId: 'a',
					plan: {
						uploads: [ { path: 'x' as TargetPath, reason: 'new' } ],
						removals: [],
						unchanged: 9,
					},
				} ),
			],
			started
		);
		expect( planned.providers[ 0 ] ).toMatchObject( {
			total: 1,
			unchanged: 9,
		} );
		const done = play(
			[
				event( {
					type: 'provider-end',
					step: 'upload',
					providerId: 'a',
					receipt: { url: 'https://a.test/' },
					uploaded: 1,
					removed: 2,
					unchanged: 9,
					bytes: 100,
					durationMs: 5,
				} ),
			],
			planned
		);
		expect( done.providers[ 0 ] ).toMatchObject( {
			status: 'done',
			receipt: { url: 'https://a.test/' },
			removed: 2,
			bytes: 100,
		} );
	} );

	it( 'counts all findings and keeps the first ones', () => {
		const finding = event( {
			type: 'finding',
			step: 'render',
			finding: { severity: 'warning', code: 'x', message: 'Hm.' },
		} );
		const state = play(
			Array.from( { length: MOST_FINDINGS + 1 }, () => finding ),
			started
		);
		expect( state.findings ).toHaveLength( MOST_FINDINGS );
		expect( state.findingCount ).toBe( MOST_FINDINGS + 1 );
	} );

	it( 'counts retries', () => {
		const retry = event( {
			type: 'file-retry',
			providerId: 'a',
			path: 'x' as TargetPath,
			attempt: 1,
			delayMs: 1,
		} );
		expect( play( [ retry, retry ], started ).retryCount ).toBe( 2 );
	} );

	it( 'stays cancelling whatever still arrives, until the run has ended', () => {
		const cancelling = play( [
			{ type: 'publish-request' },
			{ type: 'cancel-request' },
			event( { type: 'run-start', workflow: [] } ),
			event( { type: 'run-progress', fraction: 0.4 } ),
		] );
		expect( cancelling.status ).toBe( 'cancelling' );
		const ended = play(
			[ event( { type: 'run-end', summary: summary( 'cancelled' ) } ) ],
			cancelling
		);
		expect( ended ).toMatchObject( { status: 'cancelled', fraction: 0.4 } );
	} );

	it( 'ignores a cancel when nothing runs', () => {
		expect( play( [ { type: 'cancel-request' } ] ) ).toBe( IDLE );
	} );

	it.each( [ 'success', 'partial' ] as const )(
		'fills the bar at the end of a %s',
		( status ) => {
			const state = play(
				[ event( { type: 'run-end', summary: summary( status ) } ) ],
				started
			);
			expect( state ).toMatchObject( { status, fraction: 1 } );
			expect( isActive( state ) ).toBe( false );
		}
	);

	it( 'leaves nothing running when the run ends early', () => {
		const error = new AetherError( 'network_failed', 'Gone.' );
		const state = play( [ { type: 'publish-error', error } ], started );
		expect( state ).toMatchObject( { status: 'failed', error } );
		expect( state.steps[ 1 ]?.status ).toBe( 'failed' );
		expect( state.providers.map( ( { status } ) => status ) ).toEqual( [
			'failed',
			'failed',
		] );
	} );

	it( 'does not touch the state that it is given', () => {
		const before = structuredClone( started );
		play(
			[
				event( { type: 'run-progress', fraction: 0.5 } ),
				event( { type: 'run-end', summary: summary( 'success' ) } ),
			],
			started
		);
		expect( started ).toEqual( before );
	} );
} );
