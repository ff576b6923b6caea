import { describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock';
import { createBlobStore } from './content-store';
import { createLogger } from './logger';

const bytes = ( text: string ) => new TextEncoder().encode( text );

describe( 'createBlobStore', () => {
	it( 'gives back what was put, until it is disposed of', async () => {
		const store = createBlobStore();
		await store.put( 'a', bytes( 'hello' ) );
		expect( store.has( 'a' ) ).toBe( true );
		expect( await ( await store.open( 'a' ) ).text() ).toBe( 'hello' );
		await store.dispose();
		await expect( store.open( 'a' ) ).rejects.toMatchObject( {
			code: 'contract_violated',
		} );
	} );

	it( 'counts a body once, and refuses more than it may hold', async () => {
		const store = createBlobStore( 6 );
		await store.put( 'a', bytes( '1234' ) );
		await store.put( 'a', bytes( '1234' ) );
		await store.put( 'b', bytes( '56' ) );
		await expect( store.put( 'c', bytes( '7' ) ) ).rejects.toMatchObject( {
			code: 'payload_too_large',
		} );
	} );
} );

describe( 'systemClock', () => {
	it( 'ends a sleep with the reason of the signal', async () => {
		const controller = new AbortController();
		const sleeping = systemClock.sleep( 3_600_000, {
			signal: controller.signal,
		} );
		controller.abort( new Error( 'wake up' ) );
		await expect( sleeping ).rejects.toThrow( 'wake up' );
	} );

	it( 'does not begin to sleep when the signal is aborted already', async () => {
		await expect(
			systemClock.sleep( 3_600_000, { signal: AbortSignal.abort() } )
		).rejects.toMatchObject( { name: 'AbortError' } );
	} );
} );

describe( 'createLogger', () => {
	it( 'writes plain facts, and no secret', () => {
		const warn = vi.fn();
		createLogger( { warn, debug: warn, error: warn } ).warn( 'Careful.', {
			url: 'https://a.test/',
			accessToken: 'hunter2',
			headers: { Authorization: 'hunter2' },
			error: new Error( 'broken' ),
		} );
		expect( warn ).toHaveBeenCalledWith( 'Aether: Careful.', {
			url: 'https://a.test/',
			accessToken: '[left out]',
			error: 'Error: broken',
		} );
	} );
} );
