import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, type ListeningHost } from '../support/listening-host';
import { php } from '../support/php';

/**
 * `$send( url, registered, resolve, allowed )`: a relay whose provider owns the address, so that only the guard and the
 * spelling of the address stand between the request and the network; for code of `php()`.
 */
const RELAY = `
$send = static function ( string $url, ?string $registered = null, ?Closure $resolve = null, string $allowed = '' ) {
	$schemas         = new Aether\\Site_Exporter\\Settings\\Schema_Registry();
	$store           = new Aether\\Site_Exporter\\Settings\\Settings_Store();
	$secrets         = new Aether\\Site_Exporter\\Settings\\Secret_Sources( $store );
	$addresses       = new Aether\\Site_Exporter\\Relay\\Provider_Addresses( $schemas );
	$addresses->register( 'guarded', array( $registered ?? $url ), false );
	$hosts  = new Aether\\Site_Exporter\\Relay\\Allowed_Hosts( $allowed );
	$guard  = new Aether\\Site_Exporter\\Relay\\Guard( $hosts, $resolve ?? static fn () => array( '127.0.0.1' ) );
	$relay  = new Aether\\Site_Exporter\\Relay\\Relay( $addresses, new Aether\\Site_Exporter\\Settings\\Provider_Settings( $store, $schemas, $secrets, new Aether\\Site_Exporter\\Settings\\Address_Change( $addresses ) ), $secrets, $guard, new Aether\\Site_Exporter\\Relay\\Secret_Bodies( $secrets, $addresses, $hosts ) );
	$answer = $relay->send( 'guarded', Aether\\Site_Exporter\\Relay\\Envelope::head( array( 'url' => $url, 'method' => 'GET', 'headers' => (object) array() ) ) );
	return is_wp_error( $answer ) ? array( 'code' => $answer->get_error_code(), 'reason' => $answer->get_error_data()['reason'] ?? null ) : array( 'status' => $answer->status, 'body' => stream_get_contents( $answer->body ) );
};`;

interface Outcome {
	readonly code?: string;
	readonly reason?: string | null;
	readonly status?: number;
	readonly body?: string;
}

let host: ListeningHost;

beforeAll( async () => {
	host = await listen( ( _, response ) => response.end( 'reached' ) );
} );
afterAll( () => host?.stop() );

/** Everything that is, or could be read as, a place outside the public internet; `PORT` is where somebody listens. */
const TARGETS = [
	'http://127.0.0.1:PORT/',
	'https://127.0.0.1:PORT/',
	'https://127.0.0.2:PORT/',
	'https://127.1:PORT/',
	'https://127.0.1:PORT/',
	'https://2130706433:PORT/',
	'https://0x7f000001:PORT/',
	'https://0x7f.0.0.1:PORT/',
	'https://0x7f.1:PORT/',
	'https://017700000001:PORT/',
	'https://0177.0.0.1:PORT/',
	'https://0177.0.0.01:PORT/',
	'https://127.000.000.001:PORT/',
	'https://0:PORT/',
	'https://0.0.0.0:PORT/',
	'https://0x0:PORT/',
	'https://[::1]:PORT/',
	'https://[0:0:0:0:0:0:0:1]:PORT/',
	'https://[0000::0001]:PORT/',
	'https://[::]:PORT/',
	'https://[::ffff:127.0.0.1]:PORT/',
	'https://[::ffff:7f00:1]:PORT/',
	'https://[0:0:0:0:0:ffff:7f00:1]:PORT/',
	'https://[::127.0.0.1]:PORT/',
	'https://[::7f00:1]:PORT/',
	'https://[64:ff9b::7f00:1]:PORT/',
	'https://[64:ff9b:1::7f00:1]:PORT/',
	'https://[2002:7f00:1::]:PORT/',
	'https://[2001:0:7f00:1::]:PORT/',
	'https://[fe80::1]:PORT/',
	'https://[fe80::1%25lo]:PORT/',
	'https://[fc00::1]:PORT/',
	'https://[fd00:ec2::254]:PORT/',
	'https://[ff02::1]:PORT/',
	'https://[2001:db8::1]:PORT/',
	'https://[3fff::1]:PORT/',
	'https://localhost:PORT/',
	'https://localhost.:PORT/',
	'https://LOCALHOST:PORT/',
	'https://any.localhost:PORT/',
	'https://127.0.0.1.nip.example:PORT/',
	'https://127.0.0.1.:PORT/',
	'https://１２７.0.0.1:PORT/',
	'https://127。0。0。1:PORT/',
	'https://ⓛocalhost:PORT/',
	'https://%6c%6fcalhost:PORT/',
	'https://user@127.0.0.1:PORT/',
	'https://user:password@127.0.0.1:PORT/',
	'https://public.example@127.0.0.1:PORT/',
	'https://127.0.0.1:PORT@public.example/',
	'https://public.example:443@127.0.0.1:PORT/',
	'https://127.0.0.1:PORT#@public.example/',
	'https://public.example\\@127.0.0.1:PORT/',
	'https://127.0.0.1:PORT\\@public.example/',
	'https:\\\\127.0.0.1:PORT/',
	'https:/127.0.0.1:PORT/',
	'https:127.0.0.1:PORT/',
	'//127.0.0.1:PORT/',
	' https://127.0.0.1:PORT/',
	'https://127.0.0.1:PORT/ HTTP/1.1\r\nHost: public.example',
	'https://127.0.0.1\n.public.example:PORT/',
	'https://127.0.0.1\0.public.example:PORT/',
	'https://127.0.0.1:0PORT0/',
	'https://10.0.0.1:PORT/',
	'https://100.64.0.1:PORT/',
	'https://169.254.169.254:PORT/latest/meta-data/',
	'https://172.16.0.1:PORT/',
	'https://172.31.255.255:PORT/',
	'https://192.0.0.192:PORT/',
	'https://192.0.2.1:PORT/',
	'https://192.88.99.1:PORT/',
	'https://192.168.1.1:PORT/',
	'https://198.18.0.1:PORT/',
	'https://203.0.113.1:PORT/',
	'https://224.0.0.1:PORT/',
	'https://240.0.0.1:PORT/',
	'https://255.255.255.255:PORT/',
	'file:///etc/passwd',
	'file://127.0.0.1:PORT/',
	'gopher://127.0.0.1:PORT/_GET%20/',
	'dict://127.0.0.1:PORT/x',
	'ftp://127.0.0.1:PORT/',
	'ldap://127.0.0.1:PORT/',
	'php://input',
	'data:text/plain,x',
	'javascript:alert(1)',
] as const;

