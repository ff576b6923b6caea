import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const USAGE_HOOK = fileURLToPath(
	new URL( './report-usage.mjs', import.meta.url )
);

export interface MeasuredProcess {
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
	/** From the start of the process to its end. */
	readonly wallMs: number;
	/** User and system time of the process itself. */
	readonly cpuMs: number;
	/** Largest resident set. */
	readonly peakBytes: number;
}

export interface MeasureOptions {
	/** Ends the process. */
	readonly signal: AbortSignal;
	readonly environment?: NodeJS.ProcessEnv;
	/** Receives a CPU profile for Chromium's developer tools. */
	readonly profile?: string;
}

/**
 * Runs a Node program by itself, so that nothing but the program is measured.
 *
 * @param args              Script and its arguments.
 * @param root0
 * @param root0.environment
 * @param root0.profile
 * @param root0.signal
 */
export async function measureProcess(
	args: readonly string[],
	{ signal, environment = {}, profile }: MeasureOptions
): Promise< MeasuredProcess > {
	const directory = await mkdtemp( join( tmpdir(), 'aether-usage-' ) );
	const usage = join( directory, 'usage.json' );
	try {
		const startedAt = performance.now();
		const child = spawn(
			process.execPath,
			[
				...( profile === undefined
					? []
					: [ '--cpu-prof', `--cpu-prof-dir=${ profile }` ] ),
				`--import=${ USAGE_HOOK }`,
				...args,
			],
			{
				env: {
					...process.env,
					...environment,
					AETHER_BENCH_USAGE: usage,
				},
				stdio: [ 'ignore', 'pipe', 'pipe' ],
				signal,
			}
		);
		const [ stdout, stderr, exitCode ] = await Promise.all( [
			text( child.stdout ),
			text( child.stderr ),
			new Promise< number | null >( ( resolve, reject ) => {
				child.once( 'error', reject );
				child.once( 'close', resolve );
			} ),
		] );
		signal.throwIfAborted();
		const wallMs = performance.now() - startedAt;
		const used = JSON.parse( await readFile( usage, 'utf8' ) );
		return { exitCode, stdout, stderr, wallMs, ...used };
	} finally {
		await rm( directory, { recursive: true, force: true } );
	}
}
