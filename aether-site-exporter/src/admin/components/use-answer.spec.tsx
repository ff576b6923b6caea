import { AetherError } from '@aether/provider-sdk';
import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAnswer } from './use-answer';

const OFFLINE = new AetherError( 'remote_failed', 'Offline' );

let isOffline: boolean;
let asked: number;

/**
 * A question.
 *
 * @param name
 */
const about = ( name: string ) => async () => {
	const said = `${ name } ${ ++asked }`;
	if ( isOffline ) {
		throw OFFLINE;
	}
	return { said };
};

const here = about( 'here' );
const there = about( 'there' );

const begin = () =>
	renderHook( ( { ask, version } ) => useAnswer( ask, version ), {
		initialProps: { ask: here, version: 1 },
	} );

beforeEach( () => {
	isOffline = false;
	asked = 0;
} );

describe( 'An answer', () => {
	it( 'stays while the same is asked again, and makes room for the new one', async () => {
		const { result, rerender } = begin();
		expect( result.current ).toEqual( { status: 'loading' } );
		await waitFor( () =>
			expect( result.current ).toMatchObject( {
				said: 'here 1',
				isOld: false,
			} )
		);
		rerender( { ask: here, version: 2 } );
		expect( result.current ).toMatchObject( {
			said: 'here 1',
			isOld: true,
		} );
		await waitFor( () =>
			expect( result.current ).toMatchObject( {
				said: 'here 2',
				isOld: false,
				error: null,
			} )
		);
	} );

	it( 'stays when the same is asked again in vain, with the reason beside it', async () => {
		const { result, rerender } = begin();
		await waitFor( () => expect( result.current.status ).toBe( 'ready' ) );
		isOffline = true;
		rerender( { ask: here, version: 2 } );
		await waitFor( () =>
			expect( result.current ).toMatchObject( {
				status: 'ready',
				said: 'here 1',
				isOld: false,
				error: OFFLINE,
			} )
		);
		isOffline = false;
		act( () => 'retry' in result.current && result.current.retry() );
		await waitFor( () =>
			expect( result.current ).toMatchObject( {
				said: 'here 3',
				error: null,
			} )
		);
	} );

	it( 'does not stand for the answer to another question', async () => {
		const { result, rerender } = begin();
		await waitFor( () => expect( result.current.status ).toBe( 'ready' ) );
		isOffline = true;
		rerender( { ask: there, version: 1 } );
		await waitFor( () =>
			expect( result.current ).toMatchObject( {
				status: 'failed',
				error: OFFLINE,
			} )
		);
		expect( result.current ).not.toHaveProperty( 'said' );
	} );
} );
