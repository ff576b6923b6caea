import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { listen, type ListeningHost } from '../support/listening-host';
import { ROUTES } from '../stands/gitlab/routes';

const CANARY = 'canary-5e11-stays-where-it-was-put';

/** `$put( provider, config )`, `$status( provider, field )` and `$relay( provider, url, header, method )`. */
const SETTINGS = `${ ASK } ${ AS_ADMINISTRATOR }
add_filter( 'aether_rate_limit', '__return_zero' );
$read   = static fn () => json_decode( json_encode( $ask( 'GET', '/aether/v1/settings' )['data'] ), true );
$put    = static fn ( string $id, array $config ) => json_decode( json_encode( $ask( 'PUT', '/aether/v1/settings/providers/' . $id, array( 'revision' => $read()['revision'], 'config' => (object) $config ) ) ), true );
$forget = static fn ( string $id ) => $ask( 'DELETE', '/aether/v1/settings/providers/' . $id );
$schema = static fn ( string $id, array $fields ) => $ask( 'PUT', '/aether/v1/settings/schema/' . $id, array( 'fields' => $fields ) );
$relay  = static fn ( string $id, string $url, string $field, string $method = 'GET' ) => $ask( 'POST', '/aether/v1/relay/' . $id, array(), Aether\\Site_Exporter\\Relay\\Envelope::head( array( 'url' => $url, 'method' => $method, 'headers' => array( 'Authorization' => '{{aether-secret:' . $field . '}}' ) ) ) );
$gitlab = array( 'project_id' => 'a/b', 'personal_access_token' => $canary );`;

let host: ListeningHost;
let original = '';

beforeAll( async () => {
	host = await listen();
	original = await php< string >(
		`${ SETTINGS } $read(); return (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`,
		{ canary: CANARY }
	);
} );
afterAll( async () => {
	await php(
		`delete_option( 'aether_provider_schemas' );
		return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $original ), array( 'option_name' => 'aether_settings' ) );`,
		{ original }
	);
	await host?.stop();
} );

