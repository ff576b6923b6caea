import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

interface AuditEvent {
	readonly number: number;
	readonly at: string;
	readonly user: { readonly id: number; readonly login: string };
	readonly ip: string;
	readonly event: string;
	readonly provider: string;
	readonly outcome: string;
	readonly details: Readonly< Record< string, unknown > >;
}

const CANARY = 'canary-7d1e-never-in-the-log';

/** `$ask`, and `$events()`: what was written since the code began; for code of `php()`. */
const AUDITED = `${ ASK } ${ AS_ADMINISTRATOR }
add_filter( 'aether_rate_limit', '__return_zero' );
$log    = static fn () => json_decode( json_encode( Aether\\Site_Exporter\\Audit\\Audit_Log::page( 1, 100 ) ), true );
$first  = $log()[0]['number'] ?? 0;
$events = static fn () => array_reverse( array_values( array_filter( $log(), static fn ( $row ) => $row['number'] > $first ) ) );
$begin  = static function () use ( $ask ): array {
	$answer = $ask( 'POST', '/aether/v1/publishes' );
	return 201 === $answer['status'] ? $answer['data'] : throw new Exception( json_encode( $answer['data'] ) );
};
$save   = static fn ( string $id, array $config ) => $ask( 'PUT', '/aether/v1/settings/providers/' . $id, array( 'revision' => $ask( 'GET', '/aether/v1/settings' )['data']['revision'], 'config' => (object) $config ) );`;

let original = '';

beforeAll( async () => {
	original = await php< string >(
		`${ AUDITED } $ask( 'GET', '/aether/v1/settings' );
		$declare = static fn () => $ask( 'PUT', '/aether/v1/settings/schema/kept-host', array( 'fields' => array( array( 'id' => 'branch', 'type' => 'text' ), array( 'id' => 'token', 'type' => 'password' ) ) ) );
		$declare();
		return (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`
	);
} );
afterAll( () =>
	php(
		`delete_option( 'aether_audit_days' );
		delete_option( 'aether_provider_schemas' );
		return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $original ), array( 'option_name' => 'aether_settings' ) );`,
		{ original }
	)
);

