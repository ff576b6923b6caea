import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordPressCore } from './core/index';
import { PLAYGROUND_ROOT, startPlayground } from './playground/index';
import { CORE_CACHE } from './project';
import { prepareTree } from './tree';
import type { WordPressVersion } from './types';

export interface SiteCopy {
	/** Address of the front page, without a slash at the end. */
	readonly url: string;
	/** The WordPress tree on this machine. */
	readonly directory: string;
	readonly stop: () => Promise< void >;
}

/**
 * Boots a new WordPress from a blueprint bundle, without anything of this project in it. Nobody reaches it from outside,
 * and it reaches nobody.
 *
 * @param  bundle  Path of the ZIP.
 * @param  version
 * @throws {Error} With the Playground's own words when a step of the blueprint fails.
 */
export async function startCopy(
	bundle: string,
	version: WordPressVersion
): Promise< SiteCopy > {
	const directory = await mkdtemp( join( tmpdir(), 'aether-copy-' ) );
	try {
		await prepareTree(
			() =>
				wordPressCore( version, {
					cache: CORE_CACHE,
					explicit: process.env.AETHER_WORDPRESS_CORE,
					log: () => {},
				} ),
			directory,
			'',
			{ ground: { root: PLAYGROUND_ROOT, constants: {} } }
		);
		const { url, stop } = await startPlayground( {
			directory,
			temporary: true,
			port: 0,
			mounts: [],
			blueprint: bundle,
		} );
		return { url, directory, stop };
	} catch ( error ) {
		await rm( directory, { recursive: true, force: true } );
		throw error;
	}
}
