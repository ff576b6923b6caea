import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWordPress, type WordPressStand } from '../stands/wordpress';

/** Uninstalling needs a WordPress of its own: the shared one would lose what other tests use. */
let stand: WordPressStand;

beforeAll( async () => {
	stand = await startWordPress( {
		constants: { AETHER_LOCAL_SWITCHING: 'rename' },
	} );
} );
afterAll( () => stand?.stop() );

/** What of ours is in the database: options, transients, tables, capabilities. */
const traces = async (): Promise< string[] > =>
	JSON.parse(
		await stand.runPhp( `
			global $wpdb;
			$traces = $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%aether%' AND option_name NOT LIKE 'aether_stand%'" );
			foreach ( $wpdb->get_col( "SHOW TABLES" ) as $table ) {
				if ( str_contains( $table, 'aether' ) ) { $traces[] = $table; }
			}
			foreach ( wp_roles()->roles as $name => $role ) {
				foreach ( array_keys( $role['capabilities'] ) as $capability ) {
					if ( str_contains( $capability, 'aether' ) ) { $traces[] = $name . ': ' . $capability; }
				}
			}
			echo json_encode( $traces );` )
	) as string[];

describe( 'The plugin', () => {
	it( 'removes nothing when it is deactivated, and everything when it is deleted', async () => {
		await stand.runPhp( `
			wp_set_current_user( 1 );
			get_role( 'editor' )->add_cap( 'aether_publish' );
			wp_get_current_user()->add_cap( 'aether_view' );
			$ask = static function ( $method, $route, $parameters ) {
				$request = new WP_REST_Request( $method, '/aether/v1/' . $route );
				$request->set_header( 'Content-Type', 'application/json' );
				$request->set_body( json_encode( $parameters ) );
				$response = rest_get_server()->dispatch( $request );
				if ( $response->is_error() ) { throw new Exception( $response->as_error()->get_error_message() ); }
				return $response->get_data();
			};
			$revision = $ask( 'GET', 'settings', array() )['revision'];
			$ask( 'PUT', 'settings/providers/local-filesystem', array( 'revision' => $revision, 'config' => array( 'directory' => wp_upload_dir()['basedir'] . '/elsewhere' ) ) );
			$ask( 'PUT', 'connections/some-provider', array( 'endsAt' => '2099-01-31' ) );
			$ask( 'PUT', 'settings/schema/some-provider', array( 'fields' => array( array( 'id' => 'a', 'type' => 'text' ) ) ) );
			$publish = $ask( 'POST', 'publishes', array() );
			$ask( 'POST', 'publishes/' . $publish['id'] . '/journal', array( 'lease' => $publish['lease'], 'part' => 0 ) );
			$ask( 'PUT', 'ledgers/some-provider/static_site', array( 'entries' => new stdClass() ) );
			$release = $ask( 'POST', 'local/static_site/releases', array( 'publishId' => $publish['id'] ) );
			$ask( 'POST', 'local/static_site/releases/' . $release['id'] . '/activate', array( 'fileCount' => 0 ) );` );
		const before = await traces();
		expect( before ).toEqual(
			expect.arrayContaining( [
				'aether_settings',
				'aether_provider_schemas',
				'aether_credential_ends',
				'aether_database_version',
				'aether_private_directory',
				'wp_aether_publishes',
				'aether_journal_version',
				'wp_aether_journal',
				'aether_audit_version',
				'wp_aether_audit',
				'editor: aether_publish',
			] )
		);
		const site = join( stand.uploadsDirectory, 'elsewhere/static_site' );
		expect( existsSync( join( site, 'current' ) ) ).toBe( true );

		await stand.runPhp( `
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			deactivate_plugins( array( 'aether-site-exporter-providers/aether-site-exporter-providers.php', 'aether-site-exporter/aether-site-exporter.php' ) );` );
		expect( ( await traces() ).sort() ).toEqual( before.sort() );
		expect( existsSync( join( site, 'current' ) ) ).toBe( true );

		await stand.runPhp( `
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			uninstall_plugin( 'aether-site-exporter/aether-site-exporter.php' );` );
		expect( await traces() ).toEqual( [] );
		expect( existsSync( site ) ).toBe( false );
		expect(
			readdirSync( stand.uploadsDirectory ).filter( ( name ) =>
				name.includes( 'aether' )
			)
		).toEqual( [] );
	} );
} );
