import { sendByRelay } from '@aether/publish-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	listen,
	type ListeningHost,
	type SeenRequest,
} from '../support/listening-host';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const PROVIDER = 'relayed-host';
const SECRET = 'glpat-$&/+"<é\\~ canary';

/** What the host answers to a path. */
const ANSWERS: Record<
	string,
	( request: SeenRequest ) => {
		status?: number;
		headers?: Record< string, string | string[] >;
		parts?: ( string | Buffer )[];
	}
> = {
	'/echo': ( { body } ) => ( { status: 201, parts: [ body ] } ),
	'/cookies': () => ( {
		status: 418,
		headers: {
			'Set-Cookie': [ 'a=b', 'c=d' ],
			Authorization: 'Bearer theirs',
			'Proxy-Authenticate': 'Basic',
			Connection: 'close, X-Next-Hop',
			'X-Next-Hop': '1',
			'Keep-Alive': 'timeout=5',
			ETag: '"kept"',
			Link: [ '<a>', '<b>' ],
		},
	} ),
	'/redirect': () => ( {
		status: 302,
		headers: { Location: `${ elsewhere.origin }/` },
	} ),
	'/long-head': () => ( {
		headers: { 'X-Long': 'x'.repeat( 70_000 ) },
	} ),
	'/gone': () => ( { status: 204 } ),
};

let host: ListeningHost;
let elsewhere: ListeningHost;
let original = '';

const rest = ( path: string, init?: RequestInit ) =>
	sharedWordPress().rest( path, init );
const relay = ( url: string, init?: RequestInit ) =>
	sendByRelay( new Request( url, init ), {
		providerId: PROVIDER,
		rest,
		maxRequestBytes: 8_000_000,
	} );

/**
 * What the relay answers to each change of a request that it would send.
 *
 * @param changes Over a GET of the host; `raw` is a whole message, `body` what follows the head.
 */
const refusedBy = (
	changes: readonly Readonly< Record< string, unknown > >[]
): Promise< Answered< RestFailure >[] > =>
	php(
		`${ ASK } ${ AS_ADMINISTRATOR }
		add_filter( 'aether_rate_limit', '__return_zero' );
		return array_map( static function ( $change ) use ( $ask, $url, $provider ) {
			$head = $change + array( 'url' => $url, 'method' => 'GET', 'headers' => array() );
			return $ask( 'POST', '/aether/v1/relay/' . $provider, array(), $change['raw'] ?? Aether\\Site_Exporter\\Relay\\Envelope::head( $head ) . ( $change['body'] ?? '' ) );
		}, $changes );`,
		{ provider: PROVIDER, url: host.origin, changes }
	);

beforeAll( async () => {
	elsewhere = await listen();
	host = await listen( ( request, response ) => {
		if ( request.url.startsWith( '/spell/' ) ) {
			const spelled = Buffer.from( request.url.slice( 7 ), 'base64url' );
			const middle = Math.floor( spelled.length / 2 );
			const text = spelled.toString( 'latin1' );
			if ( /^[\x20-\x7e]*$/.test( text ) ) {
				response.setHeader( 'X-Spelled', text );
			}
			const name = text.replace( /^before | after$/g, '' );
			if ( /^[\w-]+$/.test( name ) ) {
				response.setHeader( name, 'a name' );
			}
			response.write( spelled.subarray( 0, middle ) );
			setImmediate( () => response.end( spelled.subarray( middle ) ) );
			return;
		}
		const {
			status = 200,
			headers = {},
			parts = [],
		} = ANSWERS[ request.url ]?.( request ) ?? {};
		response.writeHead( status, headers );
		parts.forEach( ( part ) => response.write( part ) );
		response.end();
	} );
	original = await php< string >(
		`${ ASK } ${ AS_ADMINISTRATOR }
		$revision = $ask( 'GET', '/aether/v1/settings' )['data']['revision'];
		$before   = (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );
		$ask( 'PUT', '/aether/v1/settings/schema/' . $provider, array( 'fields' => array( array( 'id' => 'endpoint', 'type' => 'url' ), array( 'id' => 'token', 'type' => 'password' ) ) ) );
		$saved = $ask( 'PUT', '/aether/v1/settings/providers/' . $provider, array( 'revision' => $revision, 'config' => array( 'endpoint' => $endpoint, 'token' => $secret ) ) );
		if ( 200 !== $saved['status'] ) { throw new Exception( json_encode( $saved ) ); }
		return $before;`,
		{ provider: PROVIDER, endpoint: host.origin, secret: SECRET }
	);
} );
afterAll( async () => {
	await php(
		`delete_option( 'aether_provider_schemas' );
		return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $original ), array( 'option_name' => 'aether_settings' ) );`,
		{ original }
	);
	await host?.stop();
	await elsewhere?.stop();
} );

