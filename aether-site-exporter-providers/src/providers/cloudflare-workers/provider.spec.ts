import {
	type DeploymentManifest,
	type DeploymentTarget,
	type ProviderConfig,
	ProviderRegistry,
	type PublishFile,
	type RollbackTarget,
	type TargetPath,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	ManualClock,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	CloudflareStand,
	STAND_API_TOKEN,
} from '../../../../tests/stands/cloudflare';
import { ObjectStorage } from '../../../../tests/stands/object-storage';
import { CloudflareWorkersProvider } from './provider';

const ID = 'cloudflare-workers';
const TIMEOUT_MS = 120_000;
const JAVASCRIPT = 'text/javascript; charset=utf-8';
const ENTRYPOINT = 'aether-test-entry.mjs' as TargetPath;
const { signal } = new AbortController();
const provider = new CloudflareWorkersProvider();

let storage: ObjectStorage;
let stand: CloudflareStand;
let runtime: ReturnType< typeof runtimeFor >;

const configFor = ( more: ProviderConfig = {} ): ProviderConfig => ( {
	account_id: stand?.accountId ?? '0'.repeat( 32 ),
	script_name: 'site',
	source: 'edge-worker',
	bucket_name: storage?.bucketName ?? 'site',
	api_url: stand?.apiUrl ?? 'https://api.test/',
	...more,
} );

const runtimeFor = ( more: ProviderConfig = {} ) =>
	fakeRuntime( {
		providerId: ID,
		config: configFor( more ),
		secrets: { api_token: STAND_API_TOKEN },
		clock: new ManualClock( Date.now() ),
		fetch,
		// A site that keeps no values of secrets.
		rest: async () => Response.json( { addresses: [], relayOnly: [] } ),
	} );

/**
 * The same deployments go on with another configuration.
 * @param more
 */
const reconfigured = ( more: ProviderConfig ) => ( {
	...runtimeFor( more ),
	ledger: runtime.ledger,
} );

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( { storage } );
}, TIMEOUT_MS );
afterAll( async () => {
	await stand.stop();
	await storage.stop();
} );

function reset(): void {
	stand.clear();
	runtime = runtimeFor();
}

const open = ( from = runtime as ReturnType< typeof reconfigured > ) =>
	provider.createTarget( 'edge_functions', from, {
		signal,
	} ) as Promise< RollbackTarget >;

const moduleThatSays = ( text: string ): Promise< PublishFile > =>
	createTestFile(
		ENTRYPOINT,
		`export default { fetch: () => new Response( '${ text }' ) };`,
		{ contentType: JAVASCRIPT }
	);

async function deploy(
	text: string,
	from: ReturnType< typeof reconfigured > = runtime
) {
	const target = await open( from );
	const manifest = await createTestManifest(
		[ await moduleThatSays( text ) ],
		{ entrypoint: ENTRYPOINT, deploymentType: 'edge_functions' }
	);
	const plan = await target.prepare( manifest, { signal } );
	for ( const { path } of plan.uploads ) {
		await target.put( manifest.files.get( path )!, { signal } );
	}
	return { plan, target, receipt: await target.finalize( { signal } ) };
}

const operations = ( requests = stand.writes ) =>
	requests.map( ( { operation } ) => operation );

/** What visitors of the live version could be served from, by module. */
function liveModules(): Map< string, { body: Uint8Array } > {
	const [ script ] = stand.account.scripts;
	const [ share ] = [ ...( script?.live?.shares ?? [] ) ].sort(
		( one, other ) => other.percentage - one.percentage
	);
	return new Map(
		( share ? script!.version( share.version_id ).upload.modules : [] )
			.filter( ( { name } ) => name !== ENTRYPOINT )
			.map( ( { name, contents } ) => [ name, { body: contents } ] )
	);
}

/**
 * The kit's manifests are files without a module to start; each gets one here, which nothing else sees.
 * @param target
 */
