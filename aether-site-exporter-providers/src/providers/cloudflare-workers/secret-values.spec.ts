import type {
	ProviderConfig,
	ProviderRuntime,
	TargetPath,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	ManualClock,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	CloudflareStand,
	STAND_API_TOKEN,
} from '../../../../tests/stands/cloudflare';
import { ObjectStorage } from '../../../../tests/stands/object-storage';
import { CloudflareWorkersProvider } from './provider';
import type { SecretValues } from './secret-values';

const ID = 'cloudflare-workers';
const ENTRYPOINT = 'worker.js' as TargetPath;
const { signal } = new AbortController();
const provider = new CloudflareWorkersProvider();

let storage: ObjectStorage;
let stand: CloudflareStand;
/** What the relay knows; a value is the name and the revision. */
let stored: SecretValues | null;
/** Bodies that asked for values, as they left the browser. */
let asked: unknown[];
let ledger: ProviderRuntime[ 'ledger' ];

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( { storage } );
}, 120_000 );
afterAll( async () => {
	await stand.stop();
	await storage.stop();
} );
beforeEach( () => {
	stand.clear();
	asked = [];
	( { ledger } = fakeRuntime() );
} );

interface AskedUpload {
	readonly metadata: {
		readonly bindings: readonly { type: string; name: string }[];
	};
	readonly modules: readonly { name: string; type: string; body: string }[];
}

/**
 * The form that the site's relay makes of an upload.
 *
 * @param upload
 * @param upload.metadata
 * @param upload.modules
 */
function fill( { metadata, modules }: AskedUpload ): FormData {
	const form = new FormData();
	const bindings = metadata.bindings.map( ( binding ) =>
		binding.type === 'secret_text'
			? {
					...binding,
					text: `${ binding.name } of ${ stored?.revision }`,
				}
			: binding
	);
	form.append(
		'metadata',
		new Blob( [ JSON.stringify( { ...metadata, bindings } ) ] )
	);
	for ( const { name, type, body } of modules ) {
		form.append(
			name,
			new Blob( [ Buffer.from( body, 'base64' ) ], { type } ),
			name
		);
	}
	return form;
}

const runtimeFor = ( more: ProviderConfig ): ProviderRuntime => ( {
	...fakeRuntime( {
		providerId: ID,
		config: {
			account_id: stand.accountId,
			api_url: stand.apiUrl,
			script_name: 'shop',
			source: 'code',
			code: 'export default {}',
			...more,
		},
		secrets: { api_token: STAND_API_TOKEN },
		clock: new ManualClock( Date.now() ),
		rest: async ( path ) => {
			expect( path ).toBe( `aether/v1/relay/${ ID }` );
			return Response.json(
				stored && {
					secretValues: { field: 'secret_values', ...stored },
				}
			);
		},
		fetch: async ( input, init ) => {
			const headers = new Headers( init?.headers );
			if ( ! headers.has( 'X-Aether-Secret-Body' ) ) {
				return fetch( input, init );
			}
			expect( headers.get( 'X-Aether-Secret-Body' ) ).toBe(
				'secret_values'
			);
			const upload = JSON.parse( String( init?.body ) ) as AskedUpload;
			asked.push( upload );
			headers.delete( 'Content-Type' );
			return fetch( input, { ...init, headers, body: fill( upload ) } );
		},
	} ),
	ledger,
} );

async function deploy( text: string, more: ProviderConfig = {} ) {
	const target = await provider.createTarget(
		'edge_functions',
		runtimeFor( more ),
		{ signal }
	);
	const file = await createTestFile(
		ENTRYPOINT,
		`export default { fetch: () => new Response( '${ text } é' ) };`,
		{ contentType: 'text/javascript' }
	);
	const manifest = await createTestManifest( [ file ], {
		entrypoint: ENTRYPOINT,
		deploymentType: 'edge_functions',
	} );
	const { uploads } = await target.prepare( manifest, { signal } );
	for ( const { path } of uploads ) {
		await target.put( manifest.files.get( path )!, { signal } );
	}
	return target.finalize( { signal } );
}

const operations = () => stand.writes.map( ( { operation } ) => operation );

const secrets = () =>
	stand.account.scripts[ 0 ]!.versions[ 0 ]!.bindings.filter(
		( { type } ) => type === 'secret_text'
	).map( ( { name, text } ) => `${ name }=${ text }` );