describe( 'Who changes where a secret is sent', () => {
	it( 'enters it again, or nothing is saved', async () => {
		const answers = await php< Record< string, Answered< RestFailure > > >(
			`${ SETTINGS }
			$forget( 'gitlab' );
			$answers['first']           = $put( 'gitlab', $gitlab );
			$answers['the default']     = $put( 'gitlab', array( 'gitlab_url' => 'https://gitlab.com/' ) );
			$answers['another host']    = $put( 'gitlab', array( 'gitlab_url' => 'https://evil.example' ) );
			$answers['beside it']       = $put( 'gitlab', array( 'gitlab_url' => 'https://gitlab.com.evil.example' ) );
			$answers['another port']    = $put( 'gitlab', array( 'gitlab_url' => 'https://gitlab.com:8443' ) );
			$answers['another path']    = $put( 'gitlab', array( 'gitlab_url' => 'https://gitlab.com/evil' ) );
			$answers['http']            = $put( 'gitlab', array( 'gitlab_url' => 'http://gitlab.com' ) );
			$answers['left empty']      = $put( 'gitlab', array( 'gitlab_url' => 'https://evil.example', 'personal_access_token' => '' ) );
			$answers['not an address']  = $put( 'gitlab', array( 'public_url' => 'https://www.example.com/' ) );
			$answers['stored']          = array( 'status' => $read()['providers']['gitlab']['gitlab_url'] ?? 'none' );
			$answers['entered again']   = $put( 'gitlab', array( 'gitlab_url' => 'https://gitlab.example', 'personal_access_token' => $canary ) );
			$answers['back']            = $put( 'gitlab', array( 'gitlab_url' => null ) );
			$forget( 'cloudflare-r2' );
			$put( 'cloudflare-r2', array( 'access_key_id' => 'a', 'secret_access_key' => $canary, 'bucket_name' => 'site', 'cloudflare_account_id' => str_repeat( 'a', 32 ) ) );
			$answers['an endpoint']     = $put( 'cloudflare-r2', array( 'endpoint' => 'https://evil.example' ) );
			$answers['another account'] = $put( 'cloudflare-r2', array( 'cloudflare_account_id' => str_repeat( 'b', 32 ) ) );
			$answers['tried only']      = $ask( 'POST', '/aether/v1/settings/providers/gitlab/trial', array( 'config' => array( 'gitlab_url' => 'https://evil.example' ) ) );
			return $answers;`,
			{ canary: CANARY }
		);
		const REFUSED = [
			'another host',
			'beside it',
			'another port',
			'another path',
			'http',
			'back',
			'an endpoint',
			'another account',
			'tried only',
		];
		for ( const name of REFUSED ) {
			const { status, data } = answers[ name ]!;
			expect( status, name ).toBe( 400 );
			expect( data.code, name ).toBe( 'aether_config_invalid' );
			expect( data.data.issues, name ).toEqual( [
				expect.objectContaining( {
					field: expect.stringMatching( /token|secret/ ),
					code: 'required',
				} ),
			] );
		}
		for ( const name of [
			'first',
			'the default',
			'not an address',
			'entered again',
		] ) {
			expect( answers[ name ]?.status, name ).toBe( 200 );
		}
		expect( answers[ 'left empty' ]?.status ).toBe( 400 );
		expect( answers.stored?.status ).toBe( 'https://gitlab.com/' );
		expect( JSON.stringify( answers ) ).not.toContain( CANARY );
	} );

	it( 'cannot do so by a schema', async () => {
		const answers = await php< Record< string, Answered< RestFailure > > >(
			`${ SETTINGS }
			$token = array( 'id' => 'token', 'type' => 'password' );
			$schema( 'js-only', array( $token, array( 'id' => 'note', 'type' => 'text' ) ) );
			$answers['saved']          = $put( 'js-only', array( 'token' => $canary, 'note' => 'https://evil.example' ) );
			$answers['becomes a url']  = $schema( 'js-only', array( $token, array( 'id' => 'note', 'type' => 'url' ) ) );
			$answers['of an instance'] = $schema( 'js-only:other', array( $token, array( 'id' => 'note', 'type' => 'url' ) ) );
			$answers['the relay']      = $relay( 'js-only', 'https://evil.example/', 'token' );
			$answers['a new url']      = $schema( 'js-only', array( $token, array( 'id' => 'note', 'type' => 'text' ), array( 'id' => 'api', 'type' => 'url' ) ) );
			$answers['which is saved'] = $put( 'js-only', array( 'api' => 'https://evil.example' ) );
			$answers['of GitLab']      = $schema( 'gitlab', array( array( 'id' => 'branch', 'type' => 'url' ) ) );
			return $answers;`,
			{ canary: CANARY }
		);
		expect(
			Object.fromEntries(
				Object.entries( answers ).map( ( [ name, { status } ] ) => [
					name,
					status,
				] )
			)
		).toEqual( {
			saved: 200,
			'becomes a url': 400,
			'of an instance': 400,
			'the relay': 403,
			'a new url': 200,
			'which is saved': 400,
			'of GitLab': 200,
		} );
		expect( answers[ 'the relay' ]?.data.data.reason ).toBe( 'host' );
	} );
} );

