import { sendByRelay } from '@aether/publish-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudflareStand, STAND_API_TOKEN } from '../stands/cloudflare';
import { ObjectStorage } from '../stands/object-storage';
import { findCanaries } from '../support/canary';
import { listen, type ListeningHost } from '../support/listening-host';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { publishInProcess } from '../support/publish-process';
import { sharedWordPress } from '../support/wordpress';

const DEPLOYED = 'cloudflare-workers';
/** Another instance, whose API is a host that shows what it was sent. */
const ECHOED = 'cloudflare-workers:echo';
const CANARY = 'canary-Wq7="$é\\&/-of-a-Worker';
const VALUES = `KEY=${ CANARY }\nSECOND=two = 2`;

const wordPress = sharedWordPress();
let storage: ObjectStorage;
let stand: CloudflareStand;
let echo: ListeningHost;
let before: string;

const settingsFor = ( apiUrl: string ) => ( {
	account_id: stand.accountId,
	api_token: STAND_API_TOKEN,
	api_url: apiUrl,
	script_name: 'shop',
	source: 'code',
	code: 'export default { fetch: ( request, env ) => new Response( [ env.KEY, env.SECOND ].join( "|" ) ) };',
	secret_values: VALUES,
} );

beforeAll( async () => {
	before = await php< string >(
		`return (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`
	);
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( { storage, localScript: 'shop' } );
	echo = await listen( ( { body, headers }, response ) => {
		response.setHeader(
			'Content-Type',
			headers[ 'content-type' ] ?? 'text/plain'
		);
		response.end( body );
	} );
	await saveProvider( wordPress, DEPLOYED, {
		...settingsFor( stand.apiUrl ),
		deployment_types: [ 'edge_functions' ],
	} );
	await saveProvider( wordPress, ECHOED, settingsFor( echo.origin ) );
} );
afterAll( async () => {
	await php(
		`require_once ABSPATH . 'wp-admin/includes/user.php';
		foreach ( get_users( array( 'login' => 'secret-publisher' ) ) as $user ) { wp_delete_user( $user->ID ); }
		return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $before ), array( 'option_name' => 'aether_settings' ) );`,
		{ before }
	);
	await echo?.stop();
	await stand?.stop();
	await storage?.stop();
} );

interface Binding {
	readonly type: string;
	readonly name: string;
	readonly text?: unknown;
}

interface Asked {
	readonly method?: string;
	/** Below the account. */
	readonly path?: string;
	readonly field?: string;
	readonly bindings?: readonly Binding[];
	readonly metadata?: object;
	readonly modules?: readonly object[];
	readonly body?: string;
}

const MODULE = {
	name: 'worker.js',
	type: 'application/javascript+module',
	body: btoa( 'export default {}\r\n--x' ),
};

const requestFor = ( {
	method = 'POST',
	path = '/workers/scripts/shop/versions?bindings_inherit=strict',
	field = 'secret_values',
	bindings = [ { type: 'secret_text', name: 'KEY' } ],
	metadata = {},
	modules = [ MODULE ],
	body = JSON.stringify( {
		metadata: { main_module: 'worker.js', bindings, ...metadata },
		modules,
	} ),
}: Asked ): Request =>
	new Request( `${ echo.origin }/accounts/${ stand.accountId }${ path }`, {
		method,
		headers: {
			Authorization: 'Bearer {{aether-secret:api_token}}',
			'Content-Type': 'application/json',
			'X-Aether-Secret-Body': field,
		},
		body,
	} );

const relay = ( asked: Asked = {}, rest = wordPress.rest ) =>
	sendByRelay( requestFor( asked ), {
		providerId: ECHOED,
		rest,
		maxRequestBytes: 8_000_000,
	} );

const auditLog = (): Promise< string > =>
	php(
		`${ ASK } ${ AS_ADMINISTRATOR } return json_encode( $ask( 'GET', '/aether/v1/audit', array( 'per_page' => 100 ) )['data'], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );`
	);

