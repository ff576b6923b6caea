import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordPressCore } from './core/index';
import { startPlayground } from './playground/index';
import { CORE_CACHE } from './project';
import type { WordPressVersion } from './types';

export interface SiteCopy {
	/** Address of the front page, without a slash at the end. */
	readonly url: string;
	/** The WordPress tree on this machine. */
	readonly directory: string;
	/** What it tried to reach beyond this machine so far: `connect api.wordpress.org`. All of it was refused. */
	readonly attempts: () => Promise< readonly string[] >;
	readonly stop: () => Promise< void >;
}

/** In the tree, with which it goes. */
const JOURNAL = 'attempts-to-reach-a-network';

/**
 * Boots a new WordPress from a blueprint bundle, without anything of this project in it, and without a network: nobody
 * reaches it from outside, and whom it tries to reach is refused and written down.
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
		const core = await wordPressCore( version, {
			cache: CORE_CACHE,
			explicit: process.env.AETHER_WORDPRESS_CORE,
			log: () => {},
		} );
		await cp( core, directory, { recursive: true } );
		const journal = join( directory, JOURNAL );
		await writeFile( journal, '' );
		const { url, stop } = await startPlayground(
			{
				directory,
				temporary: true,
				port: 0,
				mounts: [],
				blueprint: bundle,
			},
			undefined,
			journal
		);
		const attempts = async () =>
			( await readFile( journal, 'utf8' ) )
				.split( '\n' )
				.filter( Boolean );
		return { url, directory, attempts, stop };
	} catch ( error ) {
		await rm( directory, { recursive: true, force: true } );
		throw error;
	}
}
