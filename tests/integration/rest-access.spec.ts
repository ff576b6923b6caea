import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AS_ADMINISTRATOR, ASK, php, type RestFailure } from '../support/php';
import {
	breaches,
	documentedCapabilities,
	KINDS,
	SERVE,
	walk,
} from '../support/rest-matrix';
import { sharedWordPress } from '../support/wordpress';

const registeredRoutes = (): Promise< { method: string; path: string }[] > =>
	php( `
		$routes = array();
		foreach ( rest_get_server()->get_routes( 'aether/v1' ) as $path => $handlers ) {
			foreach ( '/aether/v1' === $path ? array() : $handlers as $handler ) {
				foreach ( array_keys( $handler['methods'] ) as $method ) {
					$routes[] = array( 'method' => $method, 'path' => substr( $path, strlen( '/aether/v1/' ) ) );
				}
			}
		}
		return $routes;
	` );

/**
 * @param pattern `local/(?P<type>static_site|…)/releases`
 * @param replace What stands for a parameter, by its name and pattern.
 */
function fill(
	pattern: string,
	replace: ( name: string, rule: string ) => string
): string {
	let filled = '';
	let rest = pattern;
	for (;;) {
		const start = rest.indexOf( '(?P<' );
		if ( start === -1 ) {
			return filled + rest;
		}
		let depth = 0;
		let end = start;
		do {
			depth += { '(': 1, ')': -1 }[ rest[ end ] ?? '' ] ?? 0;
			end++;
		} while ( depth > 0 );
		const [ , name = '', rule = '' ] =
			/^\(\?P<(\w+)>(.*)\)$/s.exec( rest.slice( start, end ) ) ?? [];
		filled += rest.slice( 0, start ) + replace( name, rule );
		rest = rest.slice( end );
	}
}

describe( 'Who may do what', () => {
	it( 'is documented for every route, and every documented route exists', async () => {
		const documented = [ ...( await documentedCapabilities() ).keys() ];
		const registered = ( await registeredRoutes() ).map(
			( { method, path } ) => `${ method } ${ fill( path, () => '<>' ) }`
		);
		expect( registered.sort() ).toEqual( documented.sort() );
	} );

	it.each( [
		[ 'nobody', { role: null }, [] ],
		[ 'subscriber', { role: 'subscriber' }, [] ],
		[ 'author', { role: 'author' }, [] ],
		[ 'editor', { role: 'editor' }, [] ],
		[
			'editor with aether_view',
			{ role: 'editor', extra: 'aether_view' },
			[ 'aether_view' ],
		],
		[
			'editor with aether_publish',
			{ role: 'editor', extra: 'aether_publish' },
			[ 'aether_view', 'aether_publish' ],
		],
		[
			'editor with aether_configure',
			{ role: 'editor', extra: 'aether_configure' },
			[ 'aether_view', 'aether_configure' ],
		],
		[
			'administrator',
			{ role: 'administrator' },
			[
				'aether_view',
				'aether_publish',
				'aether_configure',
				'manage_options',
			],
		],
	] as const )(
		'is kept on every route, with and without nonce, whatever is sent: %s',
		async ( who, walker, capabilities ) => {
			const needed = await documentedCapabilities();
			const { answers, complaints } = await walk(
				sharedWordPress().runPhp,
				walker
			);
			expect( answers.length ).toBeGreaterThanOrEqual(
				needed.size * KINDS.length
			);
			expect(
				breaches( answers, capabilities, needed, who === 'nobody' )
			).toEqual( [] );
			expect( complaints ).toEqual( [] );
		}
	);

	it( 'comes before what is wrong with the parameters, whatever form a handler has', async () => {
		const answer = await php< RestFailure >( `
			${ SERVE }
			register_rest_route( 'aether/v1', '/nameless', array(
				'methods'             => 'POST',
				'callback'            => static fn () => 'answered',
				'permission_callback' => static fn () => new WP_Error( 'aether_auth_failed', 'No.', array( 'status' => 401 ) ),
				'args'                => array( 'needed' => array( 'required' => true ) ),
			) );
			return $serve( 'POST', '/aether/v1/nameless' );
		` );
		expect( answer ).toMatchObject( {
			status: 401,
			data: { code: 'aether_auth_failed' },
		} );
	} );

	it( 'is asked over HTTP too: a cookie without its nonce is nobody', async () => {
		const { url, user, password, rest } = sharedWordPress();
		const login = await fetch( `${ url }/wp-login.php`, {
			method: 'POST',
			redirect: 'manual',
			headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
			body: new URLSearchParams( { log: user, pwd: password } ),
		} );
		const cookie = login.headers
			.getSetCookie()
			.map( ( line ) => line.split( ';' )[ 0 ] )
			.join( '; ' );
		expect( cookie ).toContain( 'wordpress_logged_in' );

		const withoutNonce = await fetch(
			`${ url }/wp-json/aether/v1/settings`,
			{ headers: { Cookie: cookie } }
		);
		expect( withoutNonce.status ).toBe( 401 );
		expect( await withoutNonce.json() ).toMatchObject( {
			code: 'aether_auth_failed',
		} );

		const withPassword = await rest( 'aether/v1/settings' );
		expect( withPassword.status ).toBe( 200 );
		expect( withPassword.headers.get( 'Cache-Control' ) ).toContain(
			'no-store'
		);
	} );
} );