describe( 'A Worker of a person’s own', () => {
	it( 'reads the values of its secrets, which nobody saw on their way', async () => {
		const { code, events, prose } = await publishInProcess( wordPress, [
			`--only=${ DEPLOYED }`,
		] );
		expect( code, prose ).toBe( 0 );
		expect( await ( await fetch( stand.edge.url ) ).text() ).toBe(
			`${ CANARY }|two = 2`
		);
		expect( stand.violations ).toEqual( [] );
		const relayed = await wordPress.rest( `aether/v1/relay/${ DEPLOYED }` );
		const log = await auditLog();
		expect( log ).toContain( 'secret_values.sent' );
		expect(
			findCanaries(
				[
					{ name: 'events', content: JSON.stringify( events ) },
					{ name: 'prose', content: prose },
					{ name: 'relay', content: await relayed.text() },
					{ name: 'audit log', content: log },
					{
						name: 'settings',
						content: await (
							await wordPress.rest( 'aether/v1/settings' )
						).text(),
					},
				],
				[ CANARY ]
			)
		).toEqual( [] );
	} );

	it( 'is not deployed again while they are the same', async () => {
		stand.requests.length = 0;
		const { code } = await publishInProcess( wordPress, [
			`--only=${ DEPLOYED }`,
		] );
		expect( code ).toBe( 0 );
		expect( stand.writes ).toEqual( [] );
	} );

	it( 'has new ones with the version after they were entered', async () => {
		await saveProvider( wordPress, DEPLOYED, { secret_values: 'KEY=new' } );
		const { code, prose } = await publishInProcess( wordPress, [
			`--only=${ DEPLOYED }`,
		] );
		expect( code, prose ).toBe( 0 );
		await expect
			.poll( async () => ( await fetch( stand.edge.url ) ).text() )
			// What is not entered any more stays at Cloudflare until it is removed there.
			.toBe( 'new|two = 2' );
	} );
} );

