import {
	AbstractProvider,
	AetherError,
	type DeploymentTarget,
	type ProviderConfig,
	ProviderRegistry,
} from '@aether/provider-sdk';
import {
	fakeRuntime,
	ManualClock,
	MemoryTarget,
} from '@aether/provider-sdk/testing';
import { type Finding, planSite, publishSite } from '@aether/publish-engine';
import {
	createTestServices,
	MemoryRecords,
	type MemoryResource,
	MemorySite,
} from '@aether/publish-engine/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { CloudflareWorkersProvider } from 'aether-site-exporter-providers/providers/cloudflare-workers';
import { ObjectStorage } from '../object-storage';
import { standTime } from '../object-storage/stand-time';
import { CloudflareStand, STAND_API_TOKEN } from '.';

const TIMEOUT_MS = 120_000;
const HOME = 'https://site.test/';

let storage: ObjectStorage;
let stand: CloudflareStand;
/** What reached either stand, in order. */
let order: string[];
const ledgers = fakeRuntime();

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( {
		storage,
		localScript: 'aether-site',
	} );
}, TIMEOUT_MS );
afterAll( async () => {
	await stand.stop();
	await storage.stop();
} );

const page = ( content: string ) =>
	`<!doctype html><html><head><link rel="stylesheet" href="/style.css"></head><body>${ content }</body></html>`;

const siteOf = (
	greeting: string
): Readonly< Record< string, MemoryResource > > => ( {
	'/': {
		body: page( `<a href="/about/">${ greeting }</a>` ),
		listedAs: 'home',
	},
	'/about/': { body: page( 'About' ), listedAs: 'post' },
	'/?p=7': { redirect: { to: '/about/', status: 301 }, listedAs: 'post' },
	'/style.css': { body: 'body { color: red }' },
	'/missing/': {
		body: page( 'Nothing here' ),
		status: 404,
		listedAs: 'not-found',
	},
} );

/** A second place for the static site, which never fails. */
class MemoryProvider extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}

	override async createTarget(): Promise< DeploymentTarget > {
		return new MemoryTarget( { baseUrl: 'https://elsewhere.test/' } );
	}
}

/**
 * @param greeting
 * @param workerConfig What differs at the Worker.
 */
function services( greeting: string, workerConfig: ProviderConfig = {} ) {
	const registry = new ProviderRegistry();
	registry.register( 'memory', MemoryProvider );
	registry.register( 'cloudflare-r2', CloudflareR2Provider );
	registry.register( 'cloudflare-workers', CloudflareWorkersProvider );
	const configs = {
		memory: { deployment_types: [ 'static_site' ] },
		'cloudflare-r2': {
			deployment_types: [ 'static_site' ],
			access_key_id: storage.accessKeyId,
			bucket_name: storage.bucketName,
			endpoint: storage.endpoint,
			region: 'auto',
			prefix: 'blog',
			public_url: `${ stand.edge.url }/`,
		},
		'cloudflare-workers': {
			deployment_types: [ 'edge_functions' ],
			account_id: stand.accountId,
			api_url: stand.apiUrl,
			bucket_name: storage.bucketName,
			prefix: 'blog',
			...workerConfig,
		},
	};
	registry.setConfigs( configs );
	const clock = new ManualClock( Date.now() );
	const fetchAndNote: typeof fetch = async ( input, init ) => {
		const request = new Request( input, init );
		const response = await fetch( request );
		const { pathname } = new URL( request.url );
		order.push( `${ request.method } ${ pathname } ${ response.status }` );
		return response;
	};
	return {
		...createTestServices( {
			site: new MemorySite( siteOf( greeting ), { homeUrl: HOME } ),
			clock,
		} ),
		providers: registry,
		runtimeFor: async ( providerId: string ) => ( {
			...fakeRuntime( {
				providerId,
				clock,
				config: configs[ providerId as keyof typeof configs ],
				secrets: {
					secret_access_key: storage.secretAccessKey,
					api_token: STAND_API_TOKEN,
				},
				fetch: fetchAndNote,
			} ),
			ledger: ledgers.ledger,
		} ),
	};
}

const CLOUDFLARE = [ 'cloudflare-r2', 'cloudflare-workers' ];

async function publish(
	greeting: string,
	only: readonly string[] = CLOUDFLARE,
	workerConfig: ProviderConfig = {}
) {
	order = [];
	// A bucket takes one pointer a second.
	standTime.pass( 1000 );
	const findings: Finding[] = [];
	const summary = await publishSite( {
		services: services( greeting, workerConfig ),
		records: new MemoryRecords(),
		only,
		onEvent: ( event ) => {
			if ( event.type === 'finding' ) {
				findings.push( event.finding );
			}
		},
	} );
	return { ...summary, findings };
}

const breakThePointer = () =>
	storage.faults.on(
		{ method: 'PUT', key: /current/ },
		{ kind: 'answer', status: 403, code: 'AccessDenied' },
		1,
		Infinity
	);

const indexOf = ( pattern: RegExp ) =>
	order.findIndex( ( line ) => pattern.test( line ) );