describe( 'The audit log', () => {
	it( 'says who changed which fields, and no value', async () => {
		const events = await php< AuditEvent[] >(
			`${ AUDITED }
			$save( 'kept-host', array( 'branch' => 'a branch ' . wp_rand(), 'token' => $canary ) );
			$save( 'kept-host', array( 'token' => null ) );
			$save( 'kept-host', array( 'branch' => array( 'not', 'text' ) ) );
			$ask( 'DELETE', '/aether/v1/settings/providers/kept-host' );
			return $events();`,
			{ canary: CANARY }
		);
		expect(
			events.map( ( { event, provider, details } ) => ( {
				event,
				provider,
				details,
			} ) )
		).toEqual( [
			{
				event: 'settings.changed',
				provider: 'kept-host',
				details: { fields: [ 'branch' ] },
			},
			{
				event: 'secret.changed',
				provider: 'kept-host',
				details: { fields: [ 'token' ] },
			},
			{
				event: 'secret.cleared',
				provider: 'kept-host',
				details: { fields: [ 'token' ] },
			},
			{ event: 'settings.forgotten', provider: 'kept-host', details: [] },
		] );
		for ( const { user, at, ip } of events ) {
			expect( user ).toEqual( { id: 1, login: 'admin' } );
			expect( Math.abs( Date.parse( at ) - Date.now() ) ).toBeLessThan(
				300_000
			);
			expect( ip ).toBe( '127.0.0.1' );
		}
		expect( JSON.stringify( events ) ).not.toContain( CANARY );
	} );

	it( 'says how publishes began and ended, which keys were given, and what the relay refused', async () => {
		const events = await php< AuditEvent[] >(
			`${ AUDITED }
			$save( 'kept-host', array( 'token' => $canary ) );
			$key     = array( 'field' => 'token', 'date' => gmdate( 'Ymd' ), 'region' => 'auto', 'service' => 's3' );
			$publish = $begin();
			$ask( 'POST', '/aether/v1/signing-keys/kept-host', $key );
			$ask( 'PATCH', '/aether/v1/publishes/' . $publish['id'], array( 'lease' => $publish['lease'], 'fraction' => 0.5 ) );
			$ask( 'PATCH', '/aether/v1/publishes/' . $publish['id'], array( 'lease' => $publish['lease'], 'summary' => array( 'status' => 'partial', 'overridden' => array( 'shrunk' ) ) ) );
			$other = $begin();
			$ask( 'POST', '/aether/v1/publishes/' . $other['id'] . '/cancel' );
			$ask( 'POST', '/aether/v1/relay/kept-host', array(), Aether\\Site_Exporter\\Relay\\Envelope::head( array( 'url' => 'https://elsewhere.test/?' . $canary, 'method' => 'GET', 'headers' => array() ) ) );
			return $events();`,
			{ canary: CANARY }
		);
		expect(
			events.map( ( { event, outcome } ) => `${ event } ${ outcome }` )
		).toEqual( [
			'secret.changed done',
			'publish.started done',
			'signing_key.issued done',
			'gate.overridden done',
			'publish.finished failed',
			'publish.started done',
			'publish.cancelled done',
			'relay.refused refused',
		] );
		expect( events.at( -1 )?.details ).toEqual( {
			host: 'https://elsewhere.test',
			method: 'GET',
			reason: 'host',
		} );
		expect( JSON.stringify( events ) ).not.toContain( CANARY );
	} );

	it( 'says each thing once, what providers activated, and which patterns changed', async () => {
		const events = await php< AuditEvent[] >(
			`${ AUDITED }
			$publish = $begin();
			$many    = array_map( static fn ( $n ) => 'finding-' . $n, range( 1, 51 ) );
			$summary = array( 'lease' => $publish['lease'], 'summary' => array( 'status' => 'success', 'overridden' => $many ) );
			$ask( 'PATCH', '/aether/v1/publishes/' . $publish['id'], $summary );
			$ask( 'PATCH', '/aether/v1/publishes/' . $publish['id'], $summary );
			$ask( 'POST', '/aether/v1/publishes/' . $publish['id'] . '/cancel' );
			$ask( 'POST', '/aether/v1/releases/cloudflare-r2:eu/static_site/activated', array( 'release' => 'r-7' ) );
			$ask( 'POST', '/aether/v1/releases/cloudflare-r2/static_site/activated', array( 'release' => 'r-8', 'outcome' => 'failed' ) );
			$ask( 'POST', '/aether/v1/releases/local-filesystem/static_site/activated', array( 'release' => 'r-9' ) );
			$ask( 'POST', '/aether/v1/releases/' . str_repeat( 'a', 64 ) . ':' . str_repeat( 'b', 32 ) . '/static_site/activated', array( 'release' => 'r-10' ) );
			foreach ( array( array( '/a' ), array( '/a' ), array() ) as $patterns ) {
				$ask( 'PUT', '/aether/v1/settings/rules', array( 'revision' => $ask( 'GET', '/aether/v1/settings' )['data']['revision'], 'rules' => array( 'excludePages' => $patterns ) ) );
			}
			return $events();`
		);
		expect(
			events.map(
				( { event, outcome, details } ) =>
					`${ event } ${ outcome } ${ details.release ?? '' }`
			)
		).toEqual( [
			'publish.started done ',
			'gate.overridden done ',
			'publish.finished done ',
			'release.activated done r-7',
			'release.activated failed r-8',
			'release.activated done r-10',
			'rules.changed done ',
			'rules.changed done ',
		] );
		expect( events[ 1 ]?.details.findings ).toHaveLength( 50 );
		expect( events.map( ( { provider } ) => provider ) ).toContain(
			'cloudflare-r2:eu'
		);
		expect( events.at( -1 )?.details ).toEqual( {
			fields: [ 'excludePages' ],
		} );
	} );

	it( 'names day, region and service of a signing key', async () => {
		const [ event ] = await php< AuditEvent[] >(
			`${ AUDITED }
			$save( 'kept-host', array( 'token' => $canary ) );
			$ask( 'POST', '/aether/v1/signing-keys/kept-host/allowance' );
			$ask( 'POST', '/aether/v1/signing-keys/kept-host', array( 'field' => 'token', 'date' => gmdate( 'Ymd' ), 'region' => 'eu-1', 'service' => 's3' ) );
			return array_slice( $events(), -1 );`,
			{ canary: CANARY }
		);
		expect( event ).toMatchObject( {
			event: 'signing_key.issued',
			provider: 'kept-host',
			details: {
				field: 'token',
				date: expect.stringMatching( /^\d{8}$/ ),
				region: 'eu-1',
				service: 's3',
			},
		} );
	} );

	it( 'gives a spreadsheet no cell to calculate', async () => {
		const areText = await php< boolean[] >(
			`return array_map( static fn ( $text ) => str_starts_with( explode( '","', explode( "\r\n", Aether\\Site_Exporter\\Audit\\Csv::from( array( array( 'at' => '', 'user' => array( 'id' => 1, 'login' => $text ), 'ip' => '', 'event' => '', 'provider' => '', 'outcome' => '', 'details' => array() ) ) ) )[1] )[2], "'" ), array( "=1\xff", ...$texts ) );`,
			{
				texts: [
					'=1+1',
					'+1',
					'-1',
					'@SUM(A1)',
					'\t=1',
					'\r=1',
					' =1',
					'\uff1d1',
					'plain',
					'a=b',
				],
			}
		);
		expect( areText ).toEqual( [
			...Array.from( { length: 9 }, () => true ),
			false,
			false,
		] );
	} );

	it( 'is read in pages, and exported as a table that no spreadsheet calculates', async () => {
		const { rest } = sharedWordPress();
		await php(
			`${ AUDITED } wp_set_current_user( 0 );
			Aether\\Site_Exporter\\Audit\\Audit_Log::record( 'test.event', '=1+1', 'done', array( 'text' => 'a "quoted", text' ) ); return true;`
		);
		const page = await rest( 'aether/v1/audit?per_page=1&event=test.' );
		expect( page.headers.get( 'X-WP-Total' ) ).toBe( '1' );
		expect( await page.json() ).toMatchObject( [
			{ event: 'test.event', details: { text: 'a "quoted", text' } },
		] );
		const table = await rest(
			'aether/v1/audit?format=csv&event=test.&per_page=1000'
		);
		expect( table.headers.get( 'Content-Type' ) ).toBe(
			'text/csv; charset=utf-8'
		);
		expect( table.headers.get( 'Content-Disposition' ) ).toBe(
			'attachment; filename="aether-audit.csv"'
		);
		const lines = ( await table.text() ).split( '\r\n' );
		expect( lines[ 0 ] ).toBe(
			'"at","user_id","user","ip","event","provider","outcome","details"'
		);
		expect( lines[ 1 ] ).toMatch(
			/^"[^"]+","0","","[^"]*","test\.event","'=1\+1","done","\{""text"":""a \\""quoted\\"", text""\}"$/
		);
		expect( lines.slice( 2 ) ).toEqual( [ '' ] );
	} );

	it( 'keeps as many days as it shall', async () => {
		const answer = await php< {
			statuses: number[];
			left: string[];
			scheduled: boolean;
		} >(
			`${ AUDITED }
			foreach ( array( 6, 3651, 'many', 30 ) as $days ) { $statuses[] = $ask( 'PUT', '/aether/v1/audit/retention', array( 'days' => $days ) )['status']; }
			$table = Aether\\Site_Exporter\\Audit\\Audit_Table::name();
			foreach ( array( 29 => 'test.young', 31 => 'test.old' ) as $age => $event ) {
				Aether\\Site_Exporter\\Audit\\Audit_Log::record( $event );
				$GLOBALS['wpdb']->query( "UPDATE $table SET at = at - $age * 86400000 WHERE event = '$event'" );
			}
			do_action( 'admin_init' );
			$scheduled = wp_next_scheduled( 'aether_prune_audit' );
			do_action( 'aether_prune_audit' );
			return array( 'statuses' => $statuses, 'left' => array_values( array_intersect( array( 'test.young', 'test.old' ), array_column( $log(), 'event' ) ) ), 'scheduled' => is_int( $scheduled ) );`
		);
		expect( answer ).toEqual( {
			statuses: [ 400, 400, 400, 200 ],
			left: [ 'test.young' ],
			scheduled: true,
		} );
	} );

	it( 'gives a person their data, and forgets the person', async () => {
		const answer = await php< {
			exported: { data: { data: { value: string }[] }[]; done: boolean };
			erased: { items_removed: boolean; done: boolean };
			left: AuditEvent;
			again: { data: unknown[] };
		} >(
			`${ AUDITED }
			require_once ABSPATH . 'wp-admin/includes/user.php';
			$id = wp_insert_user( array( 'user_login' => 'leaver', 'user_email' => 'leaver@example.com', 'user_pass' => wp_generate_password() ) );
			wp_set_current_user( $id );
			Aether\\Site_Exporter\\Audit\\Audit_Log::record( 'test.leaver' );
			$export = apply_filters( 'wp_privacy_personal_data_exporters', array() )['aether-site-exporter-audit']['callback'];
			$erase  = apply_filters( 'wp_privacy_personal_data_erasers', array() )['aether-site-exporter-audit']['callback'];
			$exported = $export( 'leaver@example.com', 1 );
			$erased   = $erase( 'leaver@example.com', 1 );
			$again    = $export( 'leaver@example.com', 1 );
			wp_set_current_user( 0 );
			wp_delete_user( $id );
			return array( 'exported' => $exported, 'erased' => $erased, 'left' => $log()[0], 'again' => $again );`
		);
		expect( answer.exported.done ).toBe( true );
		expect(
			answer.exported.data[ 0 ]?.data.map( ( { value } ) => value )
		).toEqual( expect.arrayContaining( [ 'test.leaver', '127.0.0.1' ] ) );
		expect( answer.erased ).toMatchObject( {
			items_removed: true,
			done: true,
		} );
		expect( answer.left ).toMatchObject( {
			event: 'test.leaver',
			user: { id: 0, login: '' },
			ip: '',
		} );
		expect( answer.again.data ).toEqual( [] );
	} );
} );
