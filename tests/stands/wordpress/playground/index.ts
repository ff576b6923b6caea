import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startServerProcess, type Server } from '../server-process';
import type { PlaygroundOptions } from './options';

const PROCESS = fileURLToPath( new URL( './process.ts', import.meta.url ) );

/** See there. */
export const WITHOUT_NETWORK = new URL(
	'./without-network.mjs',
	import.meta.url
).href;

/** Where the tree is, as PHP sees it. */
export const PLAYGROUND_ROOT = '/wordpress';

/** One for each processor; two at least, because WordPress asks itself, and more than six wait for the database. */
const phpWorkers = (): number =>
	Math.min( 6, Math.max( 2, availableParallelism() ) );

/**
 * Boots a WordPress tree on PHP in WebAssembly; it installs itself, with `admin` and `password`.
 *
 * @param  options
 * @param  signal  Ends it, while it boots or later.
 * @param  journal Path of a file. With it, there is no network, and each attempt to reach one is a line in the file.
 * @throws {Error} `PortTakenError` and the Playground's own.
 */
export const startPlayground = (
	options: Omit< PlaygroundOptions, 'php' | 'workers' >,
	signal?: AbortSignal,
	journal?: string
): Promise< Server > => {
	const complete: PlaygroundOptions = {
		...options,
		php: '8.3',
		workers: phpWorkers(),
	};
	return startServerProcess(
		PROCESS,
		complete,
		signal,
		journal === undefined
			? undefined
			: {
					module: WITHOUT_NETWORK,
					env: { AETHER_NETWORK_JOURNAL: journal },
				}
	);
};
