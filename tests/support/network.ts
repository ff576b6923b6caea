import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WordPressStand } from '../stands/wordpress';

/**
 * Makes a network of sites in sub-directories of a stand that is one site, with the plugins active on all of it.
 *
 * @param stand Its own, because it stays a network.
 * @param sites Paths of further sites: `second`.
 * @return Ids of the further sites.
 */
export async function makeNetwork(
	stand: WordPressStand,
	sites: readonly string[]
): Promise< number[] > {
	const { host } = new URL( stand.url );
	await stand.runPhp( `
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		global $wpdb;
		foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) { $wpdb->$table = $name; }
		if ( ! defined( 'WP_INSTALLING_NETWORK' ) ) { define( 'WP_INSTALLING_NETWORK', true ); }
		install_network();
		$made = populate_network( 1, '${ host }', 'network@example.com', 'A network', '/', false );
		if ( is_wp_error( $made ) && 'no_wildcard_dns' !== $made->get_error_code() ) { throw new Exception( $made->get_error_message() ); }` );
	const config = join( stand.directory, 'wp-config.php' );
	const constants = Object.entries( {
		WP_ALLOW_MULTISITE: 'true',
		MULTISITE: 'true',
		SUBDOMAIN_INSTALL: 'false',
		DOMAIN_CURRENT_SITE: `'${ host }'`,
		PATH_CURRENT_SITE: "'/'",
		SITE_ID_CURRENT_SITE: '1',
		BLOG_ID_CURRENT_SITE: '1',
	} ).map( ( [ name, value ] ) => `define( '${ name }', ${ value } );\n` );
	await writeFile(
		config,
		( await readFile( config, 'utf8' ) ).replace(
			'<?php\n',
			`<?php\n${ constants.join( '' ) }`
		)
	);
	return JSON.parse(
		await stand.runPhp( `
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			if ( ! is_multisite() ) { throw new Exception( 'This is no network.' ); }
			grant_super_admin( 1 );
			update_network_option( 1, 'using_application_passwords', 1 );
			wp_set_current_user( 1 );
			$ids = array();
			foreach ( json_decode( '${ JSON.stringify( sites ) }' ) as $path ) {
				$id = wpmu_create_blog( '${ host }', '/' . $path . '/', $path, 1 );
				if ( is_wp_error( $id ) ) { throw new Exception( $id->get_error_message() ); }
				$ids[] = $id;
			}
			foreach ( array( 'aether-site-exporter', 'aether-site-exporter-providers' ) as $slug ) {
				deactivate_plugins( $slug . '/' . $slug . '.php', true, false );
				$active = activate_plugin( $slug . '/' . $slug . '.php', '', true );
				if ( is_wp_error( $active ) ) { throw new Exception( $active->get_error_message() ); }
			}
			echo json_encode( $ids );` )
	) as number[];
}