describe( 'The relay', () => {
	it( `connects to none of ${ TARGETS.length } places outside the public internet, however they are spelled`, async () => {
		expect( TARGETS.length ).toBeGreaterThanOrEqual( 60 );
		const before = host.connections();
		const urls = TARGETS.map( ( target ) =>
			target.replaceAll( 'PORT', String( host.port ) )
		);
		const outcomes = await php< Outcome[] >(
			`${ RELAY } return array_map( static fn ( $url ) => $send( $url ), $urls );`,
			{ urls }
		);
		expect( outcomes ).toHaveLength( urls.length );
		for ( const [ index, outcome ] of outcomes.entries() ) {
			expect( outcome, urls[ index ] ).toEqual(
				expect.objectContaining( {
					code: expect.stringMatching(
						/^aether_(?:contract_violated|permission_denied)$/
					),
					reason: expect.stringMatching(
						/^(?:url|host|scheme|private)$/
					),
				} )
			);
		}
		expect( host.connections() ).toBe( before );
	} );

	it( 'connects to nobody when one of the addresses of a name is private', async () => {
		const before = host.connections();
		const outcomes = await php< Outcome[] >(
			`${ RELAY } return array_map( static fn ( $ips ) => $send( 'https://two-faced.example:' . $port . '/', null, static fn () => $ips ), $answers );`,
			{
				port: host.port,
				answers: [
					[ '127.0.0.1' ],
					[ '8.8.8.8', '127.0.0.1' ],
					[ '127.0.0.1', '8.8.8.8' ],
					[ '2606:4700::1111', '::1' ],
					[ '8.8.8.8', 'not an address' ],
				],
			}
		);
		expect( outcomes ).toEqual(
			Array.from( { length: 5 }, () => ( {
				code: 'aether_permission_denied',
				reason: 'private',
			} ) )
		);
		expect( host.connections() ).toBe( before );
	} );

	it( 'looks a name up once and connects to what it found then', async () => {
		const { outcome, lookups } = await php< {
			outcome: Outcome;
			lookups: number;
		} >(
			`${ RELAY }
			$lookups = 0;
			$rebind  = static function () use ( &$lookups ) { return array( 0 === $lookups++ ? '127.0.0.1' : '10.9.8.7' ); };
			add_filter( 'block_local_requests', '__return_false' );
			$outcome = $send( 'http://localhost:' . $port . '/pinned', null, $rebind, 'localhost:' . $port );
			return array( 'outcome' => $outcome, 'lookups' => $lookups );`,
			{ port: host.port }
		);
		expect( outcome ).toEqual( { status: 200, body: 'reached' } );
		expect( lookups ).toBe( 1 );
		expect( host.requests.at( -1 )?.headers.host ).toBe(
			`localhost:${ host.port }`
		);
	} );

	describe( 'lets a host through that is named in AETHER_RELAY_ALLOWED_HOSTS', () => {
		let before: number;
		beforeEach( () => {
			before = host.connections();
		} );
		const send = ( allowed: string, registered?: string ) =>
			php< Outcome >(
				`${ RELAY } return $send( $url, $registered, null, $allowed );`,
				{
					url: `${ host.origin }/`,
					registered: registered ?? null,
					allowed: allowed.replaceAll( 'PORT', String( host.port ) ),
				}
			);

		it.each( [
			'127.0.0.1:PORT',
			'127.0.0.1:*',
			' x.test , 127.0.0.1:PORT',
		] )( 'by %s', async ( allowed ) => {
			expect( await send( allowed ) ).toEqual( {
				status: 200,
				body: 'reached',
			} );
			expect( host.connections() ).toBe( before + 1 );
		} );

		it.each( [
			'',
			'127.0.0.1',
			'127.0.0.1:1',
			'127.0.0.*:PORT',
			'*',
			'*:*',
			'localhost:*',
			'http://127.0.0.1:PORT',
		] )( 'but not by "%s"', async ( allowed ) => {
			expect( await send( allowed ) ).toEqual( {
				code: 'aether_permission_denied',
				reason: 'scheme',
			} );
			expect( host.connections() ).toBe( before );
		} );

		it( 'but only to the provider that it belongs to', async () => {
			expect(
				await send( '127.0.0.1:*', 'https://elsewhere.example' )
			).toEqual( { code: 'aether_permission_denied', reason: 'host' } );
			expect( host.connections() ).toBe( before );
		} );
	} );
} );

