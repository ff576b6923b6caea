import { setMaxListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { EXIT, type ExitCode } from './exit-codes';
import { runAether } from './run-aether';

/** Hundreds of uploads may follow one signal at a time; beyond this Node warns of a leak, and rightly. */
const MOST_LISTENERS = 2000;

/**
 * By how much the heap may outgrow what lives in it before it is swept. Left alone V8 lets it grow fourfold, which on a
 * site of 20,000 pages is 220 MB more, and is not faster.
 */
const HEAP_GROWTH = '--heap-growing-percent=50';

/**
 * The program: this process' arguments, streams and signals. The first SIGINT or SIGTERM cancels, the second one ends
 * the process at once.
 */
export async function main(): Promise< ExitCode > {
	setFlagsFromString( HEAP_GROWTH );
	setMaxListeners( MOST_LISTENERS );
	const controller = new AbortController();
	const onSignal = () => {
		if ( controller.signal.aborted ) {
			process.exit( EXIT.CANCELLED );
		}
		controller.abort();
	};
	const onBrokenPipe = ( error: NodeJS.ErrnoException ) => {
		// Whoever read the output is gone; there is nobody left to publish for.
		if ( error.code !== 'EPIPE' ) {
			throw error;
		}
		controller.abort();
	};
	process.on( 'SIGINT', onSignal );
	process.on( 'SIGTERM', onSignal );
	process.stdout.on( 'error', onBrokenPipe );
	process.stderr.on( 'error', onBrokenPipe );
	try {
		return await runAether( process.argv.slice( 2 ), {
			stdout: process.stdout,
			stderr: process.stderr,
			stdin: process.stdin,
			env: process.env,
			signal: controller.signal,
		} );
	} finally {
		process.off( 'SIGINT', onSignal );
		process.off( 'SIGTERM', onSignal );
	}
}
