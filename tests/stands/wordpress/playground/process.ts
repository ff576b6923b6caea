/** The process that runs WordPress on PHP in WebAssembly, behind an HTTP server on 127.0.0.1, with SQLite. */
import { readFile, rm } from 'node:fs/promises';
import { Server } from 'node:net';
import { serveUntilParentEnds, type RunningServer } from '../server-process';
import type { PlaygroundOptions } from './options';

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

/**
 * As the Playground's own command does it for `--blueprint=bundle.zip`.
 * @param file
 */
async function openBundle( file: string ) {
	const { ZipFilesystem } = await import( '@wp-playground/storage' );
	const bytes = new Uint8Array( await readFile( file ) );
	return ZipFilesystem.fromArrayBuffer( bytes.buffer );
}

async function boot( options: PlaygroundOptions ): Promise< RunningServer > {
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
	return {
		url: server.serverUrl,
		processes: [ process.pid ],
		end: () => server[ Symbol.asyncDispose ](),
	};
}

serveUntilParentEnds( async ( options: PlaygroundOptions ) => {
	const discard = async (): Promise< void > => {
		if ( options.temporary ) {
			await rm( options.directory, { recursive: true, force: true } );
		}
	};
	try {
		const server = await boot( options );
		return {
			...server,
			end: async () => {
				await server.end();
				await discard();
			},
		};
	} catch ( error ) {
		await discard();
		throw error;
	}
} );
