/**
 * The process that runs WordPress: PHP in WebAssembly behind an HTTP server on 127.0.0.1.
 *
 * It is forked by `playground.ts` and ends with its parent: the channel between the two closes whichever way the parent
 * ends, also when it is killed.
 */
import { readFile, rm } from 'node:fs/promises';
import { Server } from 'node:net';
import type {
	PlaygroundMessage,
	PlaygroundOptions,
} from './playground-messages';

/** The Playground server names no host and would listen on every interface. */
function listenOnLoopbackOnly(): void {
	const listen = Server.prototype.listen as (
		this: Server,
		options: object,
		listener?: () => void
	) => Server;
	Server.prototype.listen = function (
		this: Server,
		port: number,
		listener?: () => void
	): Server {
		return listen.call( this, { port, host: '127.0.0.1' }, listener );
	} as typeof Server.prototype.listen;
}

const send = ( message: PlaygroundMessage ): void => {
	if ( process.connected ) {
		process.send?.( message );
	}
};

/**
 * As the Playground's own command does it for `--blueprint=bundle.zip`.
 * @param file
 */
async function openBundle( file: string ) {
	const { ZipFilesystem } = await import( '@wp-playground/storage' );
	const bytes = new Uint8Array( await readFile( file ) );
	return ZipFilesystem.fromArrayBuffer( bytes.buffer );
}

async function run( options: PlaygroundOptions ): Promise< void > {
	listenOnLoopbackOnly();
	const { runCLI } = await import( '@wp-playground/cli' );
	const blueprint =
		options.blueprint === undefined
			? undefined
			: await openBundle( options.blueprint );
	const server = await runCLI( {
		command: 'server',
		php: options.php,
		port: options.port,
		workers: options.workers,
		verbosity: 'quiet',
		wordpressInstallMode: 'install-from-existing-files-if-needed',
		'mount-before-install': [
			{ hostPath: options.directory, vfsPath: '/wordpress' },
		],
		mount: [ ...options.mounts ],
		...( blueprint && { blueprint } ),
	} );
	const end = async (): Promise< void > => {
		await server[ Symbol.asyncDispose ]();
		if ( options.temporary ) {
			await rm( options.directory, { recursive: true, force: true } );
		}
		process.exit( 0 );
	};
	if ( ! process.connected ) {
		await end();
	}
	process.once( 'disconnect', end );
	process.once( 'SIGTERM', end );
	send( { kind: 'ready', url: server.serverUrl } );
}

// A terminal sends Ctrl-C to the whole group; the parent decides when this process ends.
process.on( 'SIGINT', () => {} );

process.once( 'message', ( options: PlaygroundOptions ) => {
	run( options ).catch( async ( error: unknown ) => {
		if ( options.temporary ) {
			await rm( options.directory, { recursive: true, force: true } );
		}
		const failure =
			error instanceof Error ? error : new Error( String( error ) );
		send( {
			kind: 'failed',
			message: failure.stack ?? failure.message,
			...( 'code' in failure && { code: String( failure.code ) } ),
		} );
		process.disconnect?.();
		process.exit( 1 );
	} );
} );
