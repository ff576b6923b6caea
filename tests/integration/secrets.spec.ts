import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { sharedWordPress } from '../support/wordpress';

/** A provider of these tests alone, so that no plugin's fields matter. */
const PROVIDER = 'kept-host';
const CANARY = 'canary-b3a9/+"-never-shown';

const SETTINGS = `${ ASK } ${ AS_ADMINISTRATOR }
add_filter( 'aether_rate_limit', '__return_zero' );
$read   = static fn () => json_decode( json_encode( $ask( 'GET', '/aether/v1/settings' )['data'] ), true );
$put    = static fn ( string $id, array $config ) => $ask( 'PUT', '/aether/v1/settings/providers/' . $id, array( 'revision' => $read()['revision'], 'config' => (object) $config ) );
$status = static fn () => $read()['secrets']['kept-host']['token'];
$stored = static fn () => get_option( 'aether_settings' )['providers']['kept-host']['token'];
$rotate = static fn () => $ask( 'POST', '/aether/v1/secrets/rotate' )['data'];
$salts  = static function ( string $salt ) { remove_all_filters( 'salt' ); add_filter( 'salt', static fn () => str_repeat( $salt, 40 ) ); };`;

let original = '';

beforeAll( async () => {
	original = await php< string >(
		`${ SETTINGS } $read();
		$declare = static fn () => $ask( 'PUT', '/aether/v1/settings/schema/kept-host', array( 'fields' => array( array( 'id' => 'branch', 'type' => 'text' ), array( 'id' => 'token', 'type' => 'password' ) ) ) );
		$declare();
		return (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`
	);
} );
afterAll( () =>
	php(
		`delete_option( 'aether_provider_schemas' );
		return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $original ), array( 'option_name' => 'aether_settings' ) );`,
		{ original }
	)
);