describe( 'A secret of wp-config.php', () => {
	it( 'goes to no host that somebody saved, under whatever name it is asked for', async () => {
		const before = host.connections();
		const answers = await php< Record< string, Answered< RestFailure > > >(
			`${ SETTINGS }
			define( 'AETHER_SECRET_GITLAB_PERSONAL_ACCESS_TOKEN', $canary );
			define( 'AETHER_SECRET_CLOUDFLARE_WORKERS_API_TOKEN', $canary );
			$forget( 'gitlab' );
			$answers['saved']       = $put( 'gitlab', array( 'project_id' => 'a/b', 'gitlab_url' => 'https://192-0-2-1.example' ) );
			$answers['saved host']  = $relay( 'gitlab', 'https://192-0-2-1.example/api/v4/projects/1', 'personal_access_token' );
			// Provider "cloudflare" and field "workers_api_token" have the same constant as "cloudflare-workers" and "api_token".
			$schema( 'cloudflare-x', array( array( 'id' => 'workers_api_token', 'type' => 'password' ), array( 'id' => 'home', 'type' => 'url' ) ) );
			$schema( 'cloudflare', array( array( 'id' => 'workers_api_token', 'type' => 'password' ), array( 'id' => 'home', 'type' => 'url' ) ) );
			$answers['alias saved'] = $put( 'cloudflare', array( 'home' => 'https://evil.example' ) );
			$answers['alias']       = $relay( 'cloudflare', 'https://evil.example/', 'workers_api_token' );
			$schema( 'GitLab', array( array( 'id' => 'personal_access_token', 'type' => 'password' ), array( 'id' => 'home', 'type' => 'url' ) ) );
			$put( 'GitLab', array( 'home' => 'https://evil.example' ) );
			$answers['other case']  = $relay( 'GitLab', 'https://evil.example/', 'personal_access_token' );
			// The owner of the server named this one in AETHER_RELAY_ALLOWED_HOSTS.
			$put( 'gitlab', array( 'gitlab_url' => $origin ) );
			$answers['named host']  = array( 'status' => $relay( 'gitlab', $origin . '/api/v4/projects/1', 'personal_access_token' )['status'] );
			return $answers;`,
			{ canary: CANARY, origin: host.origin }
		);
		expect( answers.saved?.status ).toBe( 200 );
		expect( answers[ 'alias saved' ]?.status ).toBe( 200 );
		for ( const name of [ 'saved host', 'alias', 'other case' ] ) {
			// Where the name is not known the request ends even earlier.
			expect( [ 403, 502 ], name ).toContain( answers[ name ]?.status );
		}
		expect( answers[ 'named host' ]?.status ).toBe( 200 );
		expect( host.connections() ).toBe( before + 1 );
		expect( host.requests.at( -1 )?.headers.authorization ).toBe( CANARY );
	} );

	it( 'is refused for a saved host before anything is looked up', async () => {
		const reasons = await php< ( string | null )[] >(
			`${ SETTINGS }
			define( 'AETHER_SECRET_GITLAB_PERSONAL_ACCESS_TOKEN', $canary );
			$schemas   = Aether\\Site_Exporter\\Plugin::instance()->schemas();
			$addresses = Aether\\Site_Exporter\\Plugin::instance()->addresses();
			$sources   = new Aether\\Site_Exporter\\Settings\\Secret_Sources( new Aether\\Site_Exporter\\Settings\\Settings_Store() );
			$headers   = new Aether\\Site_Exporter\\Relay\\Secret_Headers( $sources, $addresses, new Aether\\Site_Exporter\\Relay\\Allowed_Hosts( $allowed ) );
			return array_map( static function ( $case ) use ( $headers ) {
				[ $config, $url ] = $case;
				$request = Aether\\Site_Exporter\\Relay\\Relay_Request::parse( Aether\\Site_Exporter\\Relay\\Envelope::head( array( 'url' => $url, 'method' => 'GET', 'headers' => array( 'PRIVATE-TOKEN' => '{{aether-secret:personal_access_token}}' ) ) ) );
				$revealed = $headers->reveal( 'gitlab', $config, $request );
				return is_wp_error( $revealed ) ? $revealed->get_error_data()['reason'] : null;
			}, $cases );`,
			{
				canary: CANARY,
				allowed: 'gitlab.lan',
				cases: [
					[ {}, 'https://gitlab.com/api/v4/projects/1' ],
					[
						{ gitlab_url: 'https://gitlab.com' },
						'https://gitlab.com/api/v4/projects/1',
					],
					[
						{ gitlab_url: 'https://gitlab.lan' },
						'https://gitlab.lan/api/v4/projects/1',
					],
					[
						{ gitlab_url: 'https://evil.example' },
						'https://evil.example/api/v4/projects/1',
					],
					[
						{ gitlab_url: 'https://gitlab.lan' },
						'https://gitlab.com/api/v4/projects/1',
					],
				],
			}
		);
		expect( reasons ).toEqual( [
			null,
			null,
			null,
			'secret_place',
			'secret_place',
		] );
	} );
} );