describe( 'R2 and Workers together', { timeout: TIMEOUT_MS }, () => {
	it( 'publish a site that the deployed Worker serves, and show the Worker only once the release is whole', async () => {
		const summary = await publish( 'Good day' );
		expect( summary ).toMatchObject( {
			status: 'success',
			providers: [
				{ providerId: 'cloudflare-r2', success: true },
				{
					providerId: 'cloudflare-workers',
					deploymentType: 'edge_functions',
					success: true,
					uploaded: 1,
				},
			],
		} );
		const pointer = indexOf( /^PUT .*current\.json 200/ );
		const worker = indexOf( /^PUT .*\/workers\/scripts\/aether-site 200/ );
		expect( pointer ).toBeGreaterThan( 0 );
		expect( worker ).toBeGreaterThan( pointer );
		const answer = await fetch( stand.edge.url );
		expect( await answer.text() ).toContain( 'Good day' );
		const old = await fetch( `${ stand.edge.url }/?p=7`, {
			redirect: 'manual',
		} );
		expect( [ old.status, old.headers.get( 'location' ) ] ).toEqual( [
			301,
			'/about/',
		] );
		const missing = await fetch( `${ stand.edge.url }/nothing/` );
		expect( missing.status ).toBe( 404 );
		expect( await missing.text() ).toContain( 'Nothing here' );
	} );

	it( 'send one changed page again, and leave the Worker alone', async () => {
		const summary = await publish( 'Good evening' );
		expect( summary.status ).toBe( 'success' );
		expect( summary.providers[ 1 ] ).toMatchObject( { uploaded: 0 } );
		expect(
			order.filter( ( line ) => ! line.startsWith( 'GET' ) )
		).toHaveLength( 4 );
		await expect
			.poll( async () => ( await fetch( stand.edge.url ) ).text(), {
				timeout: 30_000,
			} )
			.toContain( 'Good evening' );
	} );

	it( 'deploy no Worker when the site did not arrive', async () => {
		stand.clear();
		breakThePointer();
		const summary = await publish( 'Good night' );
		storage.faults.clear();
		expect( summary ).toMatchObject( {
			status: 'failed',
			error: { code: 'all_providers_failed' },
		} );
		expect( stand.writes ).toEqual( [] );
	} );

	it( 'deploy no Worker when the site arrived elsewhere, but not in the bucket that it serves', async () => {
		stand.clear();
		breakThePointer();
		const summary = await publish( 'Good night', [
			'memory',
			...CLOUDFLARE,
		] );
		storage.faults.clear();
		expect( summary ).toMatchObject( {
			status: 'partial',
			findings: [ { code: 'edge_held_back' } ],
		} );
		expect(
			summary.providers.map( ( { providerId, success } ) => [
				providerId,
				success,
			] )
		).toEqual( [
			[ 'memory', true ],
			[ 'cloudflare-r2', false ],
		] );
		expect( stand.writes ).toEqual( [] );
	} );

	it( 'deploy a Worker although the site failed in a bucket that it does not serve, and say so', async () => {
		breakThePointer();
		const summary = await publish(
			'Good night',
			[ 'memory', ...CLOUDFLARE ],
			{ prefix: 'blog/2', script_name: 'elsewhere' }
		);
		storage.faults.clear();
		expect( summary ).toMatchObject( {
			status: 'partial',
			findings: [
				{
					code: 'edge_serves_elsewhere',
					message: expect.stringMatching(
						/r2:[\w-]+\/blog\/2\/,.* r2:[\w-]+\/blog\/\.$/
					),
				},
			],
		} );
		expect( summary.providers.at( -1 ) ).toMatchObject( {
			providerId: 'cloudflare-workers',
			success: true,
		} );
	} );

	it( 'plan without writing anything', async () => {
		stand.clear();
		storage.log.clear();
		const plan = await planSite( {
			services: services( 'Good night' ),
			only: CLOUDFLARE,
		} );
		expect( plan.providers ).toMatchObject( [
			{ providerId: 'cloudflare-r2' },
			{
				providerId: 'cloudflare-workers',
				plan: { uploads: [ { path: 'worker.js', reason: 'new' } ] },
			},
		] );
		expect( stand.writes ).toEqual( [] );
		expect( storage.log.writes ).toEqual( [] );
	} );

	it( 'say that a target of somebody else has nothing to run', async () => {
		const all = services( 'Good day' );
		const provider = all.providers.get( 'cloudflare-workers' )!;
		const without = Object.create( provider, {
			createTarget: {
				value: async ( ...parameters: [ string, never, never ] ) => {
					const target = await provider.createTarget( ...parameters );
					return Object.create( target, {
						edgeFunctions: { value: undefined },
					} ) as typeof target;
				},
			},
		} ) as typeof provider;
		order = [];
		const summary = await publishSite( {
			services: {
				...all,
				providers: {
					getAllIds: () => [ 'cloudflare-workers' ],
					get: () => without,
				},
			},
			records: new MemoryRecords(),
		} );
		expect( summary.status ).toBe( 'failed' );
		expect( summary.providers[ 0 ]?.error ).toMatchObject( {
			code: 'contract_violated' satisfies AetherError[ 'code' ],
		} );
	} );
} );