function withEntrypoint( target: RollbackTarget ): DeploymentTarget {
	let entry: PublishFile;
	return {
		atomic: target.atomic,
		maxConcurrency: target.maxConcurrency,
		baseUrl: target.baseUrl,
		async prepare( manifest: DeploymentManifest, options ) {
			entry = await moduleThatSays( 'conformance' );
			const plan = await target.prepare(
				{
					...manifest,
					entrypoint: ENTRYPOINT,
					files: new Map( [
						...manifest.files,
						[ ENTRYPOINT, entry ] as const,
					] ),
				},
				options
			);
			const uploads = plan.uploads.filter(
				( { path } ) => path !== ENTRYPOINT
			);
			return {
				...plan,
				uploads,
				unchanged:
					plan.unchanged -
					( uploads.length === plan.uploads.length ? 1 : 0 ),
			};
		},
		put: ( file, options ) => target.put( file, options ),
		async finalize( options ) {
			if ( ! options.signal.aborted && entry ) {
				await target.put( entry, options );
			}
			return target.finalize( options );
		},
		discard: ( reason ) => target.discard( reason ),
		listReleases: async ( options ) =>
			( await target.listReleases( options ) ).map( ( release ) => ( {
				...release,
				fileCount: release.fileCount - 1,
			} ) ),
		activateRelease: ( id, options ) =>
			target.activateRelease( id, options ),
	};
}

testProvider( {
	id: ID,
	providerClass: CloudflareWorkersProvider,
	config: {
		account_id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
		bucket_name: 'site',
	},
	createRuntime: () => runtimeFor(),
} );

testDeploymentTarget( {
	name: 'A Worker',
	reset,
	createTarget: async () => withEntrypoint( await open() ),
	readBackend: liveModules,
	answerWith: ( status ) => {
		stand.faults.clear();
		if ( status !== null ) {
			stand.faults.on(
				{},
				{ kind: 'status', status },
				{ times: Infinity }
			);
		}
	},
	secrets: {
		values: [ STAND_API_TOKEN ],
		readLog: () => JSON.stringify( runtime.logger.entries ),
	},
	timeoutMs: TIMEOUT_MS,
} );

