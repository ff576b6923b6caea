import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ObjectStorage } from '../object-storage';
import { CloudflareStand, STAND_API_TOKEN } from '.';

const TIMEOUT_MS = 120_000;
const SCRIPTS = '/workers/scripts';

let storage: ObjectStorage;
let stand: CloudflareStand;
let draw = 0;

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( { storage, random: () => draw } );
}, TIMEOUT_MS );
afterAll( async () => {
	await stand.stop();
	await storage.stop();
} );
beforeEach( () => stand.clear() );

interface Envelope {
	readonly success: boolean;
	readonly errors: readonly { readonly code: number }[];
	readonly result: Record< string, unknown >;
}

/**
 * @param method
 * @param path   Below the account.
 * @param body   A form, or what becomes JSON.
 * @param token
 */
async function call(
	method: string,
	path: string,
	body?: unknown,
	token = STAND_API_TOKEN
): Promise< Envelope & { readonly status: number } > {
	const isRaw = body instanceof FormData || typeof body === 'string';
	const response = await fetch(
		`${ stand.apiUrl }/accounts/${ stand.accountId }${ path }`,
		{
			method,
			headers: { Authorization: `Bearer ${ token }` },
			...( body === undefined
				? {}
				: { body: isRaw ? body : JSON.stringify( body ) } ),
		}
	);
	return {
		...( ( await response.json() ) as Envelope ),
		status: response.status,
	};
}

const saying = ( text: string ) =>
	`export default { fetch: () => new Response( '${ text }' ) };`;

/**
 * @param source
 * @param metadata Over that of a small Worker.
 * @param type
 */
function form(
	source: string,
	metadata: Record< string, unknown > = {},
	type = 'application/javascript+module'
): FormData {
	const upload = new FormData();
	upload.append(
		'metadata',
		new Blob( [ JSON.stringify( { main_module: 'w.js', ...metadata } ) ], {
			type: 'application/json',
		} )
	);
	upload.append( 'w.js', new Blob( [ source ], { type } ), 'w.js' );
	return upload;
}

/**
 * @param host    That the visitor asks for.
 * @param headers
 */
const visit = ( host: string, headers: Record< string, string > = {} ) =>
	new Promise< { status: number; text: string } >( ( resolve, reject ) => {
		get(
			`${ stand.edge.url }/`,
			{ headers: { Host: host, ...headers } },
			( response ) => {
				const parts: Buffer[] = [];
				response.on( 'data', ( part: Buffer ) => parts.push( part ) );
				response.on( 'end', () =>
					resolve( {
						status: response.statusCode ?? 0,
						text: Buffer.concat( parts ).toString(),
					} )
				);
			}
		).on( 'error', reject );
	} );

