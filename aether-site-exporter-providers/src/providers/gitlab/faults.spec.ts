import { createTestFile } from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STAND_TOKEN } from '../../../../tests/stands/gitlab';
import { GitLabPlace } from '../../../../tests/support/gitlab-place';
import { MOST_ACTIONS } from '../../families/git/limits';
import { REQUEST_DEADLINE_MS } from './limits';

const signal = new AbortController().signal;
const ALWAYS = { times: Infinity };
/** One part, and the commit that moves the branch. */
const LARGE = MOST_ACTIONS + 1;
const TIMEOUT_MS = 120_000;

let place: GitLabPlace;
beforeAll( async () => {
	place = await GitLabPlace.start();
} );
afterAll( () => place.stand.stop() );
beforeEach( () => place.renew() );

const largeSite = ( words: string ) =>
	Promise.all(
		Array.from( { length: LARGE }, ( _, at ) =>
			createTestFile( `pages/${ at }.html`, `${ words } ${ at }` )
		)
	);

/**
 * Everything that an error says to a log.
 * @param error
 */
function everythingIn( error: unknown ): string {
	return error instanceof Error
		? [
				error.message,
				error.stack,
				JSON.stringify( error ),
				everythingIn( error.cause ),
			].join( '\n' )
		: String( error );
}

describe( 'A commit that GitLab refuses', () => {
	it.each( [
		[ 401, 'auth_failed' ],
		[ 403, 'permission_denied' ],
		[ 404, 'not_found' ],
		[ 409, 'conflict' ],
		[ 413, 'payload_too_large' ],
		[ 429, 'rate_limited' ],
		[ 500, 'remote_failed' ],
		[ 502, 'remote_failed' ],
	] )(
		'with %i leaves the branch as it was and says %s, without the token',
		async ( status, code ) => {
			await place.publish( { 'index.html': '1' } );
			const before = await place.log();
			const target = await place.open();
			await place.send( target, { 'index.html': '2', b: '2' } );
			place.stand.faults.arm(
				'createCommit',
				{ kind: 'status', status },
				ALWAYS
			);
			const error: unknown = await target
				.finalize( { signal } )
				.catch( ( reason: unknown ) => reason );
			expect( error ).toMatchObject( { code } );
			expect( everythingIn( error ) ).not.toContain( STAND_TOKEN );
			await target.discard( error );
			expect( await place.log() ).toEqual( before );
			place.stand.faults.clear();
			await place.publish( { 'index.html': '2', b: '2' } );
			expect( ( await place.files() ).get( 'index.html' ) ).toBe( '2' );
		}
	);

	it( 'is never sent again before GitLab was asked whether it was applied', async () => {
		await place.publish( { 'index.html': '1' } );
		place.stand.requests.length = 0;
		place.stand.faults.arm( 'createCommit', {
			kind: 'status',
			status: 502,
		} );
		await place.publish( { 'index.html': '2' } );
		const { requests } = place.stand;
		const sent = requests.flatMap( ( { operation }, at ) =>
			operation === 'createCommit' ? [ at ] : []
		);
		expect( sent ).toHaveLength( 2 );
		expect(
			requests
				.slice( sent[ 0 ], sent[ 1 ] )
				.some( ( { operation } ) => operation === 'getBranch' )
		).toBe( true );
	} );
} );

describe( 'A request that is never answered', () => {
	it( 'is given up after its deadline and sent again', async () => {
		await place.publish( { 'index.html': '1' } );
		const runtime = place.runtime();
		const target = await place.open( {}, runtime );
		await place.send( target, { 'index.html': '2' } );
		place.stand.faults.arm( 'createCommit', { kind: 'hang' } );
		const finalizing = target.finalize( { signal } );
		await expect
			.poll( () => place.stand.hanging, { timeout: TIMEOUT_MS } )
			.toBe( 1 );
		await runtime.clock.advance( REQUEST_DEADLINE_MS );
		await finalizing;
		expect( await place.log() ).toHaveLength( 2 );
		expect( ( await place.files() ).get( 'index.html' ) ).toBe( '2' );
	} );

	it( 'does not hold up a cancel', async () => {
		await place.publish( { 'index.html': '1' } );
		const controller = new AbortController();
		const target = await place.open();
		await place.send( target, { 'index.html': '2' } );
		place.stand.faults.arm( 'createCommit', { kind: 'hang' } );
		const finalizing = target.finalize( { signal: controller.signal } );
		const outcome = finalizing.catch( ( reason: unknown ) => reason );
		await expect
			.poll( () => place.stand.hanging, { timeout: TIMEOUT_MS } )
			.toBe( 1 );
		controller.abort( new Error( 'cancelled' ) );
		expect( await outcome ).toBe( controller.signal.reason );
		await target.discard( controller.signal.reason );
		expect( await place.log() ).toHaveLength( 1 );
	} );
} );

