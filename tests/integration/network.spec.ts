import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWordPress, type WordPressStand } from '../stands/wordpress';
import { makeNetwork } from '../support/network';
import { ASK } from '../support/php';
import { breaches, documentedCapabilities, walk } from '../support/rest-matrix';
import { testWordPressVersion } from '../support/version';

const CANARY = 'canary-a17e-of-one-site';

let stand: WordPressStand;
let second: number;
let third: number;

const php = async < Result >( code: string ): Promise< Result > =>
	JSON.parse(
		await stand.runPhp( `echo json_encode( ( static function () {
			[ $second, $third, $canary ] = array( ${ second }, ${ third }, '${ CANARY }' );
			${ ASK }
			add_filter( 'aether_rate_limit', '__return_zero' );
			$as   = static function ( int $user ) { wp_set_current_user( 0 ); wp_set_current_user( $user ); };
			$read = static fn () => $ask( 'GET', '/aether/v1/settings' );
			$put  = static fn ( string $id, array $config ) => $ask( 'PUT', '/aether/v1/settings/providers/' . $id, array( 'revision' => $read()['data']['revision'], 'config' => (object) $config ) );
			${ code }
		} )(), JSON_THROW_ON_ERROR );` )
	) as Result;

beforeAll( async () => {
	stand = await startWordPress( {
		version: testWordPressVersion(),
		constants: ( root ) => ( {
			AETHER_LOCAL_SWITCHING: 'rename',
			AETHER_ALLOWED_ROOTS: `${ root }/wp-content/shared`,
		} ),
	} );
	[ second = 0, third = 0 ] = await makeNetwork( stand, [
		'second',
		'third',
	] );
} );
afterAll( () => stand?.stop() );

