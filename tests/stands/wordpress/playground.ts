import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type {
	PlaygroundMessage,
	PlaygroundOptions,
} from './playground-messages';

import { PROJECT } from './project';

const PROCESS = fileURLToPath(
	new URL( './playground-process.ts', import.meta.url )
);

/** Booting takes 8 s on two cores of 2024; a loaded machine needs several times that. */
const LONGEST_BOOT_MS = 180_000;
const LONGEST_STOP_MS = 10_000;

/** How many characters of the process's own output an error quotes. */
const KEPT_OUTPUT = 4_000;

export class PortTakenError extends Error {
	readonly port: number;

	constructor( port: number ) {
		super( `Port ${ port } is taken by another program.` );
		this.name = 'PortTakenError';
		this.port = port;
	}
}

export interface Playground {
	/** Origin, without a slash at the end. */
	readonly url: string;
	readonly stop: () => Promise< void >;
}

/**
 * Boots WordPress in a process of its own.
 *
 * @param  options Goes to the process as it is.
 * @param  signal  Ends the process, while it boots or later.
 * @throws {PortTakenError}
 */
export async function startPlayground(
	options: PlaygroundOptions,
	signal?: AbortSignal
): Promise< Playground > {
	signal?.throwIfAborted();
	const child = fork( PROCESS, [], {
		cwd: PROJECT,
		execArgv: [ '--import', 'tsx' ],
		stdio: [ 'ignore', 'pipe', 'pipe', 'ipc' ],
	} );
	let output = '';
	const keep = ( chunk: Buffer ): void => {
		output = ( output + chunk.toString() ).slice( -KEPT_OUTPUT );
	};
	child.stdout?.on( 'data', keep );
	child.stderr?.on( 'data', keep );

	child.send( options );
	try {
		const answer = await firstMessage( child, signal );
		if ( answer.kind === 'ready' ) {
			await firstAnswer( answer.url, signal );
			const stop = () => end( child );
			signal?.addEventListener( 'abort', stop, { once: true } );
			return { url: answer.url, stop };
		}
		if ( answer.code === 'EADDRINUSE' ) {
			throw new PortTakenError( options.port );
		}
		throw new Error( answer.message );
	} catch ( error ) {
		await end( child );
		if ( error instanceof PortTakenError || signal?.aborted ) {
			throw error;
		}
		throw new Error( `WordPress did not boot.\n${ output }`.trim(), {
			cause: error,
		} );
	}
}

/**
 * The server answers its very first request with a redirect to itself, whatever was asked.
 * @param url
 * @param signal
 */
async function firstAnswer(
	url: string,
	signal: AbortSignal | undefined
): Promise< void > {
	const response = await fetch( `${ url }/wp-includes/images/blank.gif`, {
		redirect: 'manual',
		...( signal && { signal } ),
	} );
	await response.arrayBuffer();
}

async function firstMessage(
	child: ChildProcess,
	signal: AbortSignal | undefined
): Promise< PlaygroundMessage > {
	const settled = new AbortController();
	const limits = [ settled.signal, AbortSignal.timeout( LONGEST_BOOT_MS ) ];
	const listening = AbortSignal.any(
		signal ? [ signal, ...limits ] : limits
	);
	try {
		return await Promise.race( [
			once( child, 'message', { signal: listening } ).then(
				( [ message ] ) => message as PlaygroundMessage
			),
			once( child, 'exit', { signal: listening } ).then( ( [ code ] ) => {
				throw new Error( `The process ended with code ${ code }.` );
			} ),
		] );
	} catch ( error ) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		settled.abort();
	}
}

/**
 * Asks the process to end, and insists when it does not.
 * @param child
 */
async function end( child: ChildProcess ): Promise< void > {
	if ( child.exitCode !== null || child.signalCode !== null ) {
		return;
	}
	const ended = once( child, 'exit' );
	child.kill( 'SIGTERM' );
	const insist = setTimeout( () => child.kill( 'SIGKILL' ), LONGEST_STOP_MS );
	await ended;
	clearTimeout( insist );
}
