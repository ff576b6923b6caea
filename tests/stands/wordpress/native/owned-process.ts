/** Child processes that this program started, waits for and ends by their id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;
const STOP_GRACE_MS = 10_000;

export interface OwnedProcess {
	readonly name: string;
	readonly pid: number;
	/** Ends it; resolves when it is gone. Idempotent. */
	stop: () => Promise< void >;
}

export interface StartProcessOptions {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly environment: NodeJS.ProcessEnv;
	/** Receives what the process prints. */
	readonly log: string;
	/** Resolves to true as soon as the process can be used. */
	readonly isReady: () => Promise< boolean >;
	/** Milliseconds. */
	readonly timeoutMs: number;
	/** Default: `SIGTERM`. */
	readonly stopSignal?: NodeJS.Signals;
}

function ended( child: ChildProcess ): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Starts a server process and waits until it is ready; a process that dies first rejects with its last words.
 * @param options
 */
export async function startProcess(
	options: StartProcessOptions
): Promise< OwnedProcess > {
	const log = openSync( options.log, 'a' );
	// The kernel ends it with the process that started it, whichever way that ends.
	const child = spawn(
		'setpriv',
		[ '--pdeathsig', 'TERM', options.command, ...options.args ],
		{ env: options.environment, stdio: [ 'ignore', log, log ] }
	);
	closeSync( log );
	const gone = new Promise< void >( ( resolve ) => {
		child.once( 'exit', () => resolve() );
		child.once( 'error', () => resolve() );
	} );
	const stop = async () => {
		if ( child.pid === undefined || ended( child ) ) {
			return;
		}
		child.kill( options.stopSignal ?? 'SIGTERM' );
		const killer = setTimeout(
			() => child.kill( 'SIGKILL' ),
			STOP_GRACE_MS
		);
		await gone;
		clearTimeout( killer );
	};

	const deadline = Date.now() + options.timeoutMs;
	while ( ! ( await options.isReady() ) ) {
		if (
			child.pid === undefined ||
			ended( child ) ||
			Date.now() > deadline
		) {
			await stop();
			const words = await readFile( options.log, 'utf8' );
			throw new Error(
				`${ options.name } did not start. Its last words:\n${ words.slice( -2000 ) }`
			);
		}
		await delay( POLL_MS );
	}
	if ( child.pid === undefined ) {
		throw new Error( `${ options.name } has no process id.` );
	}
	return { name: options.name, pid: child.pid, stop };
}