describe( 'The side doors of the REST API', () => {
	it( 'lead nowhere: batches, other methods by header or parameter, JSONP, envelopes', async () => {
		const answers = await php<
			Record<
				string,
				{
					status: number;
					data: { code?: string; status?: number; body?: unknown };
				}
			>
		>(
			`${ SERVE }
			add_filter( 'aether_rate_limit', '__return_zero' );
			require_once ABSPATH . 'wp-admin/includes/user.php';
			$publisher = wp_insert_user( array( 'user_login' => 'side-door' . wp_rand(), 'user_pass' => wp_generate_password(), 'role' => 'editor' ) );
			( new WP_User( $publisher ) )->add_cap( 'aether_publish' );
			$provider = '/aether/v1/settings/providers/gitlab';
			$answers  = array();
			wp_set_current_user( 1 );
			$nonce = wp_create_nonce( 'wp_rest' );
			$batch = $serve( 'POST', '/batch/v1', array(), json_encode( array( 'requests' => array( array( 'method' => 'DELETE', 'path' => $provider ), array( 'method' => 'PUT', 'path' => '/aether/v1/audit/retention', 'body' => array( 'days' => 7 ) ) ) ) ), $nonce );
			$answers['batch'] = array( 'status' => $batch['status'], 'data' => array( 'code' => implode( ' ', array_column( array_column( $batch['data']['responses'] ?? array(), 'body' ), 'code' ) ) ) );
			$answers['GET that says DELETE, without nonce'] = $serve( 'GET', $provider, array( '_method' => 'DELETE' ) );
			$answers['POST that says DELETE, without nonce'] = $serve( 'POST', $provider, array(), '', null, array( 'X_HTTP_METHOD_OVERRIDE' => 'DELETE' ) );
			$answers['JSONP without nonce'] = $serve( 'GET', '/aether/v1/settings', array( '_jsonp' => 'stolen' ) );
			$answers['envelope without nonce'] = $serve( 'GET', '/aether/v1/settings', array( '_envelope' => '1' ) );
			$answers['fields without nonce'] = $serve( 'GET', '/aether/v1/settings', array( '_fields' => 'secrets' ) );
			wp_set_current_user( $publisher );
			$nonce = wp_create_nonce( 'wp_rest' );
			$answers['publisher says PUT by header'] = $serve( 'POST', $provider, array(), '{}', $nonce, array( 'X_HTTP_METHOD_OVERRIDE' => 'PUT' ) );
			$answers['publisher says PUT by parameter'] = $serve( 'POST', $provider, array( '_method' => 'PUT' ), '{}', $nonce );
			wp_set_current_user( 0 );
			wp_delete_user( $publisher );
			$days = Aether\\Site_Exporter\\Audit\\Audit_Retention::days();
			$answers['days'] = array( 'status' => $days, 'data' => array() );
			return $answers;`
		);
		const { batch, days, ...others } = answers;
		expect( batch?.data.code ).toBe(
			'aether_contract_violated aether_contract_violated'
		);
		expect( days?.status ).toBe( 365 );
		const codes = Object.fromEntries(
			Object.entries( others ).map( ( [ name, { status, data } ] ) => [
				name,
				`${ data.status ?? status } ${ data.code ?? ( data.body as { code: string } ).code }`,
			] )
		);
		expect( codes ).toEqual( {
			'GET that says DELETE, without nonce': '401 aether_auth_failed',
			'POST that says DELETE, without nonce': '401 aether_auth_failed',
			'JSONP without nonce': '401 aether_auth_failed',
			'envelope without nonce': '401 aether_auth_failed',
			'fields without nonce': '401 aether_auth_failed',
			'publisher says PUT by header': '403 aether_permission_denied',
			'publisher says PUT by parameter': '403 aether_permission_denied',
		} );
	} );
} );

