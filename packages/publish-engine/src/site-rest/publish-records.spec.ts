import type { PublishSummary } from '../ports';
import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createPublishRecords } from './publish-records';
import type { SiteRest } from './rest';

const signal = new AbortController().signal;
const summary: PublishSummary = {
	status: 'success',
	providers: [],
	pageCount: 1,
	fileCount: 2,
};

const instantClock = { now: () => 0, sleep: async () => {} };

function recordingRest( answer: ( body: unknown ) => Response ) {
	const requests: { route: string; method: string; body: unknown }[] = [];
	const rest: SiteRest = async ( route, init = {} ) => {
		const body = JSON.parse( String( init.body ) );
		requests.push( { route, method: init.method ?? 'GET', body } );
		return route.endsWith( 'publishes' )
			? Response.json( {
					id: 'p1',
					lease: 'secret',
					heartbeatMs: 30_000,
				} )
			: answer( body );
	};
	return { rest, requests };
}

describe( 'createPublishRecords', () => {
	it( 'opens with a lease that heartbeat and close name', async () => {
		const { rest, requests } = recordingRest( () => Response.json( {} ) );
		const records = createPublishRecords( rest, instantClock );
		const lease = await records.open( { takeOver: true }, { signal } );
		await lease.heartbeat( { fraction: 0.5, step: 'x' }, { signal } );
		await lease.close( summary );
		expect( lease ).toMatchObject( {
			publishId: 'p1',
			heartbeatMs: 30_000,
		} );
		expect( requests ).toEqual( [
			{
				route: 'aether/v1/publishes',
				method: 'POST',
				body: { takeOver: true },
			},
			{
				route: 'aether/v1/publishes/p1',
				method: 'PATCH',
				body: { lease: 'secret', fraction: 0.5, step: 'x' },
			},
			{
				route: 'aether/v1/publishes/p1',
				method: 'PATCH',
				body: { lease: 'secret', summary },
			},
		] );
	} );

	it( 'keeps portions of the log in the name of the lease', async () => {
		const { rest, requests } = recordingRest( () => Response.json( {} ) );
		const records = createPublishRecords( rest, instantClock );
		const lease = await records.open( {}, { signal } );
		const batch = {
			part: 0,
			lines: [],
			files: [],
			omitted: { lines: 1, files: 0 },
		};
		await lease.note?.( batch );
		expect( requests[ 1 ] ).toEqual( {
			route: 'aether/v1/publishes/p1/journal',
			method: 'POST',
			body: { lease: 'secret', ...batch },
		} );
	} );

	it( 'rejects with publish_running while another run holds the lease', async () => {
		const rest: SiteRest = async () =>
			Response.json(
				{ code: 'aether_publish_running', message: 'Busy.' },
				{ status: 409 }
			);
		await expect(
			createPublishRecords( rest, instantClock ).open( {}, { signal } )
		).rejects.toMatchObject( { code: 'publish_running' } );
	} );

	it( 'tells of a lost lease with the next heartbeat', async () => {
		const { rest } = recordingRest( () =>
			Response.json(
				{
					code: 'aether_lease_lost',
					message: '',
					data: { reason: 'cancelled' },
				},
				{ status: 409 }
			)
		);
		const lease = await createPublishRecords( rest, instantClock ).open(
			{},
			{ signal }
		);
		await expect(
			lease.heartbeat( { fraction: 0, step: '' }, { signal } )
		).rejects.toMatchObject( {
			code: 'lease_lost',
			details: { reason: 'cancelled' },
		} );
	} );

	it( 'writes the outcome again after a passing fault, and not more than twice', async () => {
		const clock = new ManualClock();
		const { rest, requests } = recordingRest(
			() => new Response( '', { status: 503 } )
		);
		const lease = await createPublishRecords( rest, clock ).open(
			{},
			{ signal }
		);
		const closing = lease.close( summary ).catch( ( error ) => error );
		await clock.advance( 1000 );
		await clock.advance( 4000 );
		expect( await closing ).toMatchObject( { code: 'remote_failed' } );
		expect( requests ).toHaveLength( 4 );
	} );

	it( 'does not repeat an outcome that was refused', async () => {
		const { rest, requests } = recordingRest( () =>
			Response.json( { code: 'aether_lease_lost' }, { status: 409 } )
		);
		const lease = await createPublishRecords( rest, instantClock ).open(
			{},
			{ signal }
		);
		await expect( lease.close( summary ) ).rejects.toMatchObject( {
			code: 'lease_lost',
		} );
		expect( requests ).toHaveLength( 2 );
	} );

	it.each< [ string, object[], unknown ] >( [
		[
			'of the last publish that reached a provider',
			[
				{ status: 'failed', summary: { pageCount: 1 } },
				{ status: 'running', summary: null },
				{ status: 'partial', summary: { pageCount: 2 } },
				{ status: 'success', summary: { pageCount: 3 } },
			],
			{ pageCount: 2 },
		],
		[ 'of none on a new site', [], null ],
	] )( 'knows the summary %s', async ( _, publishes, expected ) => {
		const records = createPublishRecords(
			async () => Response.json( publishes ),
			instantClock
		);
		expect( await records.lastSummary( { signal } ) ).toEqual( expected );
	} );
} );
