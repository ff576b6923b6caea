import { AetherError } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemorySite } from '../../testing';
import type { PublishEvent, PublishWorkflow } from '../events';
import { createEventStream } from './event-stream';
import { runPublish } from './run-publish';
import type { PublishStep } from './step';

declare module './step' {
	interface PublishArtifacts {
		first: string;
		second: string;
	}
}

function run(
	workflow: PublishWorkflow,
	steps: readonly PublishStep[],
	signal = new AbortController().signal
) {
	const services = createTestServices( { site: new MemorySite( {} ) } );
	const events: PublishEvent[] = [];
	const emit = createEventStream( {
		runId: 'run-1',
		clock: services.clock,
		logger: services.logger,
		listeners: [ ( event ) => events.push( event ) ],
	} );
	const result = runPublish( {
		runId: 'run-1',
		workflow,
		steps: new Map( steps.map( ( step ) => [ step.id, step ] ) ),
		participants: new Map( [ [ 'database_sync', [ 'third-party' ] ] ] ),
		services,
		emit,
		signal,
	} );
	return { result, events, services };
}

const step = ( id: string, run_: PublishStep[ 'run' ] ): PublishStep => ( {
	id,
	label: id,
	run: run_,
} );
const typesOf = ( events: readonly PublishEvent[] ) =>
	events.map( ( event ) =>
		'step' in event ? `${ event.type } ${ event.step }` : event.type
	);

