import { describe, expect, it } from 'vitest';
import { AetherError } from '../src/errors';
import { FaultyTarget } from './faulty-target';
import { ManualClock } from './manual-clock';
import { MemoryBackend, MemoryTarget } from './memory-target';
import { createTestManifest } from './test-files';
import type { DeploymentTarget } from '../src/types';

const signal = new AbortController().signal;

async function publish( target: DeploymentTarget ) {
	const manifest = await createTestManifest( { a: '1', b: '2' } );
	await target.prepare( manifest, { signal } );
	for ( const file of manifest.files.values() ) {
		await target.put( file, { signal } );
	}
	return target.finalize( { signal } );
}

describe( 'FaultyTarget', () => {
	it( 'is the target that it stands before while nothing is wrong', async () => {
		const backend = new MemoryBackend();
		const target = new FaultyTarget( new MemoryTarget( { backend } ) );
		await publish( target );
		expect( [ ...backend.read().keys() ] ).toEqual( [ 'a', 'b' ] );
		expect( target.calls ).toEqual( [
			'prepare',
			'put',
			'put',
			'finalize',
		] );
	} );

	it( 'fails the nth call of an operation, and no other', async () => {
		const error = new AetherError( 'rate_limited', 'slow down' );
		const target = new FaultyTarget( new MemoryTarget() )
			.on( 'put', 2 )
			.fail( error );
		await expect( publish( target ) ).rejects.toBe( error );
		expect( target.calls ).toEqual( [ 'prepare', 'put', 'put' ] );
		await publish( target );
	} );

	it( 'loses the answer of a call that the target has carried out', async () => {
		const backend = new MemoryBackend();
		const target = new FaultyTarget( new MemoryTarget( { backend } ) )
			.on( 'finalize' )
			.cut();
		await expect( publish( target ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		expect( backend.read().size ).toBe( 2 );
	} );

	it( 'delays a call until the clock has moved on', async () => {
		const clock = new ManualClock( 0 );
		const target = new FaultyTarget( new MemoryTarget() )
			.on( 'put', 1, 2 )
			.delay( 500, clock );
		await clock.run( publish( target ) );
		expect( clock.now() ).toBe( 1000 );
	} );

	it( 'has an optional operation exactly when its target has it', () => {
		const { listReleases: _, ...withoutHistory } = {
			...new FaultyTarget( new MemoryTarget() ),
		};
		expect(
			new FaultyTarget( new MemoryTarget() ).listReleases
		).toBeDefined();
		expect(
			new FaultyTarget( withoutHistory as DeploymentTarget ).listReleases
		).toBeUndefined();
	} );
} );
