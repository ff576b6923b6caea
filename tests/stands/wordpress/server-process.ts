import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PROJECT } from './project';

/** Booting takes 8 s on two cores of 2024; a loaded machine needs several times that. */
const LONGEST_BOOT_MS = 180_000;
const LONGEST_STOP_MS = 15_000;

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

/** What a server's process answers, once, to the options that it is sent. */
export type ServerMessage =
	| {
			readonly kind: 'ready';
			/** Origin, without a slash at the end. */
			readonly url: string;
			/** Ids of the processes that do the work. */
			readonly processes: readonly number[];
	  }
	| {
			readonly kind: 'failed';
			readonly message: string;
			/** Node's error code, `EADDRINUSE` for a taken port. */
			readonly code?: string;
	  };

export interface Server {
	/** Origin, without a slash at the end. */
	readonly url: string;
	/** Ids of the processes that do the work. */
	readonly processes: readonly number[];
	readonly stop: () => Promise< void >;
}

export interface ServerOptions {
	/** 0: any free port. */
	readonly port: number;
}

/** A module that Node imports before the program, in each of its threads. */
export interface Preload {
	/** Address or name of the module. */
	readonly module: string;
	readonly env: Readonly< Record< string, string > >;
}

/**
 * Starts a server in a process of its own, which ends with this one.
 *
 * @param  script  Path of the process's program; see `serveUntilParentEnds`.
 * @param  options Goes to the process as it is.
 * @param  signal  Ends the process, while it boots or later.
 * @param  preload What the process and its workers load first.
 * @throws {PortTakenError}
 */
export async function startServerProcess(
	script: string,
	options: ServerOptions,
	signal?: AbortSignal,
	preload?: Preload
): Promise< Server > {
	signal?.throwIfAborted();
	const child = fork( script, [], {
		cwd: PROJECT,
		execArgv: [
			'--import',
			'tsx',
			...( preload ? [ '--import', preload.module ] : [] ),
		],
		env: { ...process.env, ...preload?.env },
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
			return { url: answer.url, processes: answer.processes, stop };
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
 * The Playground answers its very first request with a redirect to itself, whatever was asked.
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
): Promise< ServerMessage > {
	const settled = new AbortController();
	const limits = [ settled.signal, AbortSignal.timeout( LONGEST_BOOT_MS ) ];
	const listening = AbortSignal.any(
		signal ? [ signal, ...limits ] : limits
	);
	try {
		return await Promise.race( [
			once( child, 'message', { signal: listening } ).then(
				( [ message ] ) => message as ServerMessage
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

/** A server that a process of its own runs. */
export interface RunningServer {
	readonly url: string;
	readonly processes: readonly number[];
	readonly end: () => Promise< void >;
}

/**
 * The other side: the whole program of a server's process. It ends with its parent: the channel between the two closes
 * whichever way the parent ends, also when it is killed.
 *
 * @param start Starts the server that the parent asks for; leaves nothing behind when it fails.
 */
export function serveUntilParentEnds< Options >(
	start: ( options: Options ) => Promise< RunningServer >
): void {
	// A terminal sends Ctrl-C to the whole group; the parent decides when this process ends.
	process.on( 'SIGINT', () => {} );
	const answer = ( message: ServerMessage ): void => {
		if ( process.connected ) {
			process.send?.( message );
		}
	};
	process.once( 'message', ( options: Options ) => {
		const started = start( options );
		const endServer = () =>
			void started
				.then( ( server ) => server.end() )
				.finally( () => process.exit( 0 ) );
		started.then(
			( { url, processes } ) => {
				if ( ! process.connected ) {
					endServer();
				}
				process.once( 'disconnect', endServer );
				process.once( 'SIGTERM', endServer );
				answer( { kind: 'ready', url, processes } );
			},
			( error: unknown ) => {
				const failure =
					error instanceof Error
						? error
						: new Error( String( error ) );
				answer( {
					kind: 'failed',
					message: failure.stack ?? failure.message,
					...( 'code' in failure && {
						code: String( failure.code ),
					} ),
				} );
				process.disconnect?.();
				process.exit( 1 );
			}
		);
	} );
}
