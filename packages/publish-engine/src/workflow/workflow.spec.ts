import { recordingLogger } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WORKFLOW, filterWorkflow } from './workflow';

describe( 'filterWorkflow', () => {
	it( 'runs the default without a filter', () => {
		expect( filterWorkflow( undefined, recordingLogger() ) ).toEqual( {
			workflow: DEFAULT_WORKFLOW,
		} );
	} );

	it( 'takes a phase that a plugin appends', () => {
		const { workflow, finding } = filterWorkflow(
			( before ) => [ ...before, [ [ 'myCustomStep', 10 ] ] ],
			recordingLogger()
		);
		expect( workflow.at( -1 ) ).toEqual( [ [ 'myCustomStep', 10 ] ] );
		expect( workflow ).toHaveLength( DEFAULT_WORKFLOW.length + 1 );
		expect( finding ).toBeUndefined();
	} );

	it.each( [
		[ 'nothing', undefined, 'A workflow is an array of phases' ],
		[ 'a phase that is no array', [ 'a' ], 'Phase 0' ],
		[ 'a step without its phase', [ [ 'a', 10 ] ], 'Entry 0 of phase 0' ],
		[ 'a weight that is no number', [ [ [ 'a', '10' ] ] ], 'Entry 0' ],
		[
			'a weight below 0',
			[
				[
					[ 'a', 1 ],
					[ 'b', -1 ],
				],
			],
			'Entry 1',
		],
		[ 'a weight without end', [ [ [ 'a', Infinity ] ] ], 'Entry 0' ],
		[ 'a tuple of three', [ [ [ 'a', 1, 2 ] ] ], 'Entry 0' ],
	] )(
		'ignores a filter that returns %s, and says where the mistake is',
		( _name, returned, place ) => {
			const { workflow, finding } = filterWorkflow(
				() => returned,
				recordingLogger()
			);
			expect( workflow ).toEqual( DEFAULT_WORKFLOW );
			expect( finding ).toMatchObject( {
				severity: 'warning',
				code: 'workflow_invalid',
				message: expect.stringContaining( place ),
			} );
		}
	);

	it( 'ignores a filter that throws, and logs it', () => {
		const logger = recordingLogger();
		const { workflow, finding } = filterWorkflow( () => {
			throw new Error( 'broken plugin' );
		}, logger );
		expect( workflow ).toEqual( DEFAULT_WORKFLOW );
		expect( finding?.message ).toContain( 'broken plugin' );
		expect( logger.entries ).toHaveLength( 1 );
	} );

	it( 'keeps the default as it is though a callback changes what it gets', () => {
		const before = structuredClone( DEFAULT_WORKFLOW );
		filterWorkflow( ( workflow ) => {
			( workflow as unknown[] ).pop();
			return workflow;
		}, recordingLogger() );
		expect( DEFAULT_WORKFLOW ).toEqual( before );
	} );
} );
