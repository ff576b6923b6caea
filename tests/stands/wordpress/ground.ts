import { cp, mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nativePlace } from './native/index';
import { PLAYGROUND_ROOT, startPlayground } from './playground/index';
import { PROJECT } from './project';
import type { Server } from './server-process';
import type { PluginFolder } from './tree';
import type { Log } from './types';

/** The stand's folder on this machine. */
const STAND = fileURLToPath( new URL( './', import.meta.url ) );

/** Where the Playground shows it. */
const STAND_IN_PLAYGROUND = '/stand';

/** Whom every stand has. */
export const ADMINISTRATOR = { user: 'admin', password: 'password' } as const;

/** What a WordPress tree is made to run on. */
export interface Ground {
	/** The tree, as PHP sees it. */
	readonly root: string;
	/** The stand's folder, as PHP sees it. */
	readonly standInPhp: string;
	/** For `wp-config.php`. */
	readonly constants: Readonly< Record< string, string > >;
	/** Boots the complete tree. */
	readonly start: ( signal?: AbortSignal ) => Promise< Server >;
	/** Removes what a start that never came would have used. */
	readonly discard: () => Promise< void >;
}

export interface GroundOptions {
	/** The tree on this machine. */
	readonly directory: string;
	/** Whether the tree goes with the stand. */
	readonly temporary: boolean;
	readonly port: number;
	readonly plugins: readonly PluginFolder[];
	/** Relative to the project. */
	readonly themes: readonly string[];
	readonly log: Log;
}

/**
 * PHP in WebAssembly with SQLite: runs wherever Node does, and keeps its database in the tree.
 * @param options
 */
export function playgroundGround( options: GroundOptions ): Ground {
	const { directory, temporary, port, plugins, themes } = options;
	return {
		root: PLAYGROUND_ROOT,
		standInPhp: STAND_IN_PLAYGROUND,
		constants: {},
		start: ( signal ) =>
			startPlayground(
				{
					directory,
					temporary,
					port,
					mounts: [
						...plugins.map( ( { hostPath, slug } ) => ( {
							hostPath,
							vfsPath: `${ PLAYGROUND_ROOT }/wp-content/plugins/${ slug }`,
						} ) ),
						...themes.map( ( theme ) => ( {
							hostPath: resolve( PROJECT, theme ),
							vfsPath: `${ PLAYGROUND_ROOT }/wp-content/themes/${ basename( theme ) }`,
						} ) ),
						{ hostPath: STAND, vfsPath: STAND_IN_PLAYGROUND },
					],
				},
				signal
			),
		discard: async () => {},
	};
}

/** What a plugin's folder has beside the plugin. */
const SOURCE_FOLDERS = [ 'node_modules', 'src' ];

const isShipped = ( path: string ): boolean =>
	! SOURCE_FOLDERS.includes( basename( path ) );

/**
 * php-fpm, MariaDB and nginx from Debian's packages: a server as people have it, about twelve times as fast.
 *
 * @param  options
 * @throws {Error} Where the packages are not to be had.
 */
export async function nativeGround(
	options: GroundOptions
): Promise< Ground > {
	const { directory, port, plugins, themes, log } = options;
	const { runtime, constants, start } = await nativePlace( port, log );
	const copy = async ( from: string, to: string ): Promise< void > => {
		await mkdir( to, { recursive: true } );
		await cp( from, to, { recursive: true, filter: isShipped } );
	};
	return {
		root: directory,
		standInPhp: STAND.replace( /\/$/, '' ),
		constants,
		start: async ( signal ) => {
			const content = join( directory, 'wp-content' );
			for ( const { hostPath, slug } of plugins ) {
				await copy( hostPath, join( content, 'plugins', slug ) );
			}
			for ( const theme of themes ) {
				await copy(
					resolve( PROJECT, theme ),
					join( content, 'themes', basename( theme ) )
				);
			}
			await mkdir( join( content, 'uploads' ), { recursive: true } );
			return start( { tree: directory, ...ADMINISTRATOR }, signal );
		},
		discard: () => rm( runtime, { recursive: true, force: true } ),
	};
}
