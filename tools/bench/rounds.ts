/** All runs of one bench, alternating on one machine: only then can their numbers be compared. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PublishSummary } from '@aether/publish-engine';
import { measureProcess, type MeasuredProcess } from './measured-process';
import { runPublish, tracedUrls, type Site } from './publish-run';

const BARE_RENDERING = fileURLToPath(
	new URL( './fetch-and-forget.mjs', import.meta.url )
);

export interface RoundsOptions {
	/** The project's directory. */
	readonly root: string;
	readonly site: Site;
	readonly rounds: number;
	readonly concurrency: number;
	readonly signal: AbortSignal;
	/** Makes the next publish a full one; absent where that is not ours to do. */
	readonly clearTarget?: () => Promise< void >;
	/** Processor time that the site has used so far, in milliseconds; absent where nobody can tell. */
	readonly siteCpuTime?: () => Promise< number >;
	/** Receives a CPU profile of each full publish. */
	readonly profile?: string;
	readonly report: ( line: string ) => void;
}

/** What one run took. */
export interface Effort {
	readonly wallMs: number;
	readonly hostCpuMs: number;
	readonly siteCpuMs: number | null;
	readonly peakBytes: number;
	readonly summary?: PublishSummary;
	readonly steps?: Readonly< Record< string, number > >;
}

export interface Rounds {
	readonly pages: number;
	readonly files: number;
	/** Addresses that a publish fetches. */
	readonly requests: number;
	readonly bytes: number;
	readonly bare: readonly Effort[];
	/** The first publish alone where the target cannot be cleared. */
	readonly full: readonly Effort[];
	readonly unchanged: readonly Effort[];
}

/**
 * Alternates bare rendering, full publish and unchanged publish, after one publish that warms up and tells which
 * addresses there are.
 *
 * @param options
 */
export async function runRounds( options: RoundsOptions ): Promise< Rounds > {
	const { root, site, concurrency, signal, report, clearTarget } = options;
	const directory = await mkdtemp( join( tmpdir(), 'aether-bench-' ) );

	const spend = async < T extends { readonly process: MeasuredProcess } >(
		run: () => Promise< T >
	): Promise< T & Effort > => {
		const before = await options.siteCpuTime?.();
		const done = await run();
		const after = await options.siteCpuTime?.();
		return {
			...done,
			wallMs: done.process.wallMs,
			hostCpuMs: done.process.cpuMs,
			peakBytes: done.process.peakBytes,
			siteCpuMs:
				before === undefined || after === undefined
					? null
					: after - before,
		};
	};
	const publish = ( extra: { trace?: string; profile?: string } = {} ) =>
		spend( () =>
			runPublish( { root, site, concurrency, signal, ...extra } )
		);

	try {
		report( 'Warming up…' );
		const trace = join( directory, 'trace.jsonl' );
		const first = await publish( { trace } );
		const addresses = join( directory, 'addresses.txt' );
		const urls = await tracedUrls( trace );
		await writeFile( addresses, urls.join( '\n' ) );
		const renderBare = () =>
			spend( async () => ( {
				process: await measureProcess(
					[ BARE_RENDERING, addresses, String( concurrency ) ],
					{ signal }
				),
			} ) );

		const bare = [];
		const full = [];
		const unchanged = [];
		for ( let round = 1; round <= options.rounds; round++ ) {
			report( `Round ${ round } of ${ options.rounds }…` );
			bare.push( await renderBare() );
			if ( clearTarget ) {
				await clearTarget();
				full.push(
					await publish(
						options.profile === undefined
							? {}
							: { profile: options.profile }
					)
				);
			}
			unchanged.push( await publish() );
		}
		return {
			pages: first.summary.pageCount,
			files: first.summary.fileCount,
			requests: urls.length,
			bytes: Number(
				JSON.parse( bare.at( -1 )?.process.stdout ?? '{}' ).bytes
			),
			bare,
			full: full.length > 0 ? full : [ first ],
			unchanged,
		};
	} finally {
		await rm( directory, { recursive: true, force: true } );
	}
}
