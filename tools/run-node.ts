import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './root';

/** How many characters of a program's output are kept for its caller: the last ones. */
const KEPT_OUTPUT = 200_000;

export interface RunOptions {
	/** Default: the project. */
	readonly directory?: string;
	readonly environment?: Readonly< Record< string, string > >;
	/** Where output goes while it is written; it is returned in any case. */
	readonly echo?: NodeJS.WritableStream;
	readonly signal?: AbortSignal;
}

export interface Run {
	/** `null` when a signal ended it. */
	readonly code: number | null;
	/** Both streams. */
	readonly output: string;
}

/**
 * Runs a script with this Node and waits for its end.
 *
 * @param parameters          The script and its parameters.
 * @param options             Where and how.
 * @param options.directory
 * @param options.environment
 * @param options.echo
 * @param options.signal
 */
export async function runNode(
	parameters: readonly string[],
	{ directory = ROOT, environment = {}, echo, signal }: RunOptions = {}
): Promise< Run > {
	signal?.throwIfAborted();
	const child = spawn( process.execPath, parameters, {
		cwd: directory,
		env: { ...process.env, ...environment },
		stdio: [ 'ignore', 'pipe', 'pipe' ],
		...( signal && { signal } ),
	} );
	let output = '';
	const keep = ( chunk: Buffer ): void => {
		output = ( output + chunk.toString() ).slice( -KEPT_OUTPUT );
		echo?.write( chunk );
	};
	child.stdout.on( 'data', keep );
	child.stderr.on( 'data', keep );
	const [ code ] = ( await once( child, 'close' ) ) as [ number | null ];
	return { code, output };
}
