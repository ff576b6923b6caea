import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();
const content = dirname( wordPress.uploadsDirectory );

const put = async ( file: string, text = 'x' ): Promise< void > => {
	await mkdir( dirname( file ), { recursive: true } );
	await writeFile( file, text );
};

describe( 'Programs of a bundle', () => {
	const plugin = join( content, 'plugins/private-names' );
	const MAIN = 'private-names/private-names.php';

	beforeAll( async () => {
		await put(
			join( content, 'plugins', MAIN ),
			'<?php\n/* Plugin Name: Private Names */\n'
		);
		await php(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); activate_plugin( $main ); return null;`,
			{ main: MAIN }
		);
	} );
	afterAll( async () => {
		await php(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( $main ); return null;`,
			{ main: MAIN }
		);
		await rm( plugin, { recursive: true, force: true } );
	} );

	/**
	 * What is listed of a plugin, and which of the paths are given to somebody who asks for them by name.
	 * @param paths Below the plugin's folder.
	 */
	const travelling = ( paths: readonly string[] ) =>
		php< { readonly listed: string[]; readonly given: string[] } >(
			`add_filter( 'aether_bundle_plugins', static fn () => array( $main ) );
			$code = new Aether\\Site_Exporter\\Bundle\\Code();
			$page = $code->page( Aether\\Site_Exporter\\Site\\Cursor::decode( '' ), 100 );
			return array(
				'listed' => array_map( static fn ( $path ) => substr( $path, strlen( 'plugins/private-names/' ) ), array_column( array_column( $page['items'], 'files', 'package' )['plugins/private-names'], 'path' ) ),
				'given'  => array_values( array_filter( $paths, static fn ( $path ) => null !== $code->locate( 'plugins/private-names/' . $path ) ) ),
			);`,
			{ main: MAIN, paths }
		);

	it( 'come without logs, keys and environments, and with everything that they run', async () => {
		const kept = [
			'error_log',
			'php_errorlog',
			'php_error.log',
			'debug_log',
			'debug.log.1',
			'access_log-20260101',
			'ssl_access_log',
			'error_log.txt',
			'inc/error_log',
			'prod.env',
			'prod.env.dist',
			'.htpasswd',
			'sites.htpasswd',
			'htpasswd',
			'id_rsa',
			'id_ed25519.pub',
			'server.pem',
			'server.key',
			'server.pfx',
			'wp-config.php',
			'wp-config.php.bak',
		];
		const run = [
			'access-log.php',
			'class.db.php',
			'debug-log/list.php',
			'debug.log.php',
			'defaults.ini',
			'error-log.js',
			'nginx.conf',
			'prod.env.js',
			'private-names.php',
		];
		for ( const path of [ ...kept, ...run ] ) {
			await put( join( plugin, path ), '<?php' );
		}
		const { listed, given } = await travelling( [ ...kept, ...run ] );
		expect( listed.sort() ).toEqual( [ ...run ].sort() );
		expect( given.sort() ).toEqual( [ ...run ].sort() );
	} );

	it( 'give nothing private under the name of a link', async () => {
		await put( join( plugin, '.git/config' ) );
		await put( join( plugin, 'linked/dump.sql' ) );
		await put( join( plugin, 'linked/real.txt' ) );
		await symlink( '../.git/config', join( plugin, 'linked/a.txt' ) );
		await symlink( 'dump.sql', join( plugin, 'linked/b.txt' ) );
		await symlink( 'real.txt', join( plugin, 'linked/c.txt' ) );
		const { given } = await travelling( [
			'linked/a.txt',
			'linked/b.txt',
			'linked/c.txt',
			'linked/real.txt',
		] );
		expect( given ).toEqual( [ 'linked/c.txt', 'linked/real.txt' ] );
	} );
} );

describe( 'Media of a bundle', () => {
	const folder = join( wordPress.uploadsDirectory, 'private-links' );
	const sold = join( wordPress.uploadsDirectory, 'woocommerce_uploads' );
	const files = [
		'sold.pdf',
		'environment.pdf',
		'log.pdf',
		'program.pdf',
		'outside.pdf',
		'public.pdf',
	];

	afterAll( async () => {
		await rm( folder, { recursive: true, force: true } );
		await rm( join( sold, 'paid.pdf' ), { force: true } );
	} );

	it( 'give nothing private under the name of a link', async () => {
		await put( join( sold, 'paid.pdf' ) );
		await put( join( folder, '.env' ) );
		await put( join( folder, 'error_log' ) );
		await put( join( folder, 'shell.php' ) );
		await put( join( folder, 'free.pdf' ) );
		for ( const [ name, target ] of [
			[ 'sold.pdf', join( sold, 'paid.pdf' ) ],
			[ 'environment.pdf', '.env' ],
			[ 'log.pdf', 'error_log' ],
			[ 'program.pdf', 'shell.php' ],
			[ 'outside.pdf', join( content, 'index.php' ) ],
			[ 'public.pdf', 'free.pdf' ],
		] as const ) {
			await symlink( target, join( folder, name ) );
		}
		expect(
			await php(
				`$media = new Aether\\Site_Exporter\\Bundle\\Media( new Aether\\Site_Exporter\\Bundle\\Posts_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() ) );
				$found = $media->find( array( 'ids' => array(), 'hints' => array(), 'parents' => array(), 'paths' => $paths ) );
				return array( array_column( $found['files'], 'path' ), $found['missing'] );`,
				{
					paths: files.map( ( name ) => `private-links/${ name }` ),
				}
			)
		).toEqual( [
			[ 'uploads/private-links/public.pdf' ],
			[ 'environment', 'log', 'outside', 'program', 'sold' ].map(
				( name ) => `uploads/private-links/${ name }.pdf`
			),
		] );
	} );

	it( 'are pictures, whatever they show', async () => {
		await put( join( folder, 'error-log-screen.png' ) );
		await put( join( folder, 'debug_log.png' ) );
		expect(
			await php(
				`return array_map( array( Aether\\Site_Exporter\\Site\\Asset_Root::class, 'may_leave' ), $names );`,
				{
					names: [
						'a/error-log-screen.png',
						'debug_log.png',
						'a/error_log',
						'id_rsa',
						'prod.env',
						'a.pem',
						'a.ini',
						'a.php',
					],
				}
			)
		).toEqual( [ true, true, false, false, false, false, false, false ] );
	} );
} );
