import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/** Root of the repository. */
export const PROJECT = fileURLToPath( new URL( '../../../', import.meta.url ) );

/** Untouched WordPress trees, one directory per version. */
export const CORE_CACHE = resolve( PROJECT, '.cache/wordpress' );

/** The two plugins of the project. */
export const PLUGIN_FOLDERS = [
	'aether-site-exporter',
	'aether-site-exporter-providers',
] as const;
