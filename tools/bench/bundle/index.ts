import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureProcess } from '../measured-process';
import type { WordPressStand } from '../../../tests/stands/wordpress';
import { addMedia } from './site-media';

export interface BundleMeasurement {
	readonly posts: number;
	/** Media of the site, in MB. */
	readonly media: number;
	/** Of the bundle. */
	readonly bytes: number;
	readonly wallMs: number;
	readonly hostCpuMs: number;
	/** Largest resident set of the Node host. */
	readonly hostPeakBytes: number;
	/** The most that PHP took for one request. */
	readonly phpPeakBytes: number;
}

export interface MeasureBundleOptions {
	/** The project's directory. */
	readonly root: string;
	readonly site: WordPressStand;
	readonly posts: number;
	readonly media: number;
	readonly signal: AbortSignal;
}

/**
 * Builds the Playground bundle of a generated site by the command line, in a process of its own.
 *
 * @param  options
 * @throws {Error} With the command's last words when there is no bundle.
 */
export async function measureBundle(
	options: MeasureBundleOptions
): Promise< BundleMeasurement > {
	const { root, site, posts, media, signal } = options;
	const peaks = await addMedia( {
		site,
		directory: site.directory,
		megabytes: media,
	} );
	const directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
	try {
		const file = join( directory, 'blueprint.zip' );
		const { exitCode, stderr, wallMs, cpuMs, peakBytes } =
			await measureProcess(
				[
					join( root, 'packages/cli/bin/aether.js' ),
					'bundle',
					file,
					'--json',
				],
				{
					signal,
					environment: {
						AETHER_URL: site.url,
						AETHER_USER: site.user,
						AETHER_PASSWORD: site.applicationPassword,
					},
				}
			);
		if ( exitCode !== 0 ) {
			throw new Error(
				`The bundle ended with ${ exitCode }: ${ stderr.slice( -2000 ) }`
			);
		}
		const { size } = await stat( file );
		return {
			posts,
			media,
			bytes: size,
			wallMs,
			hostCpuMs: cpuMs,
			hostPeakBytes: peakBytes,
			phpPeakBytes: Math.max(
				...( await readFile( peaks, 'utf8' ) )
					.trim()
					.split( '\n' )
					.map( Number )
			),
		};
	} finally {
		await rm( directory, { recursive: true, force: true } );
	}
}