describe( 'The token of a GitLab', () => {
	/**
	 * Below `/api/v4` of an installation in a sub-directory.
	 * @param requests
	 */
	const reasonsFor = (
		requests: readonly ( readonly [
			method: string,
			path: string,
			body?: string,
			type?: string,
		] )[]
	) =>
		php< ( string | null )[] >(
			`${ SETTINGS }
			$schema( 'none', array() );
			$addresses = Aether\\Site_Exporter\\Plugin::instance()->addresses();
			$sources   = new Aether\\Site_Exporter\\Settings\\Secret_Sources( new Aether\\Site_Exporter\\Settings\\Settings_Store() );
			$forget( 'gitlab' );
			$put( 'gitlab', array( 'gitlab_url' => 'https://git.example/gitlab' ) + $gitlab );
			$config  = $read()['providers']['gitlab'];
			$headers = new Aether\\Site_Exporter\\Relay\\Secret_Headers( $sources, $addresses, new Aether\\Site_Exporter\\Relay\\Allowed_Hosts( '' ) );
			return array_map( static function ( $case ) use ( $headers, $config ) {
				[ $method, $path ] = $case;
				$body = 'GET' === $method ? '' : $case[2] ?? '{}';
				$type = '' === $body ? array() : array( 'content-TYPE' => $case[3] ?? 'application/json' );
				$url     = str_starts_with( $path, 'https:' ) ? $path : 'https://git.example' . $path;
				$request = Aether\\Site_Exporter\\Relay\\Relay_Request::parse( Aether\\Site_Exporter\\Relay\\Envelope::head( array( 'url' => $url, 'method' => $method, 'headers' => array( 'PRIVATE-TOKEN' => '{{aether-secret:personal_access_token}}' ) + $type ) ) . $body );
				if ( is_string( $request ) ) { return $request; }
				$revealed = $headers->reveal( 'gitlab', $config, $request );
				return is_wp_error( $revealed ) ? $revealed->get_error_data()['reason'] : null;
			}, $requests );`,
			{ canary: CANARY, requests }
		);

	it( 'goes along with every request that publishing makes', async () => {
		// A merge is decided by a person at GitLab.
		const made = ROUTES.filter(
			( { operation } ) => operation !== 'acceptMergeRequest'
		);
		const requests = made.map( ( { method, pattern } ) => {
			const path = pattern.source
				.replace( /^\^|\$$/g, '' )
				.replaceAll( '\\/', '/' )
				.replaceAll( '([^/]+)', 'group%2Fdesign-tokens' )
				.replaceAll( '([0-9]+)', '7' )
				.replaceAll( '([0-9a-f]+)', 'abc' );
			return [
				method,
				`/gitlab/api/v4${ path }${ method === 'GET' ? '?x=1' : '' }`,
				JSON.stringify( { default_branch: 'main' } ),
			] as const;
		} );
		expect( requests.length ).toBeGreaterThan( 10 );
		const reasons = await reasonsFor( requests );
		expect(
			requests.filter( ( _, index ) => reasons[ index ] !== null )
		).toEqual( [] );
	} );

	it( 'goes along with no other, however it is spelled', async () => {
		const P = '/gitlab/api/v4/projects/1';
		const REFUSED: readonly ( readonly [ string, string, string ] )[] = [
			[ 'GET', `${ P }/variables`, 'request' ],
			[ 'GET', `${ P }/%76ariables`, 'request' ],
			[ 'GET', `${ P }/triggers`, 'request' ],
			[ 'POST', `${ P }/access_tokens`, 'request' ],
			[ 'POST', `${ P }/members`, 'request' ],
			[ 'POST', `${ P }/hooks`, 'request' ],
			[ 'DELETE', P, 'request' ],
			[ 'PUT', P, 'request' ],
			[ 'PUT', `${ P }/merge_requests/7/merge`, 'request' ],
			[ 'POST', `${ P }/export`, 'request' ],
			[ 'POST', '/gitlab/api/v4/personal_access_tokens', 'request' ],
			[
				'POST',
				'/gitlab/api/v4/personal_access_tokens/self/rotate',
				'request',
			],
			[
				'POST',
				'/gitlab/api/v4/personal_access_%74okens/self/rotate',
				'request',
			],
			[ 'GET', '/gitlab/api/v4/user', 'request' ],
			[ 'GET', '/gitlab/api/v4/users', 'request' ],
			[ 'GET', '/gitlab/api/v4/admin/ci/variables', 'request' ],
			[ 'POST', '/gitlab/api/v4/user/keys', 'request' ],
			[ 'GET', `/gitlab/api/v4/users?x=/api/v4/projects/1`, 'request' ],
			[ 'GET', '/gitlab/api/graphql', 'secret_place' ],
			[ 'GET', '/gitlab/admin', 'secret_place' ],
			[ 'GET', '/gitlab/api/v45/projects/1', 'secret_place' ],
			[ 'GET', '/api/v4/projects/1', 'secret_place' ],
			[ 'GET', '/', 'secret_place' ],
			[ 'GET', 'https://gitlab.com/api/v4/projects/1', 'secret_place' ],
			[ 'GET', '/gitlab/api/v4/../../admin', 'url' ],
			[ 'GET', '/gitlab/api/v4/%2e%2e/admin', 'url' ],
			[ 'GET', '/gitlab/api/v4/%2E%2E%2Fadmin', 'url' ],
			[ 'GET', '/gitlab/api/v4/%252e%252e/admin', 'url' ],
			[ 'GET', '/gitlab/api/v4/%25252e%25252e%25252fadmin', 'url' ],
			[ 'GET', '/gitlab/api/v4/..%5cadmin', 'url' ],
			[ 'GET', '/gitlab/api/v4/..;/admin', 'url' ],
			[ 'GET', '/gitlab/api/v4/projects/1%2f..%2f..%2fadmin', 'url' ],
		];
		const reasons = await reasonsFor(
			REFUSED.map( ( [ method, path ] ) => [ method, path ] as const )
		);
		expect(
			REFUSED.map( ( [ method, path ], index ) => [
				method,
				path,
				reasons[ index ],
			] )
		).toEqual( REFUSED );
	} );

	it( 'changes of a project its default branch alone', async () => {
		const bodies = [
			{ default_branch: 'main' },
			{ default_branch: 'main', visibility: 'public' },
			{ visibility: 'public' },
			'default_branch',
		];
		expect(
			await reasonsFor(
				bodies.map( ( body ) => [
					'PUT',
					'/gitlab/api/v4/projects/1',
					JSON.stringify( body ),
				] )
			)
		).toEqual( [ null, 'request', 'request', 'request' ] );
	} );

	it( 'changes nothing by what stands beside the JSON that is looked at', async () => {
		const project = '/gitlab/api/v4/projects/1';
		const allowed = JSON.stringify( { default_branch: 'main' } );
		const hidden = JSON.stringify( {
			default_branch: '&visibility=public&x=',
		} );
		const form = 'application/x-www-form-urlencoded';
		expect(
			await reasonsFor( [
				[ 'PUT', project, allowed ],
				[ 'PUT', `${ project }?visibility=public`, allowed ],
				[ 'PUT', project, hidden, form ],
				[ 'PUT', project, hidden, '' ],
				[ 'PUT', project, hidden, `application/json, ${ form }` ],
				[ 'POST', '/gitlab/api/v4/projects?visibility=public' ],
				[ 'POST', '/gitlab/api/v4/projects', 'path=a', form ],
				[ 'DELETE', `${ project }/repository/branches/a?x=1`, '' ],
			] )
		).toEqual( [ null, ...Array( 7 ).fill( 'request' ) ] );
	} );
} );