describe( 'The key of the secrets', () => {
	it( 'can become a constant without losing what the salts encrypted, and rotates with one call', async () => {
		const answer = await php< Record< string, unknown > >(
			`${ SETTINGS }
			$salts( 'a' );
			$put( 'kept-host', array( 'token' => $canary, 'branch' => 'main' ) );
			$by_salts = $stored();
			$answer['nothing to do'] = $rotate();
			$answer['kept']          = $by_salts === $stored();
			define( 'AETHER_ENCRYPTION_KEY', str_repeat( 'k', 32 ) );
			$answer['before']        = $status();
			$answer['rotated']       = $rotate();
			$salts( 'b' );
			$answer['after']         = $status();
			$secrets                 = new Aether\\Site_Exporter\\Settings\\Secret_Sources( new Aether\\Site_Exporter\\Settings\\Settings_Store() );
			$answer['same']          = $canary === $secrets->read( 'kept-host', 'token' );
			return $answer;`,
			{ canary: CANARY }
		);
		expect( answer ).toEqual( {
			'nothing to do': { rotated: 0, current: 1, unreadable: [] },
			kept: true,
			before: 'set',
			rotated: { rotated: 1, current: 0, unreadable: [] },
			after: 'set',
			same: true,
		} );
	} );

	it( 'may be the previous one; saving anything of the provider encrypts anew', async () => {
		const answer = await php< Record< string, unknown > >(
			`${ SETTINGS }
			$salts( 'p' );
			$put( 'kept-host', array( 'token' => $canary ) );
			define( 'AETHER_ENCRYPTION_KEY_PREVIOUS', str_repeat( 'p', 80 ) );
			$salts( 'q' );
			$before = $stored();
			$answer['previous'] = $status();
			$put( 'kept-host', array( 'branch' => 'another' ) );
			$answer['encrypted anew'] = $before !== $stored();
			$salts( 'r' );
			$answer['with the old one'] = $status();
			$salts( 'q' );
			$answer['with the new one'] = $status();
			return $answer;`,
			{ canary: CANARY }
		);
		expect( answer ).toEqual( {
			previous: 'set',
			'encrypted anew': true,
			'with the old one': 'unreadable',
			'with the new one': 'set',
		} );
	} );

	it( 'that is lost costs the secrets alone, is said in Site Health, and stops a publish before it starts', async () => {
		const answer = await php< {
			before: Record< string, unknown >;
			after: Record< string, unknown >;
			rotated: { unreadable: string[] };
			health: { status: string; description: string };
			key: { status: string };
			refused: Answered< RestFailure >;
			running: number;
			switchedOff: number;
		} >(
			`${ SETTINGS }
			$salts( 'x' );
			$put( 'kept-host', array( 'deployment_types' => array( 'static_site' ), 'token' => $canary, 'branch' => 'kept' ) );
			$before = $read()['providers'];
			$salts( 'y' );
			$tests = apply_filters( 'site_status_tests', array( 'direct' => array() ) )['direct'];
			$answer = array( 'before' => $before, 'after' => $read()['providers'], 'rotated' => $rotate(), 'health' => $tests['aether_secrets']['test'](), 'key' => $tests['aether_encryption_key']['test'](), 'refused' => $ask( 'POST', '/aether/v1/publishes' ) );
			$answer['running'] = (int) $GLOBALS['wpdb']->get_var( "SELECT COUNT(*) FROM {$GLOBALS['wpdb']->prefix}aether_publishes WHERE running = 1" );
			$put( 'kept-host', array( 'deployment_types' => array(), 'token' => $canary ) );
			$salts( 'z' );
			$publish = $ask( 'POST', '/aether/v1/publishes' );
			$answer['switchedOff'] = $publish['status'];
			$ask( 'POST', '/aether/v1/publishes/' . $publish['data']['id'] . '/cancel' );
			return $answer;`,
			{ canary: CANARY }
		);
		expect( answer.after ).toEqual( answer.before );
		expect( answer.rotated.unreadable ).toEqual( [
			`${ PROVIDER }/token`,
		] );
		expect( answer.health.status ).toBe( 'critical' );
		expect( answer.health.description ).toContain( `${ PROVIDER }: token` );
		expect( answer.key.status ).toBe( 'recommended' );
		expect( answer.refused ).toMatchObject( {
			status: 400,
			data: {
				code: 'aether_secret_unreadable',
				data: {
					secrets: [ { provider: PROVIDER, field: 'token' } ],
				},
			},
		} );
		expect( answer.running ).toBe( 0 );
		expect( answer.switchedOff ).toBe( 201 );
	} );

	it( 'is given for signing to the one whose publish runs, or for a few minutes', async () => {
		const answer = await php< Record< string, string | null > >(
			`${ SETTINGS }
			$put( 'kept-host', array( 'token' => $canary ) );
			$ask_key = static fn () => $ask( 'POST', '/aether/v1/signing-keys/kept-host', array( 'field' => 'token', 'date' => gmdate( 'Ymd' ), 'region' => 'auto', 'service' => 's3' ) )['data'];
			delete_transient( 'aether_signing_' . md5( get_current_user_id() . '|kept-host' ) );
			$answer['nobody publishes'] = $ask_key()['data']['reason'] ?? null;
			$publish = $ask( 'POST', '/aether/v1/publishes' )['data'];
			$answer['I publish'] = $ask_key()['code'] ?? null;
			$me = get_current_user_id();
			$id = wp_insert_user( array( 'user_login' => 'other-' . wp_generate_uuid4(), 'user_pass' => wp_generate_password(), 'role' => 'administrator' ) );
			wp_set_current_user( $id );
			$answer['another publishes'] = $ask_key()['data']['reason'] ?? null;
			$ask( 'POST', '/aether/v1/signing-keys/kept-host/allowance' );
			$answer['allowed'] = $ask_key()['code'] ?? null;
			set_transient( 'aether_signing_' . md5( $id . '|kept-host' ), time() - 1, 60 );
			$answer['too late'] = $ask_key()['data']['reason'] ?? null;
			wp_set_current_user( $me );
			$ask( 'POST', '/aether/v1/publishes/' . $publish['id'] . '/cancel' );
			$answer['cancelled'] = $ask_key()['data']['reason'] ?? null;
			require_once ABSPATH . 'wp-admin/includes/user.php';
			wp_delete_user( $id );
			return $answer;`,
			{ canary: CANARY }
		);
		expect( answer ).toEqual( {
			'nobody publishes': 'no_publish',
			'I publish': null,
			'another publishes': 'no_publish',
			allowed: null,
			'too late': 'no_publish',
			cancelled: 'no_publish',
		} );
	} );
} );

