import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPhp } from './control';
import { wordPressCore } from './core/index';
import { lockSite } from './lock';
import { startPlayground } from './playground';
import { CORE_CACHE, PLUGIN_FOLDERS, PROJECT } from './project';
import { completeMark, pluginFolders, prepareTree } from './tree';
import type { StartOptions, WordPressStand } from './types';

export { runPhp } from './control';
export { moveSite, SITE_LOCATIONS, type SiteLocation } from './location';
export { SiteInUseError } from './lock';
export { PortTakenError } from './playground';
export { PLUGIN_FOLDERS, PROJECT } from './project';
export * from './types';

/** Where the stand's PHP files appear in WordPress. */
const STAND_IN_PHP = '/stand';
const STAND = fileURLToPath( new URL( './', import.meta.url ) );

/** What the Playground installs. */
const USER = 'admin';
const PASSWORD = 'password';

/** One for each processor; two at least, because WordPress asks itself, and more than six wait for the database. */
const phpWorkers = (): number =>
	Math.min( 6, Math.max( 2, availableParallelism() ) );

const phpString = ( text: string ): string =>
	`'${ text.replace( /[\\']/g, '\\$&' ) }'`;

const activation = ( slugs: readonly string[] ): string => `
	require_once ABSPATH . 'wp-admin/includes/plugin.php';
	wp_set_current_user( 1 );
	foreach ( [ ${ slugs.map( ( slug ) => phpString( `${ slug }/${ slug }.php` ) ).join( ', ' ) } ] as $plugin ) {
		$outcome = activate_plugin( $plugin );
		if ( is_wp_error( $outcome ) ) {
			throw new RuntimeException( $plugin . ': ' . $outcome->get_error_message() );
		}
	}`;

const NEW_APPLICATION_PASSWORD = `
	foreach ( WP_Application_Passwords::get_user_application_passwords( 1 ) as $item ) {
		if ( 'Stand' === $item['name'] ) {
			WP_Application_Passwords::delete_application_password( 1, $item['uuid'] );
		}
	}
	$created = WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'Stand' ) );
	if ( is_wp_error( $created ) ) {
		throw new RuntimeException( $created->get_error_message() );
	}
	echo $created[0];`;

/**
 * Boots a real WordPress with the project's plugins on 127.0.0.1.
 *
 * It ends with `stop()`, with the signal, or with the process that started it.
 *
 * @param  options Everything has a default.
 * @throws {Error} When no WordPress can be obtained, it does not boot, or a plugin cannot be activated.
 */
export async function startWordPress(
	options: StartOptions = {}
): Promise< WordPressStand > {
	const {
		version = '7.1',
		port = 0,
		content = 'empty',
		plugins = PLUGIN_FOLDERS,
		themes = [],
		signal,
		log = () => {},
	} = options;
	const folders = pluginFolders( plugins );
	const temporary = options.directory === undefined;
	const directory =
		options.directory !== undefined
			? resolve( options.directory )
			: await mkdtemp( join( tmpdir(), 'aether-wordpress-' ) );
	const controlToken = randomBytes( 24 ).toString( 'hex' );

	const unlock = temporary ? null : await lockSite( directory );
	const discard = async (): Promise< void > => {
		if ( temporary ) {
			await rm( directory, { recursive: true, force: true } );
		}
		await unlock?.();
	};
	let stop = discard;
	try {
		const isNew = await prepareTree(
			() =>
				wordPressCore( version, {
					cache: CORE_CACHE,
					explicit: process.env.AETHER_WORDPRESS_CORE,
					log,
					...( signal && { signal } ),
				} ),
			directory,
			controlToken,
			options
		);
		log( 'Booting WordPress' );
		const playground = await startPlayground(
			{
				directory,
				temporary,
				php: '8.3',
				port,
				workers: phpWorkers(),
				mounts: [
					...folders.map( ( { hostPath, slug } ) => ( {
						hostPath,
						vfsPath: `/wordpress/wp-content/plugins/${ slug }`,
					} ) ),
					...themes.map( ( theme ) => ( {
						hostPath: resolve( PROJECT, theme ),
						vfsPath: `/wordpress/wp-content/themes/${ basename( theme ) }`,
					} ) ),
					{ hostPath: STAND, vfsPath: STAND_IN_PHP },
				],
			},
			signal
		);
		stop = async () => {
			await playground.stop();
			await discard();
		};

		const access = { url: playground.url, controlToken };
		const php = ( code: string ): Promise< string > =>
			runPhp( access, code, signal );
		if ( isNew ) {
			await php( `require '${ STAND_IN_PHP }/php/first-boot.php';` );
			await php( activation( folders.map( ( { slug } ) => slug ) ) );
			if ( content === 'demo' ) {
				log( 'Writing the demo content' );
				await php( `require '${ STAND_IN_PHP }/content/demo.php';` );
			}
			await php( `touch( '${ completeMark( '/wordpress' ) }' );` );
		} else {
			await php( `require '${ STAND_IN_PHP }/php/moved.php';` );
			await php( activation( folders.map( ( { slug } ) => slug ) ) );
		}
		const applicationPassword = await php( NEW_APPLICATION_PASSWORD );

		return {
			url: playground.url,
			adminUrl: `${ playground.url }/wp-admin/`,
			user: USER,
			password: PASSWORD,
			applicationPassword,
			directory,
			uploadsDirectory: join( directory, 'wp-content/uploads' ),
			standInPhp: STAND_IN_PHP,
			controlToken,
			runPhp: ( code ) => runPhp( access, code ),
			stop,
		};
	} catch ( error ) {
		await stop();
		throw error;
	}
}