describe( 'Parameters', () => {
	it( 'that do not fit are named, with an error code of ours', async () => {
		const { rest } = sharedWordPress();
		const response = await rest( 'aether/v1/site/urls?per_page=1001' );
		expect( response.status ).toBe( 400 );
		expect( await response.json() ).toMatchObject( {
			code: 'aether_contract_violated',
			message: expect.stringContaining( 'per_page' ),
		} );
	} );
} );

describe( 'The rate limit', () => {
	it( 'stops who calls one route too often, and says when to come back', async () => {
		const answers = await php< {
			statuses: number[];
			other: number;
			last: RestFailure;
			retryAfter: string;
			inCapitals: number;
			cacheInCapitals: string;
		} >(
			`${ ASK }
			${ AS_ADMINISTRATOR }
			add_filter( 'aether_rate_limit', static fn () => 2 );
			$wpdb   = $GLOBALS['wpdb'];
			$forget = static function () use ( $wpdb ) {
				foreach ( $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%aether_rate_%'" ) as $name ) { delete_option( $name ); }
				wp_cache_flush();
			};
			// Again where a new minute, and with it a new count, begins in between.
			do {
				// What was asked before this test counts as well.
				$forget();
				$statuses = array();
				$minute   = intdiv( time(), 60 );
				for ( $call = 0; $call < 3; $call++ ) {
					$answer = $ask( 'GET', '/aether/v1/settings/schema' );
					$statuses[] = $answer['status'];
				}
				$request  = new WP_REST_Request( 'GET', '/aether/v1/settings/schema' );
				$response = apply_filters( 'rest_post_dispatch', rest_get_server()->dispatch( $request ), rest_get_server(), $request );
				$other    = $ask( 'GET', '/aether/v1/site' )['status'];
				// WordPress finds a route in any case.
				$request  = new WP_REST_Request( 'GET', '/AETHER/v1/Settings/schema' );
				$capitals = apply_filters( 'rest_post_dispatch', rest_get_server()->dispatch( $request ), rest_get_server(), $request );
			} while ( intdiv( time(), 60 ) !== $minute );
			$forget();
			return array( 'statuses' => $statuses, 'other' => $other, 'last' => $answer['data'], 'retryAfter' => $response->get_headers()['Retry-After'], 'inCapitals' => $capitals->get_status(), 'cacheInCapitals' => $capitals->get_headers()['Cache-Control'] ?? '' );`
		);
		expect( answers.statuses ).toEqual( [ 200, 200, 429 ] );
		expect( answers.other ).toBe( 200 );
		expect( answers.last.code ).toBe( 'aether_rate_limited' );
		expect( Number( answers.retryAfter ) ).toBeGreaterThan( 0 );
		expect( Number( answers.retryAfter ) ).toBeLessThanOrEqual( 60 );
		expect( answers.inCapitals ).toBe( 429 );
		expect( answers.cacheInCapitals ).toBe( 'no-store' );
	} );
} );

describe( 'The log', () => {
	it( 'holds no notice of ours', async () => {
		const { directory } = sharedWordPress();
		const log = await readFile(
			join( directory, 'wp-content/debug.log' ),
			'utf8'
		).catch( () => '' );
		expect(
			log.split( '\n' ).filter( ( line ) => /aether-site/.test( line ) )
		).toEqual( [] );
	} );
} );
