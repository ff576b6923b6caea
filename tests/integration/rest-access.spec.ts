import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const DOCUMENT = join( import.meta.dirname, '../../docs/rest-api.md' );

interface DocumentedRoute {
	/** `PUT settings/providers/<id>`, any parameter as `<>`. */
	readonly route: string;
	readonly capability: string;
}

/** A concrete address for every parameter of a route's pattern. */
const PARAMETERS: Readonly< Record< string, string > > = {
	provider: 'access-walk',
	type: 'static_site',
	uuid: '00000000-0000-4000-8000-000000000000',
	release: '20261121t060556747-ed939744d135e7a1',
};

async function documentedRoutes(): Promise< DocumentedRoute[] > {
	const rows = ( await readFile( DOCUMENT, 'utf8' ) ).matchAll(
		/^\| `(GET|POST|PUT|PATCH|DELETE) ([^`?]+)[^`]*` \| `(aether_\w+)` \|/gm
	);
	return [ ...rows ].map( ( [ , method, path, capability ] ) => ( {
		route: `${ method } ${ path?.replace( /<\w+>/g, '<>' ) }`,
		capability: capability ?? '',
	} ) );
}

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

const address = ( pattern: string ): string =>
	fill( pattern, ( name, rule ) =>
		name === 'id'
			? ( PARAMETERS[ rule.includes( 't\\d' ) ? 'release' : 'uuid' ] ??
				'' )
			: ( PARAMETERS[ name ] ?? '' )
	);

describe( 'Who may do what', () => {
	it( 'is documented for every route, and every documented route exists', async () => {
		const documented = ( await documentedRoutes() ).map(
			( { route } ) => route
		);
		const registered = ( await registeredRoutes() ).map(
			( { method, path } ) => `${ method } ${ fill( path, () => '<>' ) }`
		);
		expect( registered.sort() ).toEqual( documented.sort() );
	} );

	const ROLES = {
		nobody: [],
		subscriber: [],
		author: [],
		editor: [],
		'editor with aether_view': [ 'aether_view' ],
		'editor with aether_publish': [ 'aether_view', 'aether_publish' ],
		'editor with aether_configure': [ 'aether_view', 'aether_configure' ],
		administrator: [ 'aether_view', 'aether_publish', 'aether_configure' ],
	} as const;

	it.each( Object.entries( ROLES ) )(
		'is kept on every route for: %s',
		async ( who, capabilities: readonly string[] ) => {
			const needed = new Map(
				( await documentedRoutes() ).map( ( row ) => [
					row.route,
					row.capability,
				] )
			);
			const calls = ( await registeredRoutes() ).map(
				( { method, path } ) => ( {
					method,
					path: `/aether/v1/${ address( path ) }`,
					capability: needed.get(
						`${ method } ${ fill( path, () => '<>' ) }`
					),
				} )
			);
			const [ role, extra ] = who.split( ' with ' );
			// Bad parameters on purpose: whoever may is told so, whoever may not learns nothing.
			const answers = await php< Answered< RestFailure >[] >(
				`${ ASK }
				if ( 'nobody' !== $role ) {
					$id = wp_insert_user( array( 'user_login' => 'walker-' . wp_generate_uuid4(), 'user_pass' => wp_generate_password(), 'role' => $role ) );
					$user = new WP_User( $id );
					if ( $extra ) { $user->add_cap( $extra ); }
					wp_set_current_user( 0 );
					wp_set_current_user( $id );
				}
				add_filter( 'aether_rate_limit', '__return_zero' );
				$answers = array_map( static fn ( $call ) => $ask( $call['method'], $call['path'], array( 'per_page' => 'none', 'cursor' => array( 1 ), 'config' => 1, 'fields' => 1, 'publishId' => 1, 'files' => 1, 'takeOver' => 'perhaps', 'fileCount' => 'many', 'entries' => 1 ) ), $calls );
				if ( isset( $id ) ) {
					require_once ABSPATH . 'wp-admin/includes/user.php';
					wp_set_current_user( 0 );
					wp_delete_user( $id );
				}
				return $answers;`,
				{ role, extra: extra ?? null, calls }
			);
			expect( answers ).toHaveLength( calls.length );
			for ( const [ index, { status, data } ] of answers.entries() ) {
				const { method, path, capability = '' } = calls[ index ]!;
				const seen = `${ method } ${ path } → ${ status } ${ data?.code }`;
				if ( capabilities.includes( capability ) ) {
					expect( [ 401, 403 ], seen ).not.toContain( status );
					expect( status, seen ).toBeLessThan( 500 );
				} else {
					expect( seen ).toBe(
						who === 'nobody'
							? `${ method } ${ path } → 401 aether_auth_failed`
							: `${ method } ${ path } → 403 aether_permission_denied`
					);
				}
				if ( status >= 400 ) {
					expect( data.code, seen ).toMatch( /^aether_/ );
				}
			}
		}
	);

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
		} >(
			`${ ASK }
			${ AS_ADMINISTRATOR }
			add_filter( 'aether_rate_limit', static fn () => 2 );
			for ( $call = 0; $call < 3; $call++ ) {
				$answer = $ask( 'GET', '/aether/v1/settings/schema' );
				$statuses[] = $answer['status'];
			}
			$request  = new WP_REST_Request( 'GET', '/aether/v1/settings/schema' );
			$response = apply_filters( 'rest_post_dispatch', rest_get_server()->dispatch( $request ), rest_get_server(), $request );
			$other    = $ask( 'GET', '/aether/v1/site' )['status'];
			$wpdb     = $GLOBALS['wpdb'];
			foreach ( $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%aether_rate_%'" ) as $name ) { delete_option( $name ); }
			return array( 'statuses' => $statuses, 'other' => $other, 'last' => $answer['data'], 'retryAfter' => $response->get_headers()['Retry-After'] );`
		);
		expect( answers.statuses ).toEqual( [ 200, 200, 429 ] );
		expect( answers.other ).toBe( 200 );
		expect( answers.last.code ).toBe( 'aether_rate_limited' );
		expect( Number( answers.retryAfter ) ).toBeGreaterThan( 0 );
		expect( Number( answers.retryAfter ) ).toBeLessThanOrEqual( 60 );
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
