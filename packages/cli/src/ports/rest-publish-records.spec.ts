import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	startWordPressStand,
	type WordPressStand,
} from '../../testing/wordpress-stand';
import { RestClient } from './rest-client';
import { createPublishRecords } from './rest-publish-records';

const { signal } = new AbortController();

describe( 'the publish records', () => {
	let stand: WordPressStand;
	const records = () =>
		createPublishRecords(
			new RestClient( {
				site: new URL( stand.url ),
				user: stand.user,
				password: stand.password,
			} )
		);

	beforeEach( async () => {
		stand = await startWordPressStand();
	} );
	afterEach( () => stand.stop() );

	it( 'keep a lease by heartbeats and give it back with the summary', async () => {
		const lease = await records().open( {}, { signal } );
		await lease.heartbeat( { fraction: 0.5, step: 'render' }, { signal } );
		const summary = {
			status: 'success',
			providers: [],
			pageCount: 1,
			fileCount: 1,
		} as const;
		await lease.close( summary );
		expect( stand.patches ).toEqual( [
			{ lease: 'lease-1', fraction: 0.5, step: 'render' },
			{ lease: 'lease-1', summary },
		] );
	} );

	it( 'say that the lease is lost, and why', async () => {
		const lease = await records().open( {}, { signal } );
		stand.routes.set( `PATCH publishes/${ lease.publishId }`, () => ( {
			status: 409,
			body: {
				code: 'aether_lease_lost',
				message: 'Cancelled in wp-admin.',
				data: { status: 409, reason: 'cancelled' },
			},
		} ) );
		await expect(
			lease.heartbeat( { fraction: 0.5, step: 'render' }, { signal } )
		).rejects.toMatchObject( {
			code: 'lease_lost',
			details: { reason: 'cancelled' },
		} );
	} );

	it( 'find the last publish that reached a provider', async () => {
		const summary = ( pageCount: number ) => ( { pageCount } );
		stand.routes.set( 'GET publishes', () => ( {
			body: [
				{ status: 'failed', summary: summary( 1 ) },
				{ status: 'running', summary: null },
				{ status: 'partial', summary: summary( 2 ) },
				{ status: 'success', summary: summary( 3 ) },
			],
		} ) );
		await expect( records().lastSummary( { signal } ) ).resolves.toEqual(
			summary( 2 )
		);
	} );

	it( 'know no last publish on a new site', async () => {
		await expect( records().lastSummary( { signal } ) ).resolves.toBeNull();
	} );
} );