describe( 'A request that hands values of secrets on', () => {
	it.each( [
		[ 'a version', {} ],
		[
			'a new Worker',
			{
				method: 'PUT',
				path: '/workers/scripts/shop?bindings_inherit=strict',
			},
		],
	] )(
		'is the form of %s, written by the site: each value in its binding, and nowhere else',
		async ( _, asked ) => {
			const count = echo.requests.length;
			const response = await relay( {
				...asked,
				bindings: [
					{ type: 'plain_text', name: 'A', text: 'é' },
					{ type: 'secret_text', name: 'KEY' },
				],
			} );
			expect( response.status ).toBe( 200 );
			expect( echo.requests ).toHaveLength( count + 1 );
			const { headers, body } = echo.requests.at( -1 )!;
			expect( headers ).not.toHaveProperty( 'x-aether-secret-body' );
			expect( headers.authorization ).toBe(
				`Bearer ${ STAND_API_TOKEN }`
			);
			const form = await new Response( new Uint8Array( body ), {
				headers: { 'Content-Type': headers[ 'content-type' ] ?? '' },
			} ).formData();
			expect( [ ...form.keys() ] ).toEqual( [ 'metadata', 'worker.js' ] );
			const metadata = form.get( 'metadata' );
			expect(
				JSON.parse(
					typeof metadata === 'string'
						? metadata
						: ( ( await metadata?.text() ) ?? '' )
				)
			).toEqual( {
				main_module: 'worker.js',
				bindings: [
					{ type: 'plain_text', name: 'A', text: 'é' },
					{ type: 'secret_text', name: 'KEY', text: CANARY },
				],
			} );
			const module = form.get( 'worker.js' ) as File;
			expect( module.type ).toBe( 'application/javascript+module' );
			expect( await module.text() ).toBe( 'export default {}\r\n--x' );
			// A host that shows what it was sent.
			expect(
				findCanaries(
					[ { name: 'answer', content: await response.text() } ],
					[ CANARY ]
				)
			).toEqual( [] );
		}
	);

	const binding = ( more: object ) => ( {
		bindings: [ { type: 'secret_text', name: 'KEY', ...more } ],
	} );
	it.each< [ string, Asked ] >( [
		[
			'another Worker',
			{
				path: '/workers/scripts/other/versions?bindings_inherit=strict',
			},
		],
		[ 'another query', { path: '/workers/scripts/shop/versions' } ],
		[ 'another method', { method: 'PUT' } ],
		[
			'another part of the API',
			{ method: 'PUT', path: '/workers/domains' },
		],
		[
			'the list of secrets',
			{ method: 'PUT', path: '/workers/scripts/shop/secrets' },
		],
		[ 'a name without a value', binding( { name: 'NONE' } ) ],
		[ 'a name that is none', binding( { name: [ 'KEY' ] } ) ],
		[ 'a text of the sender’s', binding( { text: 'mine' } ) ],
		[ 'more members', binding( { part: 'x' } ) ],
		[ 'the token', { field: 'api_token' } ],
		[ 'an unknown field', { field: 'code' } ],
		[ 'other metadata', { metadata: { tail_consumers: [] } } ],
		[ 'bindings that are no list', { metadata: { bindings: {} } } ],
		[ 'a body that is no JSON', { body: '--x' } ],
		[ 'no modules', { body: '{"metadata":{"bindings":[]}}' } ],
		[
			'a module in the place of the metadata',
			{ modules: [ { ...MODULE, name: 'metadata' } ] },
		],
		[
			'a module whose name ends the line',
			{ modules: [ { ...MODULE, name: 'a"\r\nX: y' } ] },
		],
		[
			'a module of another type',
			{ modules: [ { ...MODULE, type: 'text/html\r\nX: y' } ] },
		],
		[
			'a module that is no base64',
			{ modules: [ { ...MODULE, body: '*' } ] },
		],
	] )( 'is refused with %s', async ( _, asked ) => {
		const count = echo.connections();
		await expect( relay( asked ) ).rejects.toMatchObject( {
			code: 'permission_denied',
		} );
		expect( echo.connections() ).toBe( count );
	} );

	it( 'is refused to whoever may publish and no more, who learns the names alone', async () => {
		const password = await php< string >(
			`$id = wp_insert_user( array( 'user_login' => 'secret-publisher', 'user_pass' => wp_generate_password(), 'role' => 'editor' ) );
			( new WP_User( $id ) )->add_cap( 'aether_publish' );
			return WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'Test' ) )[0];`
		);
		const rest = ( path: string, init: RequestInit = {} ) => {
			const headers = new Headers( init.headers );
			headers.set(
				'Authorization',
				`Basic ${ btoa( `secret-publisher:${ password }` ) }`
			);
			return fetch( `${ wordPress.url }/wp-json/${ path }`, {
				...init,
				headers,
			} );
		};
		const count = echo.connections();
		await expect( relay( {}, rest ) ).rejects.toMatchObject( {
			code: 'permission_denied',
		} );
		expect( echo.connections() ).toBe( count );
		expect(
			await (
				await rest(
					`aether/v1/relay/${ encodeURIComponent( ECHOED ) }`
				)
			).json()
		).toMatchObject( {
			secretValues: {
				field: 'secret_values',
				names: [ 'KEY', 'SECOND' ],
				revision: expect.stringMatching( /^[0-9a-f]{16}$/ ),
				maySend: false,
			},
		} );
		expect( await auditLog() ).toContain( '"reason":"capability"' );
	} );

	it( 'goes to no other host before the values were entered again', async () => {
		await expect(
			saveProvider( wordPress, ECHOED, {
				api_url: 'https://elsewhere.example/client/v4',
				api_token: STAND_API_TOKEN,
			} )
		).rejects.toThrow( 'secret_values' );
	} );
} );
