import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runPhp } from './control';
import { wordPressCore } from './core/index';
import {
	ADMINISTRATOR,
	nativeGround,
	playgroundGround,
	type Ground,
} from './ground';
import { lockSite } from './lock';
import { CORE_CACHE, PLUGIN_FOLDERS } from './project';
import { completeMark, pluginFolders, prepareTree } from './tree';
import type { PhpKind, StartOptions, WordPressStand } from './types';

export { runPhp } from './control';
export { moveSite, SITE_LOCATIONS, type SiteLocation } from './location';
export { SiteInUseError } from './lock';
export { PLUGIN_FOLDERS, PROJECT } from './project';
export { PortTakenError } from './server-process';
export * from './types';

/**
 * What tests run on: native PHP where the test command found it.
 * @param temporary Whether the site goes with the stand; one that is kept has its database in its tree.
 */
const usualPhp = ( temporary: boolean ): PhpKind =>
	temporary && process.env.AETHER_TEST_PHP === 'native' ? 'native' : 'wasm';

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
		core = process.env.AETHER_WORDPRESS_CORE,
		signal,
		log = () => {},
	} = options;
	const folders = pluginFolders( plugins );
	const temporary = options.directory === undefined;
	const { php: kind = usualPhp( temporary ) } = options;
	if ( kind === 'native' && ! temporary ) {
		throw new Error(
			'Only PHP in WebAssembly keeps a site in a directory.'
		);
	}
	const directory =
		options.directory !== undefined
			? resolve( options.directory )
			: await mkdtemp( join( tmpdir(), 'aether-wordpress-' ) );
	const controlToken = randomBytes( 24 ).toString( 'hex' );

	const unlock = temporary ? null : await lockSite( directory );
	let ground: Ground | undefined;
	const discard = async (): Promise< void > => {
		await ground?.discard();
		if ( temporary ) {
			await rm( directory, { recursive: true, force: true } );
		}
		await unlock?.();
	};
	let stop = discard;
	try {
		const groundOptions = {
			directory,
			temporary,
			port,
			plugins: folders,
			themes,
			log,
		};
		ground =
			kind === 'native'
				? await nativeGround( groundOptions )
				: playgroundGround( groundOptions );
		const { root, standInPhp } = ground;
		const isNew = await prepareTree(
			() =>
				wordPressCore( version, {
					cache: CORE_CACHE,
					explicit: core,
					log,
					...( signal && { signal } ),
				} ),
			directory,
			controlToken,
			{ ...options, ground }
		);
		log( 'Booting WordPress' );
		const server = await ground.start( signal );
		stop = async () => {
			await server.stop();
			await discard();
		};

		const access = { url: server.url, controlToken };
		const php = ( code: string ): Promise< string > =>
			runPhp( access, code, signal );
		if ( isNew ) {
			await php( `require '${ standInPhp }/php/first-boot.php';` );
			await php( activation( folders.map( ( { slug } ) => slug ) ) );
			if ( content === 'demo' ) {
				log( 'Writing the demo content' );
				await php( `require '${ standInPhp }/content/demo.php';` );
			}
			await php( `touch( '${ completeMark( root ) }' );` );
		} else {
			await php( `require '${ standInPhp }/php/moved.php';` );
			await php( activation( folders.map( ( { slug } ) => slug ) ) );
		}
		const applicationPassword = await php( NEW_APPLICATION_PASSWORD );

		return {
			url: server.url,
			adminUrl: `${ server.url }/wp-admin/`,
			...ADMINISTRATOR,
			applicationPassword,
			directory,
			root,
			uploadsDirectory: join( directory, 'wp-content/uploads' ),
			standInPhp,
			controlToken,
			processes: server.processes,
			runPhp: ( code ) => runPhp( access, code ),
			stop,
		};
	} catch ( error ) {
		await stop();
		throw error;
	}
}
