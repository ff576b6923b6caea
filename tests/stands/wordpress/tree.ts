import { existsSync } from 'node:fs';
import {
	copyFile,
	cp,
	mkdir,
	readdir,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { salts, standConstants, wpConfig } from './configuration';
import { PROJECT } from './project';
import type { Ground } from './ground';
import type { StartOptions } from './types';

const CONTROL = fileURLToPath(
	new URL( './php/control.php', import.meta.url )
);

export interface PluginFolder {
	/** Path on this machine. */
	readonly hostPath: string;
	/** Name of the folder and of the file in it. */
	readonly slug: string;
}

/**
 * Resolves plugin folders and looks for the file that makes them plugins.
 *
 * @param folders Relative to the project.
 */
export function pluginFolders( folders: readonly string[] ): PluginFolder[] {
	return folders.map( ( folder ) => {
		const hostPath = resolve( PROJECT, folder );
		const slug = basename( hostPath );
		if ( ! existsSync( join( hostPath, `${ slug }.php` ) ) ) {
			throw new Error(
				`${ folder } is no plugin: it has no ${ slug }.php.`
			);
		}
		return { hostPath, slug };
	} );
}

/** Written when a site is complete; without it, the next start begins afresh. */
const COMPLETE_MARK = 'wp-content/aether-stand-complete';

/**
 * Path of the mark in a tree.
 *
 * @param root The tree, here or in PHP's view.
 */
export const completeMark = ( root: string ): string =>
	`${ root }/${ COMPLETE_MARK }`;

const isStand = async ( directory: string ): Promise< boolean > =>
	(
		await readFile( join( directory, 'wp-config.php' ), 'utf8' ).catch(
			() => ''
		)
	).includes( 'AETHER_STAND_TOKEN' );

/**
 * Throws away what an interrupted first start left; never what is not a stand's.
 *
 * @param directory The stand's tree.
 * @param fresh     Whether a complete site goes, too.
 */
async function clear( directory: string, fresh: boolean ): Promise< void > {
	if (
		( fresh || ! existsSync( completeMark( directory ) ) ) &&
		( await isStand( directory ) )
	) {
		await rm( directory, { recursive: true } );
	}
}

/**
 * Fills an empty directory with a WordPress that the stand can boot, or refreshes the stand's own files in one that
 * is there already.
 *
 * @param core      An untouched tree.
 * @param directory The stand's tree.
 * @param token     Opens the control door.
 * @param options   Whether to begin afresh; must-use plugins and constants; what the tree will run on.
 * @return Whether the site is new, and has to be set up.
 */
export async function prepareTree(
	core: () => Promise< string >,
	directory: string,
	token: string,
	options: Pick< StartOptions, 'fresh' | 'muPlugins' | 'constants' > & {
		readonly ground: Pick< Ground, 'root' | 'constants' >;
	}
): Promise< boolean > {
	const { fresh = false, muPlugins = [], constants = {}, ground } = options;
	await clear( directory, fresh );
	const isNew = ! existsSync( completeMark( directory ) );
	if ( isNew ) {
		const source = await core();
		await mkdir( directory, { recursive: true } );
		if ( ( await readdir( directory ) ).length > 0 ) {
			throw new Error(
				`${ directory } holds something else than a site of this stand; nothing was written.`
			);
		}
		// Marks the tree as the stand's before anything can be interrupted.
		await writeFile(
			join( directory, 'wp-config.php' ),
			wpConfig( { AETHER_STAND_TOKEN: token } ),
			{ mode: 0o600 }
		);
		await cp( source, directory, { recursive: true } );
	}
	const config = join( directory, 'wp-config.php' );
	await writeFile(
		config,
		wpConfig( {
			...salts( await readFile( config, 'utf8' ).catch( () => '' ) ),
			...standConstants( ground.root ),
			...ground.constants,
			...( typeof constants === 'function'
				? constants( ground.root )
				: constants ),
			AETHER_STAND_TOKEN: token,
		} ),
		{ mode: 0o600 }
	);
	const target = join( directory, 'wp-content/mu-plugins' );
	await mkdir( target, { recursive: true } );
	await copyFile( CONTROL, join( target, 'aether-stand-control.php' ) );
	for ( const file of muPlugins ) {
		await copyFile(
			resolve( PROJECT, file ),
			join( target, basename( file ) )
		);
	}
	return isNew;
}
