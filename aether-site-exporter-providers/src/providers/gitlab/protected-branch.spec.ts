import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCESS_LEVELS, type Token } from '../../../../tests/stands/gitlab';
import { GitLabPlace } from '../../../../tests/support/gitlab-place';
import { GitLabProvider } from './provider';

const signal = new AbortController().signal;
const config = { merge_request: true };
/** Token of somebody who may merge. */
const MERGER = 'glpat-of-a-maintainer';

let place: GitLabPlace;
let maintainers: readonly Token[];

beforeAll( async () => {
	place = await GitLabPlace.start();
	maintainers = place.stand.tokens;
} );
afterAll( () => place.stand.stop() );
beforeEach( async () => {
	place.stand.tokens = maintainers;
	await place.renew();
	await place.publish( { 'index.html': '1', 'old.html': '1' } );
	place.project.protect( 'main' );
	place.stand.tokens = maintainers.flatMap( ( token ) => [
		{ ...token, accessLevel: ACCESS_LEVELS.developer },
		{ ...token, value: MERGER },
	] );
} );

const request = ( at: number ) => place.project.mergeRequests[ at ];

/**
 * Somebody who may merges, in GitLab.
 * @param iid
 */
async function merge( iid: number ): Promise< void > {
	const response = await fetch(
		`${ place.stand.url }/api/v4/projects/${ place.project.id }/merge_requests/${ iid }/merge`,
		{ method: 'PUT', headers: { 'PRIVATE-TOKEN': MERGER } }
	);
	expect( response.status ).toBe( 200 );
}

describe( 'A publish to a protected branch that may open merge requests', () => {
	it( 'proposes one commit, tells where, and leaves the branch alone', async () => {
		const before = await place.log();
		const { receipt } = await place.publish(
			{ 'index.html': '2' },
			config
		);
		expect( await place.log() ).toEqual( before );
		expect( receipt.url ).toBeUndefined();
		expect( receipt.warnings ).toEqual( [
			expect.stringContaining( '/-/merge_requests/1' ),
		] );
		expect( request( 0 ) ).toMatchObject( {
			targetBranch: 'main',
			state: 'opened',
			removesSource: true,
		} );
		const proposed = request( 0 )?.sourceBranch ?? '';
		expect( await place.files( proposed ) ).toEqual(
			new Map( [ [ 'index.html', '2' ] ] )
		);
		expect( await place.log( proposed ) ).toHaveLength( 2 );
		expect( place.stand.violations ).toEqual( [] );
	} );

	it( 'writes nothing when the same is proposed already, and adds to it when there is more', async () => {
		await place.publish( { 'index.html': '2' }, config );
		place.stand.requests.length = 0;
		await place.publish( { 'index.html': '2' }, config );
		expect( place.stand.writes ).toEqual( [] );
		await place.publish( { 'index.html': '2', b: '3' }, config );
		expect( place.commits ).toHaveLength( 1 );
		expect( place.project.mergeRequests ).toHaveLength( 1 );
		expect( await place.files( request( 0 )?.sourceBranch ) ).toEqual(
			new Map( Object.entries( { b: '3', 'index.html': '2' } ) )
		);
	} );

	it( 'owns its files once they are merged, and proposes what comes next anew', async () => {
		await place.publish( { 'index.html': '2' }, config );
		await merge( 1 );
		expect( await place.files() ).toEqual(
			new Map( [ [ 'index.html', '2' ] ] )
		);
		place.stand.requests.length = 0;
		await place.publish( { 'index.html': '2' }, config );
		expect( place.stand.writes ).toEqual( [] );
		await place.publish( { 'other.html': '3' }, config );
		await merge( 2 );
		expect( await place.files() ).toEqual(
			new Map( [ [ 'other.html', '3' ] ] )
		);
	} );

	it( 'writes its branch anew when the protected one went on', async () => {
		await place.publish( { 'index.html': '2' }, config );
		await place.push( { 'theirs.md': 'theirs' } );
		await place.publish( { 'index.html': '3' }, config );
		const proposed = request( 0 )?.sourceBranch ?? '';
		expect( await place.files( proposed ) ).toEqual(
			new Map(
				Object.entries( { 'index.html': '3', 'theirs.md': 'theirs' } )
			)
		);
		await merge( 1 );
		expect( [ ...( await place.files() ).keys() ] ).toEqual( [
			'index.html',
			'theirs.md',
		] );
	} );

	it( 'passes the test of the connection, with a word on it', async () => {
		await expect(
			new GitLabProvider().testConnection( place.runtime( config ), {
				signal,
			} )
		).resolves.toMatchObject( {
			warnings: [ expect.stringContaining( 'merge request' ) ],
		} );
	} );
} );
