import { afterEach, describe, expect, it, vi } from 'vitest';
import {
	getRegisteredSteps,
	registerStep,
	unregisterStep,
} from './workflow-steps';

const step = { id: 'notify', label: 'Notify', run: async () => ( {} ) };

afterEach( () => {
	unregisterStep( 'notify' );
	vi.resetModules();
} );

describe( 'registerStep', () => {
	it( 'makes a step known under its id', () => {
		registerStep( step );
		expect( getRegisteredSteps().get( 'notify' ) ).toBe( step );
	} );

	it( 'is seen by every copy of the SDK on the page', async () => {
		registerStep( step );
		vi.resetModules();
		const copy = await import( './workflow-steps' );
		expect( copy.registerStep ).not.toBe( registerStep );
		expect( copy.getRegisteredSteps().get( 'notify' ) ).toBe( step );
	} );

	it( 'replaces a step of the same id, with a warning', () => {
		const log = vi.spyOn( console, 'warn' ).mockReturnValue( undefined );
		const better = { ...step, label: 'Notify everybody' };
		registerStep( step );
		registerStep( better );
		expect( getRegisteredSteps().get( 'notify' ) ).toBe( better );
		expect( log ).toHaveBeenCalledWith(
			expect.stringContaining( 'notify' )
		);
		log.mockRestore();
	} );

	it.each( [
		[ 'no id', { ...step, id: '' } ],
		[ 'no label', { id: 'notify', run: step.run } ],
		[ 'no function', { id: 'notify', label: 'Notify' } ],
		[ 'nothing', undefined ],
	] )( 'refuses a step with %s', ( _, broken ) => {
		expect( () => registerStep( broken as typeof step ) ).toThrow(
			expect.objectContaining( { code: 'contract_violated' } )
		);
	} );

	it( 'gives out a copy, which nobody can use to change the page', () => {
		const steps = getRegisteredSteps() as Map< string, unknown >;
		steps.set( 'notify', step );
		expect( getRegisteredSteps().has( 'notify' ) ).toBe( false );
	} );
} );
