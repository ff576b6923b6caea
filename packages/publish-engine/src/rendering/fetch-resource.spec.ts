import { describe, expect, it } from 'vitest';
import { ManualClock } from '@aether/provider-sdk/testing';
import {
	createTestServices,
	MemorySite,
	type SiteFault,
	until,
} from '../../testing';
import { fetchResource } from './fetch-resource';

const URL_OF_PAGE = 'https://site.test/page/';

function fetching( ...faults: readonly SiteFault[] ) {
	const clock = new ManualClock();
	const site = new MemorySite( { '/page/': { body: 'a page' } }, { clock } );
	site.fail( '/page/', ...faults );
	const controller = new AbortController();
	const services = createTestServices( { site, clock } );
	const answer = fetchResource( URL_OF_PAGE, services, controller.signal );
	answer.catch( () => {} ); // Each test looks at it in its own time.
	return { answer, clock, site, controller };
}
const status = ( code: number, retryAfter?: string ): SiteFault => ( {
	kind: 'status',
	status: code,
	...( retryAfter === undefined
		? {}
		: { headers: { 'Retry-After': retryAfter } } ),
} );

describe( 'fetchResource', () => {
	it.each< [ string, SiteFault ] >( [
		[ '500', status( 500 ) ],
		[ '503', status( 503 ) ],
		[ '429', status( 429 ) ],
		[ 'no answer', { kind: 'network' } ],
	] )( 'asks again after %s', async ( _name, fault ) => {
		const { answer, clock, site } = fetching( fault );
		expect( ( await clock.run( answer ) ).status ).toBe( 200 );
		expect( site.requests ).toHaveLength( 2 );
	} );

	it( 'waits as long as Retry-After says', async () => {
		const { answer, clock } = fetching( status( 503, '7' ) );
		await clock.run( answer );
		expect( clock.sleeps ).toContain( 7000 );
	} );

	it( 'ends after four attempts with the status of the last answer', async () => {
		const { answer, clock, site } = fetching(
			...Array.from( { length: 9 }, () => status( 500 ) )
		);
		await expect( clock.run( answer ) ).rejects.toMatchObject( {
			code: 'remote_failed',
			status: 500,
		} );
		expect( site.requests ).toHaveLength( 4 );
	} );

	it( 'takes 404 for an answer', async () => {
		const { answer, site } = fetching( status( 404 ) );
		expect( ( await answer ).status ).toBe( 404 );
		expect( site.requests ).toHaveLength( 1 );
	} );

	it( 'gives up a request that hangs and asks again', async () => {
		const { answer, clock, site } = fetching( { kind: 'hang' } );
		expect( ( await clock.run( answer ) ).status ).toBe( 200 );
		expect( clock.sleeps ).toContain( 60_000 );
		expect( site.requests ).toHaveLength( 2 );
	} );

	it( 'leaves no timer behind', async () => {
		const { answer, clock } = fetching();
		await answer;
		expect( clock.pending ).toBe( 0 );
	} );

	it( 'ends at once when it is cancelled', async () => {
		const { answer, site, controller } = fetching( { kind: 'hang' } );
		await until( () => site.requests.length === 1 );
		controller.abort();
		await expect( answer ).rejects.toHaveProperty( 'name', 'AbortError' );
	} );

	it( 'takes an answer that is shorter than announced for none', async () => {
		const clock = new ManualClock();
		const site = new MemorySite( {
			'/page/': { body: 'half', headers: { 'Content-Length': '8' } },
		} );
		const answer = fetchResource(
			URL_OF_PAGE,
			createTestServices( { site, clock } ),
			new AbortController().signal
		);
		answer.catch( () => {} );
		await expect( clock.run( answer ) ).rejects.toMatchObject( {
			code: 'network_failed',
		} );
		expect( site.requests ).toHaveLength( 4 );
	} );

	it( 'does not compare lengths of what was encoded on the way', async () => {
		const site = new MemorySite( {
			'/page/': {
				body: 'x',
				headers: { 'Content-Length': '30', 'Content-Encoding': 'gzip' },
			},
		} );
		await expect(
			fetchResource(
				URL_OF_PAGE,
				createTestServices( { site } ),
				new AbortController().signal
			)
		).resolves.toMatchObject( { status: 200 } );
	} );
} );