const of = ( revision: string, maySend = true ): SecretValues => ( {
	names: [ 'KEY', 'SALT' ],
	revision,
	maySend,
} );

describe( 'Values of a Worker’s secrets', () => {
	it( 'go along with the first upload, the code in the same bytes, and stand nowhere in what the browser sends', async () => {
		stored = of( 'r1' );
		const receipt = await deploy( 'one', { secret_names: 'KEY' } );
		expect( receipt ).not.toHaveProperty( 'warnings' );
		expect( secrets() ).toEqual( [ 'KEY=KEY of r1', 'SALT=SALT of r1' ] );
		expect( asked ).toHaveLength( 1 );
		expect(
			( asked[ 0 ] as AskedUpload ).metadata.bindings.filter(
				( { type } ) => type === 'secret_text'
			)
		).toEqual( [
			{ type: 'secret_text', name: 'KEY' },
			{ type: 'secret_text', name: 'SALT' },
		] );
		const [ module ] =
			stand.account.scripts[ 0 ]!.versions[ 0 ]!.upload.modules;
		expect( Buffer.from( module!.contents ).toString() ).toContain(
			'one é'
		);
		expect( stand.violations ).toEqual( [] );
	} );

	it( 'are sent again only when they or the code are others, with the version that needs them', async () => {
		stored = of( 'r1' );
		await deploy( 'one' );
		stand.requests.length = 0;
		await deploy( 'one' );
		expect( operations() ).toEqual( [] );
		stored = of( 'r2' );
		await deploy( 'one' );
		expect( operations() ).toEqual( [
			'createVersion',
			'createDeployment',
		] );
		expect( secrets() ).toEqual( [ 'KEY=KEY of r2', 'SALT=SALT of r2' ] );
		const [ , before ] = stand.account.scripts[ 0 ]!.versions;
		expect( before!.bindings ).toContainEqual(
			expect.objectContaining( { name: 'KEY', text: 'KEY of r1' } )
		);
	} );

	it( 'stay as they are when somebody publishes who may not send them', async () => {
		stored = of( 'r1' );
		await deploy( 'one' );
		stored = of( 'r1', false );
		stand.requests.length = 0;
		await deploy( 'one' );
		expect( operations() ).toEqual( [] );
		await deploy( 'two' );
		expect( asked ).toHaveLength( 1 );
		expect( secrets() ).toEqual( [ 'KEY=KEY of r1', 'SALT=SALT of r1' ] );
		stored = of( 'r1' );
		stand.requests.length = 0;
		await deploy( 'two' );
		expect( operations() ).toEqual( [] );
	} );

	it.each( [
		[ 'were never sent', null ],
		[ 'were sent before others were entered', 'r1' ],
	] )(
		'let nobody publish who may not send them while they %s',
		async ( _, sent ) => {
			if ( sent !== null ) {
				stored = of( sent );
				await deploy( 'one' );
			}
			stored = of( 'r2', false );
			stand.requests.length = 0;
			await expect( deploy( 'two' ) ).rejects.toMatchObject( {
				code: 'permission_denied',
				details: { field: 'secret_values' },
			} );
			expect( operations() ).toEqual( [] );
		}
	);

	it( 'leave those alone that Cloudflare keeps, and name one that it lacks', async () => {
		stored = of( 'r1' );
		await deploy( 'one' );
		await expect(
			deploy( 'two', { secret_names: 'ELSEWHERE' } )
		).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringMatching(
				/“Values of secrets”.*"ELSEWHERE"/
			),
			details: { field: 'secret_names' },
		} );
	} );

	it.each( [
		[ 'a variable', 'KEY=public', 'KEY' ],
		[ 'the bucket', '', 'SITE' ],
		[ 'the release', '', 'AETHER_RELEASE' ],
	] )( 'have not the name of %s', async ( _, variables, name ) => {
		stored = { ...of( 'r1' ), names: [ name ] };
		await expect( deploy( 'one', { variables } ) ).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringContaining( name ),
		} );
		expect( operations() ).toEqual( [] );
	} );

	it( 'are not asked for by the Worker that serves the site', async () => {
		stored = of( 'r1' );
		await deploy( 'one', {
			source: 'edge-worker',
			bucket_name: storage.bucketName,
		} );
		expect( asked ).toEqual( [] );
		expect( secrets() ).toEqual( [] );
	} );
} );