describe( 'A key that signs', () => {
	it( 'is carried by no request', async () => {
		const answers = await php< Answered< RestFailure >[] >(
			`${ SETTINGS }
			return array_map( static function ( $id ) use ( $put, $forget, $relay, $origin, $canary ) {
				$forget( $id );
				$put( $id, array( 'access_key_id' => 'a', 'secret_access_key' => $canary, 'bucket_name' => 'site', 'endpoint' => $origin ) );
				return $relay( $id, $origin . '/', 'secret_access_key' );
			}, array( 's3', 'cloudflare-r2', 'cloudflare-r2:eu' ) );`,
			{ canary: CANARY, origin: host.origin }
		);
		expect( answers ).toMatchObject(
			Array.from( { length: 3 }, () => ( {
				status: 403,
				data: { data: { reason: 'request' } },
			} ) )
		);
		expect( JSON.stringify( answers ) ).not.toContain( CANARY );
	} );
} );

describe( 'A host where visitors read the site', () => {
	it( 'is no address for secrets', async () => {
		const before = host.connections();
		const answer = await php< Answered< RestFailure > >(
			`${ SETTINGS }
			$forget( 'gitlab' );
			$put( 'gitlab', array( 'public_url' => $origin . '/' ) + $gitlab );
			return $relay( 'gitlab', $origin . '/api/v4/projects/1', 'personal_access_token' );`,
			{ canary: CANARY, origin: host.origin }
		);
		expect( answer ).toMatchObject( {
			status: 403,
			data: { data: { reason: 'secret_place' } },
		} );
		expect( host.connections() ).toBe( before );
	} );
} );
