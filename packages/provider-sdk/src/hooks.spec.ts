import { addFilter, removeAllFilters } from '@wordpress/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyContainedFilter } from './hooks';
import type { MockInstance } from 'vitest';
import type { PublishWorkflow } from './workflow-steps';

const HOOK = 'aether.publish.workflow.steps';
const WORKFLOW: PublishWorkflow = [ [ [ 'render', 50 ] ] ];
const isWorkflow = ( value: unknown ): value is PublishWorkflow =>
	Array.isArray( value ) && value.every( Array.isArray );

let log: MockInstance;
beforeEach( () => {
	log = vi.spyOn( console, 'error' ).mockReturnValue( undefined );
} );
afterEach( () => {
	removeAllFilters( HOOK, 'test' );
	log.mockRestore();
} );

describe( 'applyContainedFilter', () => {
	it( 'gives the value back when nobody listens', () => {
		expect( applyContainedFilter( HOOK, WORKFLOW, isWorkflow ) ).toEqual(
			WORKFLOW
		);
	} );

	it( 'lets a plugin append a phase with one step', () => {
		addFilter( HOOK, 'test/append', ( workflow ) => [
			...( workflow as PublishWorkflow ),
			[ [ 'myCustomStep', 10 ] ],
		] );
		expect( applyContainedFilter( HOOK, WORKFLOW, isWorkflow ) ).toEqual( [
			[ [ 'render', 50 ] ],
			[ [ 'myCustomStep', 10 ] ],
		] );
		expect( log ).not.toHaveBeenCalled();
	} );

	it( 'does not let a callback change what it is given in place', () => {
		addFilter( HOOK, 'test/push', ( workflow ) => {
			( workflow as unknown[] ).push( [ [ 'pushed', 1 ] ] );
			return workflow;
		} );
		applyContainedFilter( HOOK, WORKFLOW, isWorkflow );
		expect( WORKFLOW ).toHaveLength( 1 );
	} );

	it( 'runs each callback once while all behave, in the order of their priorities', () => {
		const order: string[] = [];
		const note = ( name: string ) => ( value: unknown ) => {
			order.push( name );
			return value;
		};
		addFilter( HOOK, 'test/late', note( 'late' ), 20 );
		addFilter( HOOK, 'test/early', note( 'early' ), 5 );
		applyContainedFilter( HOOK, WORKFLOW, isWorkflow );
		expect( order ).toEqual( [ 'early', 'late' ] );
	} );

	it.each( [
		[
			'throws',
			() => {
				throw new Error( 'bug' );
			},
		],
		[ 'forgets to return', () => undefined ],
		[ 'returns a wrong shape', () => [ 'render' ] ],
	] )(
		'passes over a callback that %s, and names its plugin',
		( _, callback ) => {
			addFilter( HOOK, 'test/broken', callback );
			addFilter( HOOK, 'test/append', ( workflow ) => [
				...( workflow as PublishWorkflow ),
				[],
			] );
			expect(
				applyContainedFilter( HOOK, WORKFLOW, isWorkflow )
			).toEqual( [ [ [ 'render', 50 ] ], [] ] );
			expect( log.mock.calls[ 0 ]?.[ 0 ] ).toContain( 'test/broken' );
		}
	);
} );
