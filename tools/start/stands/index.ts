import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoOptions } from '../options';
import { PortMemory } from '../ports';
import { startCloudflare } from './cloudflare';
import { startGitLab } from './gitlab';
import { allowPages, startObjectStorage } from './object-storage';
import type { DemoProvider, DemoStand } from './stand';

export type { DemoProvider } from './stand';

/** Providers of the stands, whether they run or not. */
export const STAND_PROVIDERS = [
	'cloudflare-r2',
	'cloudflare-workers',
	'gitlab',
	'gitlab-pages',
] as const;

/** What runs of the cloud. */
export interface RunningStands {
	/** Of the stands that started. */
	readonly providers: readonly DemoProvider[];
	/** What did not start, and why, in sentences. */
	readonly failures: readonly string[];
	/** Lets pages of WordPress call the stands. */
	readonly allow: ( origin: string ) => void;
	readonly stop: () => Promise< void >;
}

/**
 * Starts every stand. One that fails is left out and reported; the others run.
 *
 * @param options
 * @param directory Keeps what they hold.
 */
export async function startStands(
	options: DemoOptions,
	directory: string
): Promise< RunningStands > {
	if ( options.reset ) {
		await rm( directory, { recursive: true, force: true } );
	}
	await mkdir( directory, { recursive: true } );
	const ports = await PortMemory.open( directory );
	const place = ( name: string ) => join( directory, name );
	const failures: string[] = [];
	const attempt = async < Started >(
		name: string,
		start: () => Promise< Started >
	): Promise< Started | null > => {
		try {
			return await start();
		} catch ( error ) {
			failures.push(
				`${ name } does not run, so nothing is published there. ${ error instanceof Error ? error.message : String( error ) }`
			);
			return null;
		}
	};

	const [ storage, gitlab ] = await Promise.all( [
		attempt( 'The bucket', () =>
			startObjectStorage( {
				port: options.storagePort,
				directory: place( 'bucket' ),
				ports,
			} )
		),
		attempt( 'GitLab', () =>
			startGitLab( {
				port: options.gitlabPort,
				pagesPort: options.pagesPort,
				directory: place( 'gitlab' ),
				ports,
			} )
		),
	] );
	const cloudflare =
		storage &&
		( await attempt( 'Cloudflare', () =>
			startCloudflare( {
				storage,
				port: options.cloudflarePort,
				workerPort: options.workerPort,
				directory: place( 'cloudflare' ),
				ports,
			} )
		) );
	const stands = [ cloudflare, gitlab ].filter(
		( stand ): stand is DemoStand => stand !== null
	);
	return {
		failures,
		providers: stands.flatMap( ( { providers } ) => providers ),
		allow: ( origin ) => storage && allowPages( storage, origin ),
		stop: async () => {
			await Promise.all( stands.map( ( stand ) => stand.stop() ) );
			await storage?.stop();
		},
	};
}
