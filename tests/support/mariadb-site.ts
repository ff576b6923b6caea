import { randomBytes } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setUpNativeStack, startNativeStack } from '../../tools/bench/stack';
import {
	PLUGIN_FOLDERS,
	PROJECT,
	runPhp,
	type WordPressStand,
	type WordPressVersion,
} from '../stands/wordpress';
import { LOCATION_FILE } from '../stands/wordpress/configuration';
import { wordPressCore } from '../stands/wordpress/core';
import { CORE_CACHE } from '../stands/wordpress/project';

const PROGRAMS = join( PROJECT, '.cache/bench' );

/** The stand's folder; native PHP sees this machine as it is. */
const STAND = join( PROJECT, 'tests/stands/wordpress' );

const say = ( line: string ) => process.stderr.write( `${ line }\n` );

/**
 * Lets tests run PHP in a site that the stand did not start.
 *
 * @param documentRoot
 * @param token        Opens the door.
 */
async function addControlDoor(
	documentRoot: string,
	token: string
): Promise< void > {
	const target = join( documentRoot, 'wp-content/mu-plugins' );
	await mkdir( target, { recursive: true } );
	await writeFile(
		join( target, 'aether-stand-0-token.php' ),
		`<?php define( 'AETHER_STAND_TOKEN', '${ token }' );\n`,
		{ mode: 0o600 }
	);
	await copyFile(
		join( STAND, 'php/control.php' ),
		join( target, 'aether-stand-control.php' )
	);
}

/**
 * Lets tests move the site to another place on its host.
 *
 * @param documentRoot
 */
async function readLocation( documentRoot: string ): Promise< void > {
	const config = join( documentRoot, 'wp-config.php' );
	const text = await readFile( config, 'utf8' );
	await writeFile(
		config,
		text.replace(
			'require_once ABSPATH',
			`if ( is_file( ABSPATH . '${ LOCATION_FILE }' ) ) { require ABSPATH . '${ LOCATION_FILE }'; }\n$&`
		)
	);
}

/**
 * Starts a WordPress in MariaDB, with native PHP, as empty as the stand's.
 *
 * @param version
 * @param themes  Folders, relative to the project.
 */
export async function startMariaDbSite(
	version: WordPressVersion,
	themes: readonly string[]
): Promise< WordPressStand > {
	await setUpNativeStack( PROGRAMS, say );
	const stack = await startNativeStack( {
		directory: PROGRAMS,
		core: await wordPressCore( version, {
			cache: CORE_CACHE,
			explicit: process.env.AETHER_WORDPRESS_CORE,
			log: say,
		} ),
		plugins: PLUGIN_FOLDERS.map( ( name ) => join( PROJECT, name ) ),
		report: say,
	} );
	try {
		const directory = stack.documentRoot;
		for ( const theme of themes ) {
			await cp(
				join( PROJECT, theme ),
				join( directory, 'wp-content/themes', basename( theme ) ),
				{ recursive: true }
			);
		}
		const controlToken = randomBytes( 24 ).toString( 'hex' );
		await addControlDoor( directory, controlToken );
		await readLocation( directory );
		const php = ( code: string ) =>
			runPhp( { url: stack.url, controlToken }, code );
		await php( `require '${ STAND }/php/first-boot.php';` );
		return {
			url: stack.url,
			adminUrl: `${ stack.url }/wp-admin/`,
			user: stack.user,
			password: stack.password,
			applicationPassword: stack.applicationPassword,
			directory,
			uploadsDirectory: join( directory, 'wp-content/uploads' ),
			standInPhp: STAND,
			controlToken,
			runPhp: php,
			stop: stack.stop,
		};
	} catch ( error ) {
		await stack.stop();
		throw error;
	}
}