describe( 'wp aether secrets rotate', () => {
	/** WP-CLI is no part of a WordPress: in its place stands a class that remembers what it was told. */
	const WP_CLI = `eval( 'final class WP_CLI {
		public static array $commands = array();
		public static array $said = array();
		public static function add_command( string $name, mixed $command ): void { self::$commands[ $name ] = $command; }
		public static function warning( string $text ): void { self::$said[] = "warning: " . $text; }
		public static function success( string $text ): void { self::$said[] = "success: " . $text; }
		public static function error( string $text ): void { throw new Exception( $text ); }
	}' );
	define( 'WP_CLI', true );
	Aether\\Site_Exporter\\Plugin::instance()->register_hooks();
	$command = WP_CLI::$commands['aether secrets'];`;

	it( 'encrypts all again, says so, and names what no key opens', async () => {
		const answer = await php< {
			said: string[];
			status: string;
			audited: { event: string; outcome: string };
		} >(
			`${ SETTINGS } ${ WP_CLI }
			$salts( 'a' );
			$put( 'kept-host', array( 'token' => $canary ) );
			define( 'AETHER_ENCRYPTION_KEY', str_repeat( 'k', 32 ) );
			$command->rotate();
			$command->rotate();
			$salts( 'b' );
			$status = $status();
			$option = get_option( 'aether_settings' );
			$option['providers']['kept-host']['token'] = substr( $option['providers']['kept-host']['token'], 0, -4 );
			update_option( 'aether_settings', $option );
			$command->rotate();
			$row = Aether\\Site_Exporter\\Audit\\Audit_Log::page( 1, 1, 'secrets.' )[0];
			return array( 'said' => WP_CLI::$said, 'status' => $status, 'audited' => array( 'event' => $row['event'], 'outcome' => $row['outcome'] ) );`,
			{ canary: CANARY }
		);
		expect( answer.said ).toEqual( [
			expect.stringMatching( /^success: [1-9]\d* encrypted again, 0 / ),
			expect.stringMatching( /^success: 0 encrypted again, [1-9]/ ),
			expect.stringMatching( /^warning: kept-host\/token cannot/ ),
			expect.stringMatching( /^success: / ),
		] );
		expect( answer.status ).toBe( 'set' );
		expect( answer.audited ).toEqual( {
			event: 'secrets.rotated',
			outcome: 'failed',
		} );
		expect( answer.said.join() ).not.toContain( CANARY );
	} );

	it( 'ends with an error where nothing can be encrypted', async () => {
		await expect(
			php(
				`${ SETTINGS } ${ WP_CLI }
				$put( 'kept-host', array( 'token' => $canary ) );
				define( 'AETHER_ENCRYPTION_KEY_PREVIOUS', wp_salt( 'auth' ) . wp_salt( 'secure_auth' ) );
				$salts( '' );
				add_filter( 'salt', static fn () => 'short' );
				$command->rotate();
				return true;`,
				{ canary: CANARY }
			)
		).rejects.toThrow( 'AETHER_ENCRYPTION_KEY' );
	} );
} );

describe( 'A secret that is stored', () => {
	it( 'occurs in no answer of any route, in no page of the dashboard, no log and no table', async () => {
		const { fields, routes, answers, tables, page } = await php< {
			fields: number;
			routes: number;
			answers: string;
			tables: string;
			page: string;
		} >(
			`${ SETTINGS }
			$schemas = Aether\\Site_Exporter\\Plugin::instance()->schemas();
			$store   = new Aether\\Site_Exporter\\Settings\\Settings_Store();
			$fields  = 0;
			foreach ( array_keys( $schemas->all() ) as $id ) {
				$secrets = array_filter( $schemas->fields( $id ), static fn ( $field ) => $field['sensitive'] );
				foreach ( array_keys( $secrets ) as $field ) {
					$envelope = Aether\\Site_Exporter\\Security\\Encrypter::encrypt( $canary, Aether\\Site_Exporter\\Settings\\Secret_Sources::place( $id, $field ) );
					$store->save_provider( $id, array( $field => $envelope ) + $store->provider( $id ), $store->revision() );
					++$fields;
				}
			}
			$answers[] = $put( 'kept-host', array( 'token' => $canary ) );
			$answers[] = $put( 'unknown-to-php', array( 'anything' => $canary ) );
			$answers[] = $put( 'kept-host', array( 'token' => $canary, 'nested' => array( 'refused' ) ) );
			foreach ( rest_get_server()->get_routes( 'aether/v1' ) as $path => $handlers ) {
				foreach ( $handlers as $handler ) {
					foreach ( array_keys( $handler['methods'] ) as $method ) {
						$path_of_provider = preg_replace( '~\\(\\?P<provider>(?:[^()]|\\([^()]*\\))*\\)~', 'kept-host', $path );
						$answers[] = $ask( $method, preg_replace( '~\\(\\?P<\\w+>(?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)~', 'static_site', $path_of_provider ), 'DELETE' === $method ? array( 'revision' => 'old' ) : array() );
					}
				}
			}
			// One of the routes has begun a publish, which would stand in the way of others.
			$ask( 'POST', '/aether/v1/publishes/' . json_decode( json_encode( $ask( 'GET', '/aether/v1/publishes' )['data'] ), true )[0]['id'] . '/cancel' );
			ob_start();
			Aether\\Site_Exporter\\Admin\\Page::render();
			$page = ob_get_clean();
			$wpdb = $GLOBALS['wpdb'];
			foreach ( array( 'aether_audit', 'aether_publishes', 'options', 'usermeta' ) as $table ) { $tables[] = $wpdb->get_results( "SELECT * FROM {$wpdb->prefix}$table" ); }
			return array( 'fields' => $fields, 'routes' => count( $answers ), 'answers' => serialize( $answers ), 'tables' => serialize( $tables ), 'page' => $page );`,
			{ canary: CANARY }
		);
		expect( fields ).toBeGreaterThanOrEqual( 5 );
		expect( routes ).toBeGreaterThan( 30 );
		const { directory } = sharedWordPress();
		const log = await readFile(
			join( directory, 'wp-content/debug.log' ),
			'utf8'
		).catch( () => '' );
		for ( const text of [ answers, tables, page, log ] ) {
			expect( text ).not.toContain( 'canary-b3a9' );
			expect( text ).not.toContain(
				Buffer.from( CANARY ).toString( 'base64' ).slice( 0, -4 )
			);
		}
	} );
} );