describe( 'runPublish', () => {
	it( 'runs phases in order and hands on what their steps made', async () => {
		const { result } = run(
			[ [ [ 'a', 1 ] ], [ [ 'b', 1 ] ] ],
			[
				step( 'a', async () => ( { first: 'from a' } ) ),
				step( 'b', async ( context ) => ( {
					second: `${ context.require( 'first' ) }, seen by b`,
				} ) ),
			]
		);
		await expect( result ).resolves.toMatchObject( {
			status: 'success',
			artifacts: { first: 'from a', second: 'from a, seen by b' },
		} );
	} );

	it( 'runs the steps of a phase together, none of which sees what another makes', async () => {
		const seen: unknown[] = [];
		let releaseA = () => {};
		const aMayEnd = new Promise< void >( ( resolve ) => {
			releaseA = resolve;
		} );
		const { result } = run(
			[
				[
					[ 'a', 1 ],
					[ 'b', 1 ],
				],
			],
			[
				step( 'a', async () => {
					await aMayEnd;
					return { first: 'a' };
				} ),
				step( 'b', async ( context ) => {
					seen.push( context.get( 'first' ) );
					releaseA();
				} ),
			]
		);
		await expect( result ).resolves.toMatchObject( {
			artifacts: { first: 'a' },
		} );
		expect( seen ).toEqual( [ undefined ] );
	} );

	it( 'gives a context that no step can change', async () => {
		const { result } = run(
			[ [ [ 'a', 1 ] ] ],
			[
				step( 'a', async ( context ) => {
					( context as { runId: string } ).runId = 'other';
				} ),
			]
		);
		await expect( result ).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'step_failed' },
		} );
	} );

	it( 'names step and key when something is required that nobody made', async () => {
		const { result } = run(
			[ [ [ 'needy', 1 ] ] ],
			[
				step( 'needy', async ( context ) => {
					context.require( 'first' );
				} ),
			]
		);
		const { status, error } = await result;
		expect( status ).toBe( 'failed' );
		expect( error?.code ).toBe( 'contract_violated' );
		expect( error?.message ).toMatch( /needy.*"first"/ );
	} );

	it( 'skips with the step’s own reason and counts it as done', async () => {
		const { result, events } = run(
			[ [ [ 'a', 1 ] ] ],
			[
				{
					...step( 'a', async () => {
						throw new Error( 'must not run' );
					} ),
					shouldSkip: () => 'Nothing to do.',
				},
			]
		);
		expect( ( await result ).status ).toBe( 'success' );
		expect( events ).toMatchObject( [
			{ type: 'step-skip', step: 'a', reason: 'Nothing to do.' },
			{ type: 'run-progress', fraction: 1 },
		] );
	} );

	it( 'warns of an unknown step and goes on', async () => {
		const { result, events, services } = run(
			[ [ [ 'unheardOf', 1 ] ], [ [ 'a', 1 ] ] ],
			[ step( 'a', async () => ( { first: 'made' } ) ) ]
		);
		await expect( result ).resolves.toMatchObject( {
			status: 'success',
			artifacts: { first: 'made' },
		} );
		expect( typesOf( events ).slice( 0, 2 ) ).toEqual( [
			'finding unheardOf',
			'step-skip unheardOf',
		] );
		expect( events[ 0 ] ).toMatchObject( {
			finding: { severity: 'warning', code: 'unknown_step' },
		} );
		expect( services.logger.entries[ 0 ]?.message ).toContain(
			'unheardOf'
		);
	} );

	it( 'lets the others of a phase finish when one fails, and begins no further phase', async () => {
		const ran: string[] = [];
		const { result, events } = run(
			[
				[
					[ 'bad', 1 ],
					[ 'good', 1 ],
				],
				[ [ 'later', 1 ] ],
			],
			[
				step( 'bad', async () => {
					throw new AetherError( 'quota_exceeded', 'full' );
				} ),
				step( 'good', async () => {
					await Promise.resolve();
					ran.push( 'good' );
				} ),
				step( 'later', async () => {
					ran.push( 'later' );
				} ),
			]
		);
		await expect( result ).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'quota_exceeded' },
		} );
		expect( ran ).toEqual( [ 'good' ] );
		expect( typesOf( events ) ).toContain( 'step-error bad' );
	} );

	it( 'wraps a mistake in a step as step_failed, with its cause', async () => {
		const mistake = new TypeError( 'x is not a function' );
		const { result } = run(
			[ [ [ 'a', 1 ] ] ],
			[
				step( 'a', async () => {
					throw mistake;
				} ),
			]
		);
		const { error } = await result;
		expect( error?.code ).toBe( 'step_failed' );
		expect( error?.cause ).toBe( mistake );
	} );

	it( 'refuses what is no object of artifacts', async () => {
		const { result } = run(
			[ [ [ 'a', 1 ] ] ],
			[
				step(
					'a',
					( async () => 'made' ) as unknown as PublishStep[ 'run' ]
				),
			]
		);
		await expect( result ).resolves.toMatchObject( {
			status: 'failed',
			artifacts: {},
			error: { code: 'contract_violated' },
		} );
	} );

	it( 'is cancelled, not failed, when a step rejects because of the signal', async () => {
		const controller = new AbortController();
		const { result, events } = run(
			[ [ [ 'a', 1 ] ], [ [ 'b', 1 ] ] ],
			[
				step( 'a', async ( { signal } ) => {
					controller.abort();
					signal.throwIfAborted();
				} ),
				step( 'b', async () => {} ),
			],
			controller.signal
		);
		await expect( result ).resolves.toEqual( {
			status: 'cancelled',
			artifacts: {},
		} );
		expect( typesOf( events ) ).toEqual( [ 'step-start a' ] );
	} );

	it( 'gives up a step that ignores the signal after a moment', async () => {
		const controller = new AbortController();
		const { result, services } = run(
			[ [ [ 'deaf', 1 ] ] ],
			[ step( 'deaf', () => new Promise( () => {} ) ) ],
			controller.signal
		);
		controller.abort();
		await expect( services.clock.run( result ) ).resolves.toHaveProperty(
			'status',
			'cancelled'
		);
	} );

	it( 'keeps the engine’s own reason for a stop', async () => {
		const controller = new AbortController();
		const lost = new AetherError( 'lease_lost', 'taken over' );
		const { result } = run(
			[ [ [ 'a', 1 ] ] ],
			[ step( 'a', async () => controller.abort( lost ) ) ],
			controller.signal
		);
		await expect( result ).resolves.toMatchObject( {
			status: 'cancelled',
			error: { code: 'lease_lost' },
		} );
	} );

	it( 'numbers events one by one and lets progress only rise', async () => {
		const { result, events } = run(
			[
				[
					[ 'a', 2 ],
					[ 'b', 1 ],
				],
			],
			[
				step( 'a', async ( { progress } ) => {
					progress.set( 1, 2 );
					progress.set( 1, 10 );
					progress.set( 9, 10, 'the last' );
				} ),
				step( 'b', async ( { progress } ) => progress.set( 3, null ) ),
			]
		);
		await result;
		expect( events.map( ( { seq } ) => seq ) ).toEqual( [
			...events.keys(),
		] );
		const fractions = events.flatMap( ( event ) =>
			event.type === 'run-progress' ? [ event.fraction ] : []
		);
		expect( fractions ).toEqual( [ ...fractions ].sort() );
		expect( fractions.at( -1 ) ).toBe( 1 );
	} );

	it( 'gives a custom step the providers of a custom type', async () => {
		const { result } = run(
			[ [ [ 'sync', 1 ] ] ],
			[
				step( 'sync', async ( context ) => ( {
					first: context.providersFor( 'database_sync' ).join(),
				} ) ),
			]
		);
		await expect( result ).resolves.toMatchObject( {
			artifacts: { first: 'third-party' },
		} );
	} );
} );

describe( 'createEventStream', () => {
	it( 'says nothing after the end of the run', () => {
		const { services } = run( [], [] );
		const heard: string[] = [];
		const emit = createEventStream( {
			runId: 'run-1',
			clock: services.clock,
			logger: services.logger,
			listeners: [ ( { type } ) => heard.push( type ) ],
		} );
		emit( {
			type: 'run-end',
			summary: {
				status: 'cancelled',
				providers: [],
				pageCount: 0,
				fileCount: 0,
			},
		} );
		emit( { type: 'run-progress', fraction: 1 } );
		expect( heard ).toEqual( [ 'run-end' ] );
	} );

	it( 'lets no listener break a publish', () => {
		const { services } = run( [], [] );
		const heard: string[] = [];
		const emit = createEventStream( {
			runId: 'run-1',
			clock: services.clock,
			logger: services.logger,
			listeners: [
				() => {
					throw new Error( 'broken screen' );
				},
				( { type } ) => heard.push( type ),
			],
		} );
		emit( { type: 'run-progress', fraction: 0.5 } );
		expect( heard ).toEqual( [ 'run-progress' ] );
		expect( services.logger.entries ).toHaveLength( 1 );
	} );
} );