describe( 'the Cloudflare stand', { timeout: TIMEOUT_MS }, () => {
	const wrongShares = [
		[ [ 60, 60 ] ],
		[ [ 50 ] ],
		[ [ 40, 30, 30 ] ],
		[ [ 100, 0 ] ],
	] as const;

	it.each( wrongShares )( 'refuses a deployment of %j', async ( shares ) => {
		await call( 'PUT', `${ SCRIPTS }/site`, form( saying( 'one' ) ) );
		const versions = await Promise.all(
			shares.map( async ( percentage ) => ( {
				percentage,
				version_id: (
					await call(
						'POST',
						`${ SCRIPTS }/site/versions`,
						form( saying( 'more' ) )
					)
				).result.id,
			} ) )
		);
		const { status } = await call(
			'POST',
			`${ SCRIPTS }/site/deployments`,
			{ strategy: 'percentage', versions }
		);
		expect( status ).toBe( 400 );
	} );

	it.each( [
		[ 'another token', 401, 1000, 'GET', SCRIPTS, undefined, 'wrong' ],
		[
			'a name with capitals',
			400,
			10016,
			'PUT',
			`${ SCRIPTS }/Site`,
			form( saying( '' ) ),
		],
		[
			'a version of no Worker',
			404,
			10007,
			'POST',
			`${ SCRIPTS }/none/versions`,
			form( saying( '' ) ),
		],
		[
			'deployments of no Worker',
			404,
			10007,
			'GET',
			`${ SCRIPTS }/none/deployments`,
		],
		[
			'an upload that is no form',
			400,
			10021,
			'PUT',
			`${ SCRIPTS }/site`,
			'{}',
		],
		[
			'metadata with an unknown member',
			400,
			10001,
			'PUT',
			`${ SCRIPTS }/site`,
			form( saying( '' ), { mainmodule: 1 } ),
		],
		[
			'a main module that is not there',
			400,
			10021,
			'PUT',
			`${ SCRIPTS }/site`,
			form( saying( '' ), { main_module: 'x.js' } ),
		],
		[
			'a mistake in the code',
			400,
			10021,
			'PUT',
			`${ SCRIPTS }/site`,
			form( 'export default {' ),
		],
		[
			'a type of module that there is not',
			400,
			10021,
			'PUT',
			`${ SCRIPTS }/site`,
			form( saying( '' ), {}, 'text/javascript' ),
		],
		[
			'code without a handler',
			400,
			10068,
			'PUT',
			`${ SCRIPTS }/site`,
			form( 'const a = 1;' ),
		],
		[
			'a bucket that there is not',
			400,
			10085,
			'PUT',
			`${ SCRIPTS }/site`,
			form( saying( '' ), {
				bindings: [
					{ type: 'r2_bucket', name: 'A', bucket_name: 'none' },
				],
			} ),
		],
		[
			'two bindings of one name',
			400,
			10052,
			'PUT',
			`${ SCRIPTS }/site`,
			form( saying( '' ), {
				bindings: [
					{ type: 'plain_text', name: 'A', text: '1' },
					{ type: 'plain_text', name: 'A', text: '2' },
				],
			} ),
		],
		[
			'a binding without its value',
			400,
			10001,
			'PUT',
			`${ SCRIPTS }/site`,
			form( saying( '' ), {
				bindings: [ { type: 'plain_text', name: 'A' } ],
			} ),
		],
		[
			'an inherited binding with nothing before',
			400,
			10057,
			'PUT',
			`${ SCRIPTS }/site?bindings_inherit=strict`,
			form( saying( '' ), {
				bindings: [ { type: 'inherit', name: 'A' } ],
			} ),
		],
		[
			'a parameter that there is not',
			400,
			10001,
			'GET',
			`${ SCRIPTS }?all=1`,
		],
		[ 'malformed JSON', 400, 6007, 'PUT', '/workers/domains', '{"' ],
		[
			'a domain of no zone',
			404,
			10007,
			'PUT',
			'/workers/domains',
			{ hostname: 'a.example.com', service: 'none' },
		],
		[ 'an address that there is not', 404, 7003, 'GET', '/workers' ],
	] as const )(
		'refuses %s with %i, %i',
		async (
			_,
			status,
			code,
			method,
			path,
			body?: unknown,
			token?: string
		) => {
			const answer = await call( method, path, body, token );
			expect( [ answer.status, answer.success ] ).toEqual( [
				status,
				false,
			] );
			expect( answer.errors[ 0 ]!.code ).toBe( code );
			expect( stand.account.scripts ).toEqual( [] );
		}
	);

	it( 'refuses a second route of one pattern, and a page of another origin', async () => {
		await call( 'PUT', `${ SCRIPTS }/site`, form( saying( 'one' ) ) );
		const zone = `${ stand.apiUrl }/zones/${ stand.account.zones[ 0 ]!.id }`;
		const statuses: number[] = [];
		for ( let time = 0; time < 2; time++ ) {
			const response = await fetch( `${ zone }/workers/routes`, {
				method: 'POST',
				headers: { Authorization: `Bearer ${ STAND_API_TOKEN }` },
				body: JSON.stringify( {
					pattern: 'example.com/*',
					script: 'site',
				} ),
			} );
			statuses.push( response.status );
		}
		expect( statuses ).toEqual( [ 200, 409 ] );
		expect( await visit( 'example.com' ) ).toMatchObject( { text: 'one' } );
		const preflight = await fetch( zone, {
			method: 'OPTIONS',
			headers: { Origin: 'https://site.test' },
		} );
		expect( preflight.headers.get( 'access-control-allow-origin' ) ).toBe(
			null
		);
	} );

	it( 'runs what was deployed, with its bindings, where an address leads to it', async () => {
		await storage.r2.fill( { 'greeting.txt': 'good day' } );
		await call(
			'PUT',
			`${ SCRIPTS }/site`,
			form(
				`export default { async fetch( request, env ) {
					const object = await env.SITE.get( 'greeting.txt' );
					return new Response( await object.text() + env.NAME + env.KEY + env.DATA.n );
				} };`,
				{
					bindings: [
						{
							type: 'r2_bucket',
							name: 'SITE',
							bucket_name: storage.bucketName,
						},
						{ type: 'plain_text', name: 'NAME', text: ', you' },
						{ type: 'secret_text', name: 'KEY', text: '!' },
						{ type: 'json', name: 'DATA', json: { n: 7 } },
					],
				}
			)
		);
		const host = 'site.stand.workers.dev';
		expect( await visit( host ) ).toMatchObject( { status: 404 } );
		await call( 'POST', `${ SCRIPTS }/site/subdomain`, { enabled: true } );
		expect( await visit( host ) ).toEqual( {
			status: 200,
			text: 'good day, you!7',
		} );
		const { id } = (
			( await call( 'GET', `${ SCRIPTS }/site/versions` ) ).result
				.items as { id: string }[]
		 )[ 0 ]!;
		const { resources } = (
			await call( 'GET', `${ SCRIPTS }/site/versions/${ id }` )
		).result as unknown as { resources: { bindings: unknown[] } };
		expect( resources.bindings ).toContainEqual( {
			type: 'secret_text',
			name: 'KEY',
		} );
	} );

	it( 'gives each visitor a version by its share, and the same to whoever sends a key', async () => {
		await call( 'PUT', `${ SCRIPTS }/site`, form( saying( 'old' ) ) );
		const { result } = await call(
			'POST',
			`${ SCRIPTS }/site/versions`,
			form( saying( 'new' ) )
		);
		await call( 'PUT', '/workers/domains', {
			hostname: 'www.example.com',
			service: 'site',
		} );
		const old = stand.account.scripts[ 0 ]!.live!.shares[ 0 ]!.version_id;
		await call( 'POST', `${ SCRIPTS }/site/deployments`, {
			strategy: 'percentage',
			versions: [
				{ version_id: result.id, percentage: 30 },
				{ version_id: old, percentage: 70 },
			],
		} );
		const seen: string[] = [];
		for ( draw of [ 0, 0.29, 0.3, 0.99 ] ) {
			seen.push( ( await visit( 'www.example.com' ) ).text );
		}
		expect( seen ).toEqual( [ 'new', 'new', 'old', 'old' ] );
		const key = { 'Cloudflare-Workers-Version-Key': 'visitor' };
		const kept = new Set< string >();
		for ( draw of [ 0, 0.99 ] ) {
			kept.add( ( await visit( 'www.example.com', key ) ).text );
		}
		expect( kept.size ).toBe( 1 );
		expect( stand.violations ).toEqual( [] );
	} );

	it( 'keeps the account in a directory', async () => {
		const directory = await mkdtemp( join( tmpdir(), 'aether-account-' ) );
		try {
			const first = await CloudflareStand.start( { storage, directory } );
			const upload = await fetch(
				`${ first.apiUrl }/accounts/${ first.accountId }${ SCRIPTS }/kept`,
				{
					method: 'PUT',
					headers: { Authorization: `Bearer ${ STAND_API_TOKEN }` },
					body: form( saying( 'kept' ) ),
				}
			);
			expect( upload.status ).toBe( 200 );
			await first.stop();
			const second = await CloudflareStand.start( {
				storage,
				directory,
				localScript: 'kept',
			} );
			const answer = await fetch( second.edge.url );
			expect( await answer.text() ).toBe( 'kept' );
			await second.stop();
		} finally {
			await rm( directory, { recursive: true } );
		}
	} );
} );
