import { AetherError } from '@aether/provider-sdk';
import { ManualClock, recordingLogger } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { until } from '../../testing';
import { keepLease } from './lease-keeper';

function keeping( heartbeat: ( beat: number ) => Promise< void > ) {
	const clock = new ManualClock();
	const logger = recordingLogger();
	const lost: AetherError[] = [];
	let beats = 0;
	const keeper = keepLease( {
		lease: {
			publishId: 'a',
			heartbeatMs: 30_000,
			heartbeat: () => heartbeat( ++beats ),
			close: async () => {},
		},
		clock,
		logger,
		progress: () => ( { fraction: 0.5, step: 'a' } ),
		onLost: ( error ) => lost.push( error ),
	} );
	return { keeper, clock, logger, lost, beats: () => beats };
}

describe( 'keepLease', () => {
	it( 'hears within two seconds that a person stopped the publish from elsewhere', async () => {
		let isStopped = false;
		const { clock, lost } = keeping( async () => {
			if ( isStopped ) {
				throw new AetherError( 'lease_lost', 'cancelled' );
			}
		} );
		await clock.advance( 60_000 );
		expect( lost ).toEqual( [] );
		isStopped = true;
		await clock.advance( 2000 );
		expect( lost ).toMatchObject( [ { code: 'lease_lost' } ] );
	} );

	it( 'asks a site that is slow to answer less often', async () => {
		const { keeper, clock, beats } = keeping( () =>
			clock.sleep( 5000, { signal: new AbortController().signal } )
		);
		await clock.advance( 30_000 );
		expect( beats() ).toBe( 5 );
		await keeper.stop();
	} );

	it( 'goes on when a beat does not get through', async () => {
		const { keeper, clock, logger, lost, beats } = keeping( async () => {
			throw new AetherError( 'network_failed', 'offline' );
		} );
		await clock.advance( 3000 );
		expect( beats() ).toBe( 3 );
		expect( lost ).toEqual( [] );
		expect( logger.entries ).toHaveLength( 3 );
		await keeper.stop();
	} );

	it( 'gives up a beat that hangs and tries again', async () => {
		const { keeper, clock, beats } = keeping( ( beat ) =>
			beat === 1 ? new Promise( () => {} ) : Promise.resolve()
		);
		await clock.advance( 12_000 );
		expect( beats() ).toBe( 2 );
		await keeper.stop();
	} );

	it( 'says once that the lease is lost, and beats no more', async () => {
		const { clock, lost, beats } = keeping( async () => {
			throw new AetherError( 'lease_lost', 'taken over' );
		} );
		await clock.advance( 60_000 );
		expect( lost ).toMatchObject( [ { code: 'lease_lost' } ] );
		expect( beats() ).toBe( 1 );
	} );

	it( 'stops at once, also in the middle of a beat, without a word', async () => {
		const { keeper, clock, logger, beats } = keeping(
			() => new Promise( () => {} )
		);
		clock.advance( 1000 );
		await until( () => beats() === 1 );
		await keeper.stop();
		expect( clock.pending ).toBe( 0 );
		expect( logger.entries ).toEqual( [] );
	} );
} );