describe( 'On a network of sites', () => {
	it( 'a bundle of one site names the plugins of the whole network, and carries those that the site chose', async () => {
		const folder = join( stand.directory, 'wp-content/plugins/for-all' );
		await mkdir( folder );
		await writeFile(
			join( folder, 'for-all.php' ),
			'<?php\n/* Plugin Name: For all */\n'
		);
		const [ before, after, packages ] = await php<
			readonly [
				{ readonly leftAtHome: readonly string[] },
				{
					readonly plugins: readonly string[];
					readonly leftAtHome: readonly string[];
				},
				readonly string[],
			]
		>( `
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			wp_clean_plugins_cache();
			$file   = 'for-all/for-all.php';
			$active = activate_plugin( $file, '', true );
			if ( is_wp_error( $active ) ) { throw new Exception( $active->get_error_message() ); }
			switch_to_blog( $second );
			$as( 1 );
			$facts  = static fn () => $ask( 'GET', '/aether/v1/bundle' )['data'];
			$before = $facts();
			$ask( 'PUT', '/aether/v1/settings/bundle', array( 'revision' => $read()['data']['revision'], 'bundle' => array( 'plugins' => array( $file ) ) ) );
			$found  = array( $before, $facts(), array_column( $ask( 'GET', '/aether/v1/bundle/code' )['data']['items'], 'package' ) );
			deactivate_plugins( $file, true, true );
			return $found;` );
		expect( before.leftAtHome ).toContain( 'for-all/for-all.php' );
		expect( after.plugins ).toEqual( [ 'for-all/for-all.php' ] );
		expect( after.leftAtHome ).not.toContain( 'for-all/for-all.php' );
		expect( packages ).toContain( 'plugins/for-all' );
	} );

	it( 'people have rights on their own site alone, and network administrators on all', async () => {
		const may = await php< Record< string, boolean[] > >( `
			$user = static fn ( string $login ) => wpmu_create_user( $login . wp_rand(), wp_generate_password(), $login . wp_rand() . '@example.com' );
			$administrator = $user( 'siteadmin' );
			$editor        = $user( 'siteeditor' );
			add_user_to_blog( $second, $administrator, 'administrator' );
			add_user_to_blog( $second, $editor, 'editor' );
			add_user_to_blog( $third, $editor, 'editor' );
			switch_to_blog( $second );
			( new WP_User( $editor ) )->add_cap( 'aether_publish' );
			restore_current_blog();
			$may = array();
			foreach ( array( 'network administrator' => 1, 'administrator of the second' => $administrator, 'editor who publishes the second' => $editor ) as $who => $id ) {
				$as( $id );
				foreach ( array( 1, $second, $third ) as $site ) {
					switch_to_blog( $site );
					foreach ( array( 'aether_view', 'aether_publish', 'aether_configure' ) as $capability ) { $may[ $who ][] = current_user_can( $capability ); }
					restore_current_blog();
				}
			}
			return $may;` );
		const [ all, none ] = [ true, false ].map( ( is ) => [ is, is, is ] );
		expect( may ).toEqual( {
			'network administrator': [ ...all!, ...all!, ...all! ],
			'administrator of the second': [ ...none!, ...all!, ...none! ],
			'editor who publishes the second': [
				...none!,
				...[ true, true, false ],
				...none!,
			],
		} );
	} );

	it( 'every route lets a network administrator in, and a person of no site out', async () => {
		const needed = await documentedCapabilities();
		const network = await walk( stand.runPhp, {
			role: 'subscriber',
			isNetworkAdministrator: true,
		} );
		expect(
			breaches(
				network.answers,
				[
					'aether_view',
					'aether_publish',
					'aether_configure',
					'manage_options',
				],
				needed,
				false
			)
		).toEqual( [] );
		expect( network.complaints ).toEqual( [] );
		const subscriber = await walk( stand.runPhp, { role: 'subscriber' } );
		expect( breaches( subscriber.answers, [], needed, false ) ).toEqual(
			[]
		);
		expect( subscriber.answers.length ).toBe( network.answers.length );
	} );

	it( 'answers at the address of each site for that site', async () => {
		const answers = await Promise.all(
			[ '', '/second', '/third' ].map( async ( site ) => {
				const response = await fetch(
					`${ stand.url }${ site }/wp-json/aether/v1/site`,
					{
						headers: {
							Authorization: `Basic ${ Buffer.from( `${ stand.user }:${ stand.applicationPassword }` ).toString( 'base64' ) }`,
						},
					}
				);
				return ( await response.json() ) as { homeUrl: string };
			} )
		);
		expect( answers.map( ( { homeUrl } ) => homeUrl ) ).toEqual( [
			`${ stand.url }/`,
			`${ stand.url }/second/`,
			`${ stand.url }/third/`,
		] );
	} );

	it( 'a secret opens on its own site only', async () => {
		const answer = await php< Record< string, string > >( `
			$as( 1 );
			$token = static fn () => json_decode( json_encode( $read()['data'] ), true )['secrets']['gitlab']['personal_access_token'];
			switch_to_blog( $second );
			$put( 'gitlab', array( 'project_id' => 'a/b', 'personal_access_token' => $canary ) );
			$stored  = get_option( 'aether_settings' );
			$answer  = array( 'own' => $token() );
			switch_to_blog( $third );
			$answer += array( 'other' => $token() );
			update_option( 'aether_settings', $stored );
			$answer += array( 'moved' => $token() );
			delete_option( 'aether_settings' );
			restore_current_blog();
			restore_current_blog();
			return $answer;` );
		expect( answer ).toEqual( {
			own: 'set',
			other: 'unset',
			moved: 'unreadable',
		} );
	} );

	it( 'an administrator of one site cannot publish into a directory of another', async () => {
		const statuses = await php< Record< string, number > >( `
			wp_mkdir_p( ABSPATH . 'wp-content/shared/other-site' );
			switch_to_blog( $second );
			$id = wpmu_create_user( 'directory' . wp_rand(), wp_generate_password(), 'directory' . wp_rand() . '@example.com' );
			add_user_to_blog( $second, $id, 'administrator' );
			$as( $id );
			$uploads  = wp_upload_dir()['basedir'];
			$statuses = array(
				'own uploads'         => $put( 'local-filesystem', array( 'directory' => $uploads . '/published' ) )['status'],
				'uploads of another'  => $put( 'local-filesystem', array( 'directory' => dirname( $uploads ) . '/' . $third ) )['status'],
				'a shared root'       => $put( 'local-filesystem', array( 'directory' => ABSPATH . 'wp-content/shared/other-site' ) )['status'],
			);
			$as( 1 );
			$statuses['a shared root, by the network administrator'] = $put( 'local-filesystem', array( 'directory' => ABSPATH . 'wp-content/shared/second' ) )['status'];
			$put( 'local-filesystem', array( 'directory' => null ) );
			restore_current_blog();
			return $statuses;` );
		expect( statuses ).toEqual( {
			'own uploads': 200,
			'uploads of another': 400,
			'a shared root': 400,
			'a shared root, by the network administrator': 200,
		} );
	} );

	it( 'a site that is deleted takes its tables along', async () => {
		const tables = await php< Record< 'before' | 'after', string[] > >( `
			global $wpdb;
			$site = wpmu_create_blog( get_network()->domain, '/leaving/', 'Leaving', 1 );
			$ours = static fn () => array_values( preg_grep( '/^' . $wpdb->get_blog_prefix( $site ) . '/', $wpdb->get_col( 'SHOW TABLES' ) ) );
			switch_to_blog( $site );
			$as( 1 );
			$ask( 'POST', '/aether/v1/publishes' );
			restore_current_blog();
			$before = array_values( preg_grep( '/aether/', $ours() ) );
			wp_delete_site( $site );
			return array( 'before' => $before, 'after' => $ours() );` );
		expect( tables.before ).toHaveLength( 2 );
		expect( tables.after ).toEqual( [] );
	} );

	it( 'uninstalling leaves nothing on any site', async () => {
		const traces = `
			global $wpdb;
			$traces = array();
			foreach ( array( 1, $second, $third ) as $site ) {
				switch_to_blog( $site );
				foreach ( $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%aether%' AND option_name NOT LIKE 'aether_stand%'" ) as $name ) { $traces[] = $site . ': ' . $name; }
				if ( wp_next_scheduled( 'aether_prune_audit' ) ) { $traces[] = $site . ': cron'; }
				foreach ( wp_roles()->roles as $name => $role ) {
					if ( preg_grep( '/aether/', array_keys( $role['capabilities'] ) ) ) { $traces[] = $site . ': role ' . $name; }
				}
				restore_current_blog();
			}
			foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) { if ( str_contains( $table, 'aether' ) ) { $traces[] = $table; } }
			foreach ( $wpdb->get_results( "SELECT user_id, meta_key FROM {$wpdb->usermeta} WHERE meta_value LIKE '%aether%' AND meta_key LIKE '%capabilities'" ) as $row ) { $traces[] = $row->meta_key . ' of a person'; }
			sort( $traces );
			return $traces;`;
		const before = await php< string[] >( `
			$as( 1 );
			foreach ( array( 1, $second, $third ) as $site ) {
				switch_to_blog( $site );
				get_role( 'editor' )->add_cap( 'aether_publish' );
				$put( 'gitlab', array( 'project_id' => 'a/b', 'personal_access_token' => $canary ) );
				$publish = $ask( 'POST', '/aether/v1/publishes' )['data'];
				$release = $ask( 'POST', '/aether/v1/local/static_site/releases', array( 'publishId' => $publish['id'] ) )['data'];
				$ask( 'POST', '/aether/v1/local/static_site/releases/' . $release['id'] . '/activate', array( 'fileCount' => 0 ) );
				$ask( 'PUT', '/aether/v1/ledgers/gitlab/static_site', array( 'entries' => new stdClass() ) );
				Aether\\Site_Exporter\\Audit\\Audit_Retention::schedule();
				restore_current_blog();
			}
			${ traces }` );
		for ( const site of [ 1, second, third ] ) {
			expect( before ).toEqual(
				expect.arrayContaining( [
					`${ site }: aether_settings`,
					`${ site }: aether_private_directory`,
					`${ site }: cron`,
					`${ site }: role editor`,
				] )
			);
		}
		const folders = [ '', `sites/${ second }`, `sites/${ third }` ].map(
			( path ) => join( stand.uploadsDirectory, path )
		);
		for ( const folder of folders ) {
			expect( existsSync( join( folder, 'aether' ) ) ).toBe( true );
		}
		await stand.runPhp( `
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			wp_set_current_user( 1 );
			deactivate_plugins( array( 'aether-site-exporter-providers/aether-site-exporter-providers.php', 'aether-site-exporter/aether-site-exporter.php' ), true, true );` );
		expect( await php< string[] >( traces ) ).toEqual( before );
		await stand.runPhp( `
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			uninstall_plugin( 'aether-site-exporter/aether-site-exporter.php' );` );
		expect( await php< string[] >( traces ) ).toEqual( [] );
		for ( const folder of folders ) {
			expect(
				readdirSync( folder ).filter( ( name ) =>
					name.includes( 'aether' )
				)
			).toEqual( [] );
		}
	} );
} );
