import type {
	ProviderConfig,
	ProviderRuntime,
	RollbackTarget,
	TargetPath,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	CloudflareStand,
	STAND_API_TOKEN,
} from '../../../../tests/stands/cloudflare';
import type { Fault } from '../../../../tests/stands/cloudflare/faults';
import { ObjectStorage } from '../../../../tests/stands/object-storage';
import { ImpatientClock } from '../../../../tests/stands/object-storage/impatient-clock';
import { CloudflareWorkersProvider } from './provider';

const TIMEOUT_MS = 120_000;
const ENTRYPOINT = 'index.mjs' as TargetPath;
/** Without a domain, the Worker is reached below workers.dev alone. */
const DOMAIN: ProviderConfig = { custom_domain: 'www.example.com' };
const { signal } = new AbortController();

let storage: ObjectStorage;
let stand: CloudflareStand;
let ledger: ProviderRuntime[ 'ledger' ];

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( { storage } );
}, TIMEOUT_MS );
afterAll( async () => {
	await stand.stop();
	await storage.stop();
} );
beforeEach( () => {
	stand.clear();
	( { ledger } = fakeRuntime() );
} );

const open = ( more: ProviderConfig = {} ) =>
	new CloudflareWorkersProvider().createTarget(
		'edge_functions',
		{
			...fakeRuntime( {
				config: {
					account_id: stand.accountId,
					script_name: 'site',
					bucket_name: storage.bucketName,
					api_url: stand.apiUrl,
					...more,
				},
				secrets: { api_token: STAND_API_TOKEN },
				fetch,
			} ),
			clock: new ImpatientClock( { log: stand } ),
			ledger,
		},
		{ signal }
	) as Promise< RollbackTarget >;

async function deploy( text: string, more?: ProviderConfig ) {
	const target = await open( more );
	const manifest = await createTestManifest(
		[
			await createTestFile(
				ENTRYPOINT,
				`export default { fetch: () => new Response( '${ text }' ) };`,
				{ contentType: 'text/javascript; charset=utf-8' }
			),
		],
		{ entrypoint: ENTRYPOINT, deploymentType: 'edge_functions' }
	);
	const { uploads } = await target.prepare( manifest, { signal } );
	for ( const { path } of uploads ) {
		await target.put( manifest.files.get( path )!, { signal } );
	}
	return target.finalize( { signal } );
}

/** What all visitors get: the module of the one version that is live, or nothing. */
function live(): string | null {
	const [ script ] = stand.account.scripts;
	const [ share, ...others ] = script?.live?.shares ?? [];
	expect( others ).toEqual( [] );
	const [ module ] = share
		? script!.version( share.version_id ).upload.modules
		: [];
	return module ? Buffer.from( module.contents ).toString() : null;
}

const status = ( code: number ): Fault => ( {
	kind: 'status',
	status: code,
	...( code === 429 ? { headers: { 'Retry-After': '7' } } : {} ),
} );

/** What Cloudflare may do to any request, and what becomes of it. */
const FAULTS: readonly ( readonly [
	name: string,
	fault: Fault,
	expected: Readonly< Record< string, unknown > >,
] )[] = [
	[ '403', status( 403 ), { code: 'permission_denied', status: 403 } ],
	[ '404', status( 404 ), { code: 'not_found', status: 404 } ],
	[ '409', status( 409 ), { code: 'conflict', status: 409 } ],
	[ '412', status( 412 ), { code: 'conflict', status: 412 } ],
	[ '429', status( 429 ), { code: 'rate_limited', retryAfterMs: 7_000 } ],
	[ '500', status( 500 ), { code: 'remote_failed', status: 500 } ],
	[ '503', status( 503 ), { code: 'remote_failed', status: 503 } ],
	[ 'a cut connection', { kind: 'cut' }, { code: 'network_failed' } ],
	[ 'silence', { kind: 'hang' }, { code: 'network_failed' } ],
];

/** Every kind of request that a deployment makes, to a Worker that is there or to none. */
const REQUESTS: readonly ( readonly [
	operation: string,
	isFirst: boolean,
] )[] = [
	[ 'putScript', true ],
	[ 'setScriptSubdomain', true ],
	[ 'putDomain', true ],
	[ 'getAccountSubdomain', false ],
	[ 'listDeployments', false ],
	[ 'listVersions', false ],
	[ 'getVersion', false ],
	[ 'listDomains', false ],
	[ 'createVersion', false ],
	[ 'createDeployment', false ],
	[ 'getScriptSubdomain', false ],
];

describe.each( REQUESTS )(
	'A deployment whose %s is answered with',
	( operation, isFirst ) => {
		it.each( FAULTS )(
			'%s shows the old Worker or the new one, says why, and goes on the next time',
			async ( _, fault, expected ) => {
				const config =
					operation === 'getAccountSubdomain' ? {} : DOMAIN;
				if ( ! isFirst ) {
					await deploy( 'old', config );
				}
				const before = live();
				stand.requests.length = 0;
				stand.faults.on( { operation }, fault, { times: Infinity } );
				await expect( deploy( 'new', config ) ).rejects.toMatchObject(
					expected
				);
				expect(
					stand.requests.filter(
						( request ) => request.operation === operation
					)
				).toHaveLength( 1 );
				expect( [
					before,
					expect.stringContaining( 'new' ),
				] ).toContainEqual( live() );

				stand.faults.clear();
				stand.requests.length = 0;
				const { releaseId } = await deploy( 'new', config );
				expect( live() ).toContain( 'new' );
				const [ script, ...others ] = stand.account.scripts;
				expect( others ).toEqual( [] );
				expect( script!.live!.shares ).toEqual( [
					{ version_id: releaseId, percentage: 100 },
				] );
				expect( script!.versions.length ).toBeLessThanOrEqual( 2 );
				expect( stand.violations ).toEqual( [] );
			},
			TIMEOUT_MS
		);
	}
);
