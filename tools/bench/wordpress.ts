import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { NativePrograms } from './debian-packages';

export interface PhpCommandLine {
	readonly programs: NativePrograms;
	readonly ini: string;
}

/**
 * Runs one of the scripts beside this file.
 *
 * @param php
 * @param script
 * @param args
 * @return What it printed.
 */
export async function runPhp(
	php: PhpCommandLine,
	script: 'install.php' | 'generate-posts.php',
	args: readonly string[]
): Promise< string > {
	const path = fileURLToPath(
		new URL( `./php/${ script }`, import.meta.url )
	);
	const child = spawn(
		php.programs.php,
		[ '-c', php.ini, '-d', 'error_log=', path, ...args ],
		{
			env: { ...php.programs.environment, PHP_INI_SCAN_DIR: '' },
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		}
	);
	const [ output, complaints, code ] = await Promise.all( [
		text( child.stdout ),
		text( child.stderr ),
		new Promise< number | null >( ( resolve, reject ) => {
			child.once( 'error', reject );
			child.once( 'close', resolve );
		} ),
	] );
	if ( code !== 0 ) {
		throw new Error( `${ script } failed: ${ complaints.slice( -2000 ) }` );
	}
	return output;
}

export interface WordPressFilesOptions {
	/** A pristine WordPress tree. */
	readonly core: string;
	/** Plugin directories. */
	readonly plugins: readonly string[];
	/** Links the plugins, so that a change in the source is seen at once; else they are copied. */
	readonly linkPlugins: boolean;
	/** Where the WordPress goes. */
	readonly directory: string;
	/** Public address without trailing slash. */
	readonly url: string;
	readonly databaseSocket: string;
}

const isShipped = ( path: string ) =>
	! [ 'node_modules', 'src' ].includes( basename( path ) );

const quote = ( value: string ) =>
	`'${ value.replaceAll( /[\\']/g, String.raw`\$&` ) }'`;

function configuration( options: WordPressFilesOptions ): string {
	const constants: Record< string, string | boolean > = {
		DB_NAME: 'wordpress',
		DB_USER: 'root',
		DB_PASSWORD: '',
		DB_HOST: `localhost:${ options.databaseSocket }`,
		DB_CHARSET: 'utf8mb4',
		DB_COLLATE: '',
		WP_HOME: options.url,
		WP_SITEURL: options.url,
		WP_ENVIRONMENT_TYPE: 'local',
		WP_DEBUG: false,
		WP_HTTP_BLOCK_EXTERNAL: true,
		WP_ACCESSIBLE_HOSTS: 'localhost,127.0.0.1',
		DISABLE_WP_CRON: true,
		AUTOMATIC_UPDATER_DISABLED: true,
	};
	for ( const scheme of [ 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ] ) {
		constants[ `${ scheme }_KEY` ] = randomBytes( 32 ).toString( 'hex' );
		constants[ `${ scheme }_SALT` ] = randomBytes( 32 ).toString( 'hex' );
	}
	const lines = Object.entries( constants ).map(
		( [ name, value ] ) =>
			`define( ${ quote( name ) }, ${
				typeof value === 'boolean' ? String( value ) : quote( value )
			} );`
	);
	return [
		'<?php',
		...lines,
		`$table_prefix = 'wp_';`,
		`if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }`,
		`require_once ABSPATH . 'wp-settings.php';`,
		'',
	].join( '\n' );
}

/**
 * Lays out a WordPress directory: core, plugins, wp-config.php.
 * @param options
 */
export async function layOutWordPress(
	options: WordPressFilesOptions
): Promise< void > {
	await cp( options.core, options.directory, { recursive: true } );
	const plugins = join( options.directory, 'wp-content/plugins' );
	await mkdir( plugins, { recursive: true } );
	for ( const plugin of options.plugins ) {
		const place = join( plugins, basename( plugin ) );
		if ( options.linkPlugins ) {
			await symlink( plugin, place );
		} else {
			await cp( plugin, place, { recursive: true, filter: isShipped } );
		}
	}
	await mkdir( join( options.directory, 'wp-content/uploads' ), {
		recursive: true,
	} );
	await writeFile(
		join( options.directory, 'wp-config.php' ),
		configuration( options )
	);
}
