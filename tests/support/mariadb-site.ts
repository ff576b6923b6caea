import { randomBytes } from 'node:crypto';
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
	type NativeStack,
	setUpNativeStack,
	startNativeStack,
} from '../../tools/bench/stack';
import {
	PLUGIN_FOLDERS,
	PROJECT,
	runPhp,
	type WordPressAccess,
	type WordPressVersion,
} from '../stands/wordpress';
import { wordPressCore } from '../stands/wordpress/core';
import { CORE_CACHE } from '../stands/wordpress/project';

const PROGRAMS = join( PROJECT, '.cache/bench' );

/** The stand's folder; native PHP sees this machine as it is. */
export const STAND = join( PROJECT, 'tests/stands/wordpress' );

const say = ( line: string ) => process.stderr.write( `${ line }\n` );

export interface MariaDbSite extends WordPressAccess {
	readonly stop: NativeStack[ 'stop' ];
}

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
 * Starts a WordPress in MariaDB, with native PHP, as empty as the stand's.
 *
 * @param version
 * @param themes  Folders, relative to the project.
 */
export async function startMariaDbSite(
	version: WordPressVersion,
	themes: readonly string[]
): Promise< MariaDbSite > {
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
		await runPhp(
			{ url: stack.url, controlToken },
			`require '${ STAND }/php/first-boot.php';`
		);
		return {
			url: stack.url,
			adminUrl: `${ stack.url }/wp-admin/`,
			user: stack.user,
			password: stack.password,
			applicationPassword: stack.applicationPassword,
			directory,
			uploadsDirectory: join( directory, 'wp-content/uploads' ),
			controlToken,
			stop: stack.stop,
		};
	} catch ( error ) {
		await stack.stop();
		throw error;
	}
}