describe( 'CloudflareWorkersProvider', { timeout: TIMEOUT_MS }, () => {
	beforeEach( reset );

	it( 'uploads a Worker that is new by PUT, then versions and deployments', async () => {
		const first = await deploy( 'one' );
		expect( operations() ).toEqual( [ 'putScript', 'setScriptSubdomain' ] );
		expect( first.receipt ).toMatchObject( {
			url: 'https://site.stand.workers.dev/',
		} );
		stand.requests.length = 0;
		const second = await deploy( 'two' );
		expect( operations() ).toEqual( [
			'createVersion',
			'createDeployment',
		] );
		expect( second.receipt.releaseId ).not.toBe( first.receipt.releaseId );
		expect( stand.account.scripts ).toHaveLength( 1 );
		expect( stand.violations ).toEqual( [] );
	} );

	it( 'sends nothing when nothing has changed, and one deployment to go back', async () => {
		const first = await deploy( 'one' );
		await deploy( 'two' );
		stand.requests.length = 0;
		const { plan, target } = await deploy( 'two' );
		expect( plan ).toMatchObject( { uploads: [], unchanged: 1 } );
		expect( operations() ).toEqual( [] );
		await target.activateRelease( first.receipt.releaseId!, { signal } );
		expect( operations() ).toEqual( [ 'createDeployment' ] );
	} );

	it( 'uploads again when only a binding has changed', async () => {
		await deploy( 'one' );
		stand.requests.length = 0;
		await deploy( 'one', reconfigured( { prefix: 'blog' } ) );
		expect( operations() ).toEqual( [
			'createVersion',
			'createDeployment',
		] );
		const [ version ] = stand.account.scripts[ 0 ]!.versions;
		expect( version!.bindings ).toContainEqual( {
			type: 'plain_text',
			name: 'PREFIX',
			text: 'blog/',
		} );
	} );

	it( 'lists complete bindings, and keeps the secrets of a Worker of a person’s own', async () => {
		const own = {
			source: 'code',
			code: 'export default {}',
			variables: 'GREETING=good day\nEMPTY=',
			secret_names: 'KEY',
		};
		const { receipt } = await deploy( 'one', reconfigured( own ) );
		expect( receipt.warnings?.[ 0 ] ).toContain( 'KEY' );
		const api = await fetch(
			`${ stand.apiUrl }/accounts/${ stand.accountId }/workers/scripts/site/secrets`,
			{
				method: 'PUT',
				headers: { Authorization: `Bearer ${ STAND_API_TOKEN }` },
				body: JSON.stringify( {
					name: 'KEY',
					text: 'hidden',
					type: 'secret_text',
				} ),
			}
		);
		expect( api.status ).toBe( 200 );
		await deploy( 'two', reconfigured( own ) );
		const [ version ] = stand.account.scripts[ 0 ]!.versions;
		expect(
			version!.bindings
				.map( ( { name, text = '' } ) => `${ name }=${ text }` )
				.filter( ( line ) => ! line.startsWith( 'AETHER_RELEASE' ) )
				.sort()
		).toEqual( [
			'EMPTY=',
			'GREETING=good day',
			'KEY=hidden',
			'PREFIX=',
			'SITE=',
		] );
		await expect(
			deploy(
				'two',
				reconfigured( { ...own, secret_names: 'KEY, NONE' } )
			)
		).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringContaining( 'Variables and Secrets' ),
		} );
	} );

	it( 'asks before it replaces a Worker that somebody else deployed', async () => {
		await deployForeign( 'site' );
		const before = stand.account.scripts[ 0 ]!.live;
		await expect( deploy( 'one' ) ).rejects.toMatchObject( {
			code: 'conflict',
			message: expect.stringContaining( '“Take over from”' ),
		} );
		expect( stand.account.scripts[ 0 ]!.live ).toBe( before );
		await deploy( 'one', reconfigured( { take_over: 'site' } ) );
		expect( liveModules().size ).toBe( 0 );
		await deploy( 'two' );
	} );

	it( 'asks before it takes a domain away from another Worker', async () => {
		await deployForeign( 'shop' );
		await fetch(
			`${ stand.apiUrl }/accounts/${ stand.accountId }/workers/domains`,
			{
				method: 'PUT',
				headers: { Authorization: `Bearer ${ STAND_API_TOKEN }` },
				body: JSON.stringify( {
					hostname: 'www.example.com',
					service: 'shop',
				} ),
			}
		);
		const domain = { custom_domain: 'www.example.com', workers_dev: false };
		stand.requests.length = 0;
		await expect(
			deploy( 'one', reconfigured( domain ) )
		).rejects.toMatchObject( {
			code: 'conflict',
			details: { worker: 'shop' },
		} );
		expect( operations() ).toEqual( [] );
		const { receipt } = await deploy(
			'one',
			reconfigured( { ...domain, take_over: 'shop' } )
		);
		expect( receipt.url ).toBe( 'https://www.example.com/' );
		expect( operations() ).toEqual( [ 'putScript', 'putDomain' ] );
		stand.requests.length = 0;
		await deploy( 'one', reconfigured( domain ) );
		expect( operations() ).toEqual( [] );
	} );

	it( 'shows a new version to some visitors first, then to all', async () => {
		const some = reconfigured( { rollout_percentage: 10 } );
		// Nobody has another version yet.
		const first = await deploy( 'one', some );
		expect( first.receipt ).not.toHaveProperty( 'warnings' );
		const second = await deploy( 'two', some );
		const [ script ] = stand.account.scripts;
		expect( script!.live!.shares ).toEqual( [
			{ version_id: second.receipt.releaseId, percentage: 10 },
			{ version_id: first.receipt.releaseId, percentage: 90 },
		] );
		expect( second.receipt.warnings?.[ 0 ] ).toContain( '10 %' );
		const third = await deploy( 'three', some );
		expect( script!.live!.shares ).toEqual( [
			{ version_id: third.receipt.releaseId, percentage: 10 },
			{ version_id: first.receipt.releaseId, percentage: 90 },
		] );
		expect(
			( await third.target.listReleases( { signal } ) ).map(
				( { id, active, visitorsPercent } ) => [
					id,
					active,
					visitorsPercent,
				]
			)
		).toEqual( [
			[ third.receipt.releaseId, false, 10 ],
			[ second.receipt.releaseId, false, undefined ],
			[ first.receipt.releaseId, true, 90 ],
		] );
		stand.requests.length = 0;
		await deploy( 'three' );
		expect( operations() ).toEqual( [ 'createDeployment' ] );
		expect( script!.live!.shares ).toHaveLength( 1 );
		// What a person activates is for all, whatever new versions begin with.
		const back = second.receipt.releaseId ?? '';
		expect(
			await third.target.activateRelease( back, { signal } )
		).not.toHaveProperty( 'warnings' );
		expect( script!.live!.shares ).toEqual( [
			{ version_id: back, percentage: 100 },
		] );
	} );

	it( 'gives all visitors back the version that they were led away from, and takes none away who has a new one', async () => {
		const some = ( percentage: number ) =>
			reconfigured( { rollout_percentage: percentage } );
		const shares = () => stand.account.scripts[ 0 ]!.live!.shares;
		const { receipt: old } = await deploy( 'one' );
		await deploy( 'two', some( 10 ) );
		await deploy( 'one', some( 10 ) );
		expect( shares() ).toEqual( [
			{ version_id: old.releaseId, percentage: 100 },
		] );
		for ( const [ wanted, given ] of [
			[ 60, 60 ],
			[ 80, 80 ],
			[ 10, 80 ],
		] as const ) {
			const { receipt } = await deploy( 'three', some( wanted ) );
			expect( shares() ).toEqual( [
				{ version_id: receipt.releaseId, percentage: given },
				{ version_id: old.releaseId, percentage: 100 - given },
			] );
		}
	} );

	it.each( [
		[ 'the first upload', 'putScript', true ],
		[ 'a version', 'createVersion', false ],
		[ 'a deployment', 'createDeployment', false ],
		[ 'the address', 'setScriptSubdomain', true ],
	] )(
		'goes on where it was when the answer about %s is lost',
		async ( _, operation, isFirst ) => {
			if ( ! isFirst ) {
				await deploy( 'one' );
			}
			const target = await open();
			const manifest = await createTestManifest(
				[ await moduleThatSays( 'two' ) ],
				{ entrypoint: ENTRYPOINT }
			);
			const plan = await target.prepare( manifest, { signal } );
			for ( const { path } of plan.uploads ) {
				await target.put( manifest.files.get( path )!, { signal } );
			}
			stand.requests.length = 0;
			stand.faults.on( { operation }, { kind: 'cut', applied: true } );
			await expect( target.finalize( { signal } ) ).rejects.toMatchObject(
				{ code: 'network_failed' }
			);
			const { releaseId } = await target.finalize( { signal } );
			const [ script ] = stand.account.scripts;
			expect( script!.live!.shares ).toEqual( [
				{ version_id: releaseId, percentage: 100 },
			] );
			expect( script!.versions ).toHaveLength( isFirst ? 1 : 2 );
			expect( script!.state.subdomain.enabled ).toBe( true );
			expect(
				operations().filter( ( name ) => name === operation )
			).toHaveLength( 1 );
		}
	);

	it( 'changes nothing when somebody else deploys in between', async () => {
		await deploy( 'one' );
		const { receipt } = await deploy( 'two' );
		const target = await open();
		const manifest = await createTestManifest(
			[ await moduleThatSays( 'three' ) ],
			{ entrypoint: ENTRYPOINT }
		);
		const plan = await target.prepare( manifest, { signal } );
		await target.put( manifest.files.get( plan.uploads[ 0 ]!.path )!, {
			signal,
		} );
		const other = await open();
		const [ , first ] = await other.listReleases( { signal } );
		await other.activateRelease( first!.id, { signal } );
		stand.requests.length = 0;
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
		} );
		expect( operations() ).toEqual( [] );
		expect( receipt.releaseId ).not.toBe( first!.id );
	} );

	it.each( [
		[ 403, 10000, 'permission_denied' ],
		[ 401, 1000, 'auth_failed' ],
		[ 404, 10007, 'not_found' ],
		[ 409, 10020, 'conflict' ],
		[ 412, 10000, 'conflict' ],
		[ 429, 971, 'rate_limited' ],
		[ 400, 10021, 'remote_rejected' ],
		[ 413, 10027, 'payload_too_large' ],
		[ 500, 10002, 'remote_failed' ],
		[ 503, 10002, 'remote_failed' ],
	] )(
		'says what it means when a version is answered with %i, %i',
		async ( status, code, expected ) => {
			await deploy( 'one' );
			stand.faults.on(
				{ operation: 'createVersion' },
				{
					kind: 'status',
					status,
					code,
					headers: { 'Retry-After': '7' },
				}
			);
			await expect( deploy( 'two' ) ).rejects.toMatchObject( {
				code: expected,
				status,
				retryAfterMs: 7000,
			} );
		}
	);

	it( 'ends a request that hangs with the signal', async () => {
		await deploy( 'one' );
		const cancel = new AbortController();
		stand.faults.on( { operation: 'listDeployments' }, { kind: 'hang' } );
		const listing = ( await open() ).listReleases( {
			signal: cancel.signal,
		} );
		const reason = new Error( 'cancelled' );
		cancel.abort( reason );
		await expect( listing ).rejects.toBe( reason );
	} );

	it( 'tells a firewall from the API', async () => {
		stand.faults.on( {}, { kind: 'challenge' } );
		await expect( open() ).rejects.toMatchObject( {
			code: 'permission_denied',
			message: expect.stringContaining( 'firewall' ),
		} );
	} );

	it( 'tests a connection without changing anything', async () => {
		expect( await provider.testConnection( runtime, { signal } ) ).toEqual(
			{}
		);
		expect( operations() ).toEqual( [] );
		stand.faults.on(
			{ operation: 'verifyUserToken' },
			{ kind: 'status', status: 401, code: 1000 }
		);
		await provider.testConnection( runtime, { signal } );
		stand.faults.on(
			{ operation: 'getAccountSubdomain' },
			{ kind: 'status', status: 404, code: 10063 }
		);
		await expect(
			provider.testConnection( runtime, { signal } )
		).rejects.toMatchObject( { code: 'config_invalid' } );
	} );

	it( 'tells on which day the token ends', async () => {
		stand.tokenEnd = '2027-03-01T00:00:00Z';
		try {
			expect(
				await provider.testConnection( runtime, { signal } )
			).toEqual( { endsAt: '2027-03-01' } );
		} finally {
			stand.tokenEnd = null;
		}
	} );

	it( 'takes the packaged Worker, a text or a folder', async () => {
		const packaged = await ( await open() ).edgeFunctions!( { signal } );
		expect( packaged.modules[ 0 ]!.body ).toContain( 'X-Aether-Release' );
		const code = 'export default { fetch() {} }';
		const text = await open( reconfigured( { source: 'code', code } ) );
		expect( await text.edgeFunctions!( { signal } ) ).toMatchObject( {
			modules: [ { body: code } ],
		} );
		const rest = async ( path: string ) => {
			expect( path ).toBe( 'aether/v1/edge-functions/shop' );
			return Response.json( {
				modules: [
					{ path: 'lib/a.js', body: btoa( 'a' ) },
					{ path: 'index.mjs', body: btoa( 'b' ) },
				],
			} );
		};
		const folder = await open( {
			...reconfigured( { source: 'folder', folder: 'shop' } ),
			rest,
		} );
		expect( await folder.edgeFunctions!( { signal } ) ).toMatchObject( {
			entrypoint: 'index.mjs',
			modules: [ { path: 'lib/a.js' }, { path: 'index.mjs' } ],
		} );
	} );

	it( 'can be registered under its alias', () => {
		const registry = new ProviderRegistry();
		registry.register( 'cloudflare', CloudflareWorkersProvider );
		expect( registry.get( 'cloudflare' )?.id ).toBe( 'cloudflare' );
	} );
} );

/**
 * A Worker from somebody's own tools.
 * @param name
 */
async function deployForeign( name: string ): Promise< void > {
	const form = new FormData();
	form.append(
		'metadata',
		new Blob( [ JSON.stringify( { main_module: 'w.js' } ) ] )
	);
	form.append(
		'w.js',
		new Blob( [ 'export default { fetch() {} }' ], {
			type: 'application/javascript+module',
		} ),
		'w.js'
	);
	const response = await fetch(
		`${ stand.apiUrl }/accounts/${ stand.accountId }/workers/scripts/${ name }`,
		{
			method: 'PUT',
			headers: { Authorization: `Bearer ${ STAND_API_TOKEN }` },
			body: form,
		}
	);
	expect( response.status ).toBe( 200 );
}