describe( 'A request through the relay', () => {
	it( 'arrives byte for byte, and so does its answer', async () => {
		const body = new Uint8Array( 300_000 ).map(
			( _, index ) => index % 256
		);
		const response = await relay( `${ host.origin }/echo`, {
			method: 'PUT',
			headers: { 'Content-Type': 'image/png', 'X-Empty': '' },
			body,
		} );
		expect( response.status ).toBe( 201 );
		expect(
			Buffer.from( await response.arrayBuffer() ).equals( body )
		).toBe( true );
		expect( host.requests.at( -1 ) ).toMatchObject( {
			method: 'PUT',
			url: '/echo',
			headers: {
				host: `127.0.0.1:${ host.port }`,
				'content-type': 'image/png',
				'content-length': '300000',
				'x-empty': '',
			},
		} );
	} );

	it.each( [ 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE' ] )(
		'can be a %s, with nothing of the person who sent it',
		async ( method ) => {
			const response = await relay( `${ host.origin }/gone`, { method } );
			expect( response.status ).toBe( 204 );
			const { headers, method: seen } = host.requests.at( -1 )!;
			expect( seen ).toBe( method );
			expect( Object.keys( headers ).sort() ).toEqual(
				expect.not.arrayContaining( [
					'cookie',
					'authorization',
					'referer',
					'expect',
				] )
			);
		}
	);

	it( 'carries the secret where its placeholder stands', async () => {
		await relay( `${ host.origin }/gone`, {
			headers: {
				'PRIVATE-TOKEN': '{{aether-secret:token}}',
			},
		} );
		expect(
			Buffer.from(
				String( host.requests.at( -1 )!.headers[ 'private-token' ] ),
				'latin1'
			).toString()
		).toBe( SECRET );
	} );

	it( 'never carries it where a host would keep it, show it, or make another', async () => {
		const CASES = [
			[ 'an address', '/?t={{aether-secret:token}}', {}, 'GET', 'url' ],
			[
				'an address, encoded',
				'/?t=%7B%7Baether-secret%3Atoken%7D%7D',
				{},
				'GET',
				'secret_place',
			],
			[
				'a header that a host would keep',
				'/',
				{ 'Content-Disposition': '{{aether-secret:token}}' },
				'PUT',
				'secret_place',
			],
			[
				'metadata of an object',
				'/',
				{ 'x-amz-meta-a': '{{aether-secret:token}}' },
				'PUT',
				'secret_place',
			],
			[
				'a request for another token',
				'/api/v4/personal_access_tokens/self/rotate',
				{ 'PRIVATE-TOKEN': '{{aether-secret:token}}' },
				'POST',
				'credential_path',
			],
		] as const;
		const before = host.connections();
		const answers = await refusedBy(
			CASES.map( ( [ , path, headers, method ] ) => ( {
				url: host.origin + path,
				headers,
				method,
			} ) )
		);
		for ( const [ index, [ place, , , , reason ] ] of CASES.entries() ) {
			expect( answers[ index ], place ).toMatchObject( {
				status: reason === 'url' ? 400 : 403,
				data: { data: { reason } },
			} );
		}
		expect( host.connections() ).toBe( before );
	} );

	it( 'is refused when a part of it does not fit', async () => {
		const CASES: readonly [
			string,
			Readonly< Record< string, unknown > >,
		][] = [
			[ 'method', { method: 'TRACE' } ],
			[ 'method', { method: 'CONNECT' } ],
			[ 'method', { method: 'get' } ],
			[ 'method', { method: null } ],
			[ 'url', { url: 7 } ],
			[ 'headers', { headers: { Host: 'elsewhere.test' } } ],
			[ 'headers', { headers: { 'Content-Length': '0' } } ],
			[ 'headers', { headers: { 'transfer-encoding': 'chunked' } } ],
			[ 'headers', { headers: { Cookie: 'a=b' } } ],
			[ 'headers', { headers: { 'X-Forwarded-For': '1.1.1.1' } } ],
			[ 'headers', { headers: { 'X-HTTP-Method-Override': 'DELETE' } } ],
			[ 'headers', { headers: { 'x-http-method': 'DELETE' } } ],
			[ 'headers', { headers: { 'X-Method-Override': 'DELETE' } } ],
			[ 'headers', { headers: { 'X-Original-URL': '/admin' } } ],
			[ 'headers', { headers: { 'X-Rewrite-URL': '/admin' } } ],
			[ 'headers', { headers: { Sudo: 'root' } } ],
			[ 'headers', { headers: { 'Proxy-Authorization': 'x' } } ],
			[ 'headers', { headers: { 'X-A': 'a\r\nX-B: b' } } ],
			[ 'headers', { headers: { 'X-A': 'a\u0000' } } ],
			[ 'headers', { headers: { 'X-A': 'a', 'x-a': 'b' } } ],
			[ 'headers', { headers: { 'X-A': 'a', X_A: 'b' } } ],
			[ 'headers', { headers: { X_HTTP_METHOD_OVERRIDE: 'DELETE' } } ],
			[ 'headers', { headers: { 'X A': 'a' } } ],
			[ 'headers', { headers: { 'X-A:': 'a' } } ],
			[ 'headers', { headers: { '': 'a' } } ],
			[ 'headers', { headers: { 'X-A': [ 'a' ] } } ],
			[ 'headers', { headers: { 'X-A': 'x'.repeat( 8193 ) } } ],
			[
				'headers',
				{
					headers: Object.fromEntries(
						Array.from( { length: 65 }, ( _, n ) => [
							`X-${ n }`,
							'',
						] )
					),
				},
			],
			[ 'headers', { headers: 'X-A: a' } ],
			[ 'body', { body: 'a GET has none' } ],
			[ 'envelope', { padding: 'x'.repeat( 33_000 ) } ],
			[ 'envelope', { raw: 'nonsense' } ],
			[ 'envelope', { raw: '' } ],
		];
		const before = host.connections();
		const answers = await refusedBy(
			CASES.map( ( [ , change ] ) => change )
		);
		for ( const [ index, [ part, change ] ] of CASES.entries() ) {
			expect( answers[ index ], JSON.stringify( change ) ).toMatchObject(
				{
					status: 400,
					data: {
						code: 'aether_contract_violated',
						data: { reason: part },
					},
				}
			);
		}
		expect( host.connections() ).toBe( before );
	} );
} );

describe( 'An answer through the relay', () => {
	it( 'has no cookies, no credentials, and nothing for the next hop', async () => {
		const response = await relay( `${ host.origin }/cookies` );
		expect( response.status ).toBe( 418 );
		const { date, ...headers } = Object.fromEntries( response.headers );
		expect( date ).toBeDefined();
		expect( headers ).toEqual( { etag: '"kept"', link: '<a>, <b>' } );
	} );

	it( 'is a redirect where the host redirects; nobody follows it', async () => {
		const response = await relay( `${ host.origin }/redirect` );
		expect( response.status ).toBe( 302 );
		expect( response.headers.get( 'Location' ) ).toBe(
			`${ elsewhere.origin }/`
		);
		expect( elsewhere.connections() ).toBe( 0 );
	} );

	it( 'is refused when its headers are longer than anybody needs', async () => {
		await expect(
			relay( `${ host.origin }/long-head` )
		).rejects.toMatchObject( { code: 'payload_too_large' } );
	} );

	const bytes = Buffer.from( SECRET );
	const SPELLINGS: Readonly< Record< string, string > > = {
		'as it is': SECRET,
		'in JSON': JSON.stringify( { token: SECRET } ),
		'in JSON as PHP writes it': JSON.stringify( SECRET )
			.replaceAll( '/', '\\/' )
			.replaceAll( 'é', '\\u00e9' ),
		'percent-encoded': encodeURIComponent( SECRET ),
		'as a form': new URLSearchParams( { t: SECRET } ).toString(),
		'in base64': bytes.toString( 'base64' ),
		'in base64 for URLs': bytes.toString( 'base64url' ),
		'in base64 after a name': Buffer.from( `user:${ SECRET }` ).toString(
			'base64'
		),
		'in base64 between others': Buffer.from( `ab${ SECRET }cdef` ).toString(
			'base64'
		),
		'in hexadecimal': bytes.toString( 'hex' ),
		'in HTML': SECRET.replaceAll( '&', '&amp;' )
			.replaceAll( '<', '&lt;' )
			.replaceAll( '"', '&quot;' ),
	};

	it( 'does not show the secret in any spelling, also when it comes in two parts', async () => {
		await Promise.all(
			Object.entries( SPELLINGS ).map( async ( [ name, spelled ] ) => {
				const text = Buffer.from( `before ${ spelled } after` );
				const response = await relay(
					`${ host.origin }/spell/${ text.toString( 'base64url' ) }`
				);
				const body = await response.text();
				expect( body, name ).toMatch(
					/^before .*\[removed\].* after$/
				);
				const shown = body + [ ...response.headers ].join();
				for ( const piece of [
					'canary',
					bytes.toString( 'hex' ).slice( 8, -8 ),
					bytes.toString( 'base64' ).slice( 4, -4 ),
				] ) {
					expect( shown, name ).not.toContain( piece );
				}
			} )
		);
	} );
} );

describe( 'The addresses of a provider', () => {
	it( 'are told to who publishes', async () => {
		const response = await rest( `aether/v1/relay/${ PROVIDER }` );
		expect( await response.json() ).toEqual( {
			addresses: [ `${ host.origin }/` ],
			relayOnly: [],
		} );
		const workers = await rest( 'aether/v1/relay/cloudflare-workers' );
		expect( await workers.json() ).toMatchObject( {
			relayOnly: expect.arrayContaining( [
				'https://api.cloudflare.com/client/v4/user/tokens/verify',
			] ),
		} );
	} );
} );