describe( 'Addresses of a provider', () => {
	it( 'hold what is at or below them, and nothing beside', async () => {
		const CASES: readonly [ string, string, boolean ][] = [
			[ 'api.test/v4', 'https://api.test/v4', true ],
			[ 'api.test/v4', 'https://api.test/v4/x?y=/../z', true ],
			[ 'api.test/v4/', 'https://api.test/v4/x', true ],
			[ 'api.test/v4', 'https://api.test/v4/a%2Fb', true ],
			[ 'api.test', 'https://API.test:443/anything', true ],
			[ 'api.test/v4', 'https://api.test/v45', false ],
			[ 'api.test/v4', 'https://api.test/', false ],
			[ 'api.test/v4', 'https://api.test/v4/../admin', false ],
			[ 'api.test/v4', 'https://api.test/v4/..', false ],
			[ 'api.test/v4', 'https://api.test/v4/%2e%2E/admin', false ],
			[ 'api.test/v4', 'https://api.test/v4/x%2f..%2f..%2fadmin', false ],
			[ 'api.test/v4', 'http://api.test/v4', false ],
			[ 'api.test/v4', 'https://api.test:8443/v4', false ],
			[ 'api.test/v4', 'https://api.test.evil.test/v4', false ],
			[ 'api.test/v4', 'https://evil-api.test/v4', false ],
			[ '{missing}.api.test', 'https://x.api.test/', false ],
			[ '{missing}', 'https://x.api.test/', false ],
		];
		const belongs = await php< boolean[] >(
			`${ RELAY }
			// A name that no name server knows: whoever gets so far belongs to the provider.
			return array_map( static fn ( $case ) => 'aether_network_failed' === ( $send( $case[1], $case[0], static fn () => array() )['code'] ?? '' ), $cases );`,
			{ cases: CASES }
		);
		for ( const [ index, [ base, url, expected ] ] of CASES.entries() ) {
			expect( belongs[ index ], `${ url } in ${ base }` ).toBe(
				expected
			);
		}
	} );

	it( 'are filled with what stays a part of them, and do not exist otherwise', async () => {
		const CASES: readonly [ string, string, string | null ][] = [
			[ '{value}', 'ftp.api.test', 'https://ftp.api.test/' ],
			[ '{value}', 'https://api.test/v4/', 'https://api.test/v4' ],
			[ '{value}.api.test', 'a.b-c', 'https://a.b-c.api.test/' ],
			[ 'api.test/{value}', 'v1.2_x', 'https://api.test/v1.2_x' ],
			[ 'api.test/{value}/x', 'a'.repeat( 129 ), null ],
			[ 'api.test/{value}/x', '..', null ],
			[ 'api.test/{value}/x', 'a..b', null ],
			[ 'api.test/{value}/x', '.env', null ],
			[ 'api.test/{value}/x', 'a/b', null ],
			[ 'api.test/{value}', 'https://evil.test', null ],
			[ '{value}.api.test', 'evil.test/', null ],
			[ '{value}.api.test', 'evil.test#', null ],
			[ '{value}.api.test', 'trailing.', null ],
			[ '{value}.api.test', 'a@evil', null ],
			[ '{value}.api.test', '', null ],
		];
		expect(
			await php(
				`return array_map( static fn ( $case ) => ( new Aether\\Site_Exporter\\Relay\\Address_Template( $case[0] ) )->fill( array( 'value' => $case[1] ) )?->url(), $cases );`,
				{ cases: CASES }
			)
		).toEqual( CASES.map( ( [ , , url ] ) => url ) );
	} );
} );
