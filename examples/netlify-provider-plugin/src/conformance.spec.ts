import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NetlifyRuntime } from './netlify-api';
import { NetlifyProvider } from './netlify-provider';
import { LARGEST_PAGE, NetlifyStandIn } from './stand-in/netlify';

const TOKEN = 'netlify-token-of-a-test';
const signal = new AbortController().signal;

let netlify = new NetlifyStandIn( TOKEN );
const config = {
	site_id: netlify.siteId,
	public_url: 'https://my-site.netlify.app',
};
let runtime = fakeRuntime( { config } );

function reset(): void {
	netlify = new NetlifyStandIn( TOKEN );
	runtime = fakeRuntime( {
		config,
		secrets: { access_token: TOKEN },
		fetch: netlify.fetch,
	} );
}

/** Pauses between two looks at a deploy cost no time. */
const createTarget = () =>
	new NetlifyProvider().createTarget(
		'static_site',
		{
			...runtime,
			clock: {
				now: () => runtime.clock.now(),
				sleep: async ( milliseconds, options ) => {
					options.signal.throwIfAborted();
					await runtime.clock.advance( milliseconds );
				},
			},
		} satisfies NetlifyRuntime,
		{ signal }
	);

afterEach( () => {
	expect( netlify.violations ).toEqual( [] );
} );

testProvider( { id: 'netlify', providerClass: NetlifyProvider, config } );

// A deploy is the whole site, so there is no file of others in it: putForeign is left out.
testDeploymentTarget( {
	name: 'Netlify',
	reset,
	createTarget,
	readBackend: () => netlify.read(),
	answerWith( status ) {
		netlify.status = status;
	},
	secrets: {
		values: [ TOKEN ],
		readLog: () => JSON.stringify( runtime.logger.entries ),
	},
	refusesPath: ( path ) => /[#?]/.test( path ),
	batchSize: LARGEST_PAGE,
} );

describe( 'A deploy to Netlify', () => {
	beforeEach( reset );

	async function publish( files: Readonly< Record< string, string > > ) {
		const target = await createTarget();
		const manifest = await createTestManifest( files );
		const plan = await target.prepare( manifest, { signal } );
		for ( const { path } of plan.uploads ) {
			await target.put(
				manifest.files.get( path ) ?? ( await createTestFile( path ) ),
				{ signal }
			);
		}
		return target.finalize( { signal } );
	}
	const uploads = () =>
		netlify.operations.filter( ( id ) => id === 'uploadDeployFile' ).length;

	it( 'sends a body once, however many paths have it and whichever deploy had it', async () => {
		await publish( {
			'a.html': 'same',
			'b.html': 'same',
			'c.html': 'other',
		} );
		expect( uploads() ).toBe( 2 );
		await publish( { 'moved/c.html': 'other', 'b.html': 'same' } );
		expect( uploads() ).toBe( 2 );
		expect( [ ...netlify.read().keys() ] ).toEqual( [
			'moved/c.html',
			'b.html',
		] );
	} );

	it( 'makes no deploy when nothing has changed', async () => {
		const { releaseId } = await publish( { 'index.html': 'words' } );
		const again = await publish( { 'index.html': 'words' } );
		expect( again.releaseId ).toBe( releaseId );
		expect(
			netlify.operations.filter( ( id ) => id === 'createSiteDeploy' )
		).toHaveLength( 1 );
	} );

	it( 'sends again what Netlify has lost, though the site has not changed there', async () => {
		await publish( { 'index.html': 'words' } );
		netlify.forgetBodies();
		await publish( { 'index.html': 'words', 'new.html': 'new' } );
		expect( uploads() ).toBe( 3 );
		expect( netlify.read().get( 'index.html' )?.body ).toEqual(
			new TextEncoder().encode( 'words' )
		);
	} );

	it( 'is cancelled at Netlify when it is discarded half-way', async () => {
		const target = await createTarget();
		const file = await createTestFile( 'index.html' );
		await target.prepare( await createTestManifest( [ file ] ), {
			signal,
		} );
		await target.put( file, { signal } );
		await target.discard();
		expect( netlify.operations.at( -1 ) ).toBe( 'cancelSiteDeploy' );
		expect( netlify.read().size ).toBe( 0 );
	} );

	it( 'says in the log that a draft stays when it cannot be cancelled', async () => {
		const target = await createTarget();
		const file = await createTestFile( 'index.html' );
		await target.prepare( await createTestManifest( [ file ] ), {
			signal,
		} );
		await target.put( file, { signal } );
		netlify.status = 500;
		await target.discard();
		expect( runtime.logger.entries ).toMatchObject( [
			{ message: 'An unfinished deploy stays on Netlify as a draft.' },
		] );
	} );

	it( 'fails in words when Netlify works on it for too long', async () => {
		const target = await createTarget();
		const file = await createTestFile( 'index.html' );
		await target.prepare( await createTestManifest( [ file ] ), {
			signal,
		} );
		await target.put( file, { signal } );
		netlify.isStuck = true;
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'remote_failed',
			message: 'Netlify has not finished the deploy; it is "uploaded".',
		} );
	} );
} );
