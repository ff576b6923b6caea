import {
	createTestFile,
	createTestManifest,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GitLabPlace } from '../../../../tests/support/gitlab-place';
import { HastyClock } from '../../../../tests/support/hasty-clock';
import { LargeCommits } from './large-commits';
import { LARGE_COMMIT, LARGE_COMMITS, LARGE_COMMITS_MS } from './limits';

const signal = new AbortController().signal;
const GIBIBYTE = 1024 ** 3;

let place: GitLabPlace;
beforeAll( async () => {
	place = await GitLabPlace.start();
} );
afterAll( () => place.stand.stop() );
beforeEach( () => place.renew() );

/** GitLab.com, as far as this machine has it. */
function onGitLabDotCom() {
	const address = 'https://gitlab.com';
	return place.runtime( { gitlab_url: address }, ( input, init ) =>
		fetch( String( input ).replace( address, place.stand.url ), init )
	);
}

async function prepare( sizes: readonly number[], runtime = place.runtime() ) {
	const target = await place.open( {}, runtime );
	const files = await Promise.all(
		sizes.map( async ( size, at ) => ( {
			...( await createTestFile( `${ at }.bin` ) ),
			size,
		} ) )
	);
	await target.prepare( await createTestManifest( files ), { signal } );
	return runtime;
}

describe( 'Before the first byte is sent to GitLab', () => {
	it( 'a repository that would grow beyond what GitLab.com stores stops the publish', async () => {
		place.project.repositorySize = 10 * GIBIBYTE - 1000;
		await prepare( [ 1000 ], onGitLabDotCom() );
		await expect(
			prepare( [ 1000, 1 ], onGitLabDotCom() )
		).rejects.toMatchObject( {
			code: 'quota_exceeded',
			message: expect.stringContaining( 'R2' ),
		} );
		expect( place.stand.writes ).toEqual( [] );
	} );

	it( 'an installation of one’s own has its own limits', async () => {
		place.project.repositorySize = 100 * GIBIBYTE;
		await expect( prepare( [ 1000 ] ) ).resolves.toBeDefined();
	} );

	it( 'many large files are announced with the time that they take', async () => {
		const large = 20 * 1024 * 1024;
		const few = await prepare( Array( LARGE_COMMITS ).fill( large ) );
		expect( few.logger.entries ).toEqual( [] );
		const many = await prepare( Array( 12 ).fill( large ) );
		expect( JSON.stringify( many.logger.entries ) ).toContain(
			'about 2 minutes'
		);
	} );
} );

describe( 'Large commits', () => {
	it( 'wait until GitLab takes one more, and small ones never do', async () => {
		const clock = new HastyClock();
		const commits = new LargeCommits( clock );
		for ( let count = 0; count < LARGE_COMMITS; count++ ) {
			await commits.pace( LARGE_COMMIT + 1, { signal } );
		}
		await commits.pace( LARGE_COMMIT, { signal } );
		expect( clock.sleeps ).toEqual( [] );
		const before = clock.now();
		await commits.pace( LARGE_COMMIT + 1, { signal } );
		expect( clock.now() - before ).toBe( LARGE_COMMITS_MS );
	} );
} );