describe( 'A publish of several commits', { timeout: TIMEOUT_MS }, () => {
	it.each( [
		[ 'refused', { kind: 'status', status: 403 } ],
		[ 'cut off', { kind: 'cut' } ],
		[ 'cut off after it was applied', { kind: 'cut', applied: true } ],
		[ 'answered with 502', { kind: 'status', status: 502 } ],
		[
			'answered with 500 after it was applied',
			{ kind: 'status', status: 500, applied: true },
		],
		[ 'answered with 429', { kind: 'status', status: 429 } ],
	] as const )(
		'moves the branch once or not at all when any of them is %s',
		async ( _, fault ) => {
			await place.publish( { 'index.html': 'before' } );
			for ( let at = 0; at < 2; at++ ) {
				const words = `round ${ at }`;
				const before = await place.log();
				place.stand.requests.length = 0;
				place.stand.faults.arm( 'createCommit', fault, { skip: at } );
				const files = await largeSite( words );
				const target = await place.open();
				const outcome = await place
					.send( target, files )
					.then( () => target.finalize( { signal } ) )
					.catch( async ( error: unknown ) => {
						await target.discard( error );
						return error;
					} );
				place.stand.faults.clear();
				expect( await place.temporaryBranches() ).toEqual( [] );
				const moves = place.commits.filter(
					( { body, status } ) =>
						status === 201 &&
						( body as { branch: string } ).branch === 'main'
				);
				if ( outcome instanceof Error ) {
					expect( outcome ).toMatchObject( {
						code: 'permission_denied',
					} );
					expect( moves ).toEqual( [] );
					expect( await place.log() ).toEqual( before );
				} else {
					const published = await place.files();
					expect( published.size ).toBe( LARGE );
					expect( published.get( 'pages/7.html' ) ).toBe(
						`${ words } 7`
					);
				}
			}
		}
	);

	it( 'removes its temporary branch when it is cancelled while a part travels', async () => {
		await place.publish( { 'index.html': 'before' } );
		const before = await place.log();
		const controller = new AbortController();
		const cancelled = new Error( 'cancelled' );
		place.stand.faults.arm(
			'createCommit',
			{
				kind: 'meanwhile',
				run: async () => controller.abort( cancelled ),
			},
			{ skip: 1 }
		);
		const target = await place.open();
		const files = await largeSite( 'cancelled' );
		const sent = place.send( target, files );
		const finalized = sent.then( () =>
			target.finalize( { signal: controller.signal } )
		);
		await expect( finalized ).rejects.toBe( cancelled );
		await target.discard( cancelled );
		expect( await place.log() ).toEqual( before );
		await place.publish( { 'index.html': 'before' } );
		expect( await place.temporaryBranches() ).toEqual( [] );
	} );
} );

describe( 'A path', () => {
	it( 'of 1,000 bytes, with other scripts, spaces, # and %, goes there, changes and goes away', async () => {
		const long = `${ 'ü'.repeat( 100 ) }/${ '%20 #'.repeat( 40 ) }/${ 'p'.repeat( 200 ) }/${ 'q'.repeat( 200 ) }/${ 'r'.repeat( 192 ) }.html`;
		expect( Buffer.byteLength( long ) ).toBeGreaterThanOrEqual( 1000 );
		const site = { [ long ]: '1', 'a b#c%d/日本語.html': '1' };
		await place.publish( site );
		await place.publish( { ...site, [ long ]: '2' } );
		expect( await place.files() ).toEqual(
			new Map( Object.entries( { ...site, [ long ]: '2' } ) )
		);
		await place.publish( { 'index.html': '3' } );
		expect( [ ...( await place.files() ).keys() ] ).toEqual( [
			'index.html',
		] );
		expect( place.stand.violations ).toEqual( [] );
	} );

	it(
		'changes from file to folder and back across the parts of a large publish',
		async () => {
			await place.publish( {
				pages: 'a file',
				'b/index.html': 'a folder',
			} );
			await place.publish( [
				...( await largeSite( 'x' ) ),
				await createTestFile( 'b', 'a file' ),
			] );
			const files = await place.files();
			expect( files.get( 'b' ) ).toBe( 'a file' );
			expect( files.size ).toBe( LARGE + 1 );
			await place.publish( {
				pages: 'a file',
				'b/index.html': 'a folder',
			} );
			expect( [ ...( await place.files() ).keys() ] ).toEqual( [
				'b/index.html',
				'pages',
			] );
		},
		TIMEOUT_MS
	);
} );
