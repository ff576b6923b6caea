/**
 * A real FTP server: ProFTPD from Debian's package, unpacked into the cache, run by whoever runs the tests, on 127.0.0.1.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
	mkdir,
	mkdtemp,
	readdir,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT } from '../../../tools/root';
import { machineCodename, openPrivateApt } from '../wordpress/core/apt';

const run = promisify( execFile );

const CACHE = join( ROOT, '.cache/ftp-server' );
const PROGRAM = 'usr/sbin/proftpd';

/** Libraries of the package that a machine without it may lack; the C library is everywhere. */
const LIBRARIES = /^lib(?!c6$|pam)/;
/** What Debian's dependency list leaves to the dependency of a dependency. */
const FURTHER_LIBRARIES = [ 'libhashkit2' ];

const LONGEST_START_MS = 60_000;

export interface FtpStand {
	readonly host: string;
	readonly port: number;
	readonly username: string;
	readonly password: string;
	/** Where the account begins, on this machine. */
	readonly directory: string;
	/** Files that it took so far. */
	readonly received: () => number;
	readonly stop: () => Promise< void >;
}

async function obtainServer(): Promise< string > {
	if ( existsSync( join( CACHE, PROGRAM ) ) ) {
		return CACHE;
	}
	await mkdir( dirname( CACHE ), { recursive: true } );
	const work = await mkdtemp( `${ CACHE }.new-` );
	try {
		const apt = await openPrivateApt( await machineCodename(), work );
		const libraries = ( await apt.dependencies( 'proftpd-core' ) ).filter(
			( name ) => LIBRARIES.test( name )
		);
		const unpacked = join( work, 'unpacked' );
		await mkdir( unpacked );
		await apt.unpack(
			[ 'proftpd-core', ...libraries, ...FURTHER_LIBRARIES ],
			unpacked
		);
		// Another test run may have been quicker.
		await rename( unpacked, CACHE ).catch( ( error: unknown ) => {
			if ( ! existsSync( join( CACHE, PROGRAM ) ) ) {
				throw error;
			}
		} );
	} finally {
		await rm( work, { recursive: true, force: true } );
	}
	return CACHE;
}

async function freePort(): Promise< number > {
	const server = createServer().listen( 0, '127.0.0.1' );
	await once( server, 'listening' );
	const { port } = server.address() as AddressInfo;
	server.close();
	await once( server, 'close' );
	return port;
}

async function isListening( port: number ): Promise< boolean > {
	const socket = connect( port, '127.0.0.1' );
	try {
		await once( socket, 'connect' );
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

const idOf = async ( ...options: string[] ): Promise< string > =>
	( await run( 'id', options ) ).stdout.trim();

interface Account {
	readonly username: string;
	readonly password: string;
	readonly home: string;
}

async function writePasswords(
	file: string,
	{ username, password, home }: Account
): Promise< void > {
	const { stdout: hash } = await run( 'openssl', [
		'passwd',
		'-6',
		password,
	] );
	await writeFile(
		file,
		`${ username }:${ hash.trim() }:${ await idOf( '-u' ) }:${ await idOf( '-g' ) }::${ home }:/bin/false\n`,
		{ mode: 0o600 }
	);
}

const configuration = ( lines: Readonly< Record< string, string > > ): string =>
	Object.entries( lines )
		.map( ( [ name, value ] ) => `${ name } ${ value }\n` )
		.join( '' );

/**
 * Starts the server with one account, whose directory is empty.
 *
 * @throws {Error} With what the server says, when it does not start.
 */
export async function startFtp(): Promise< FtpStand > {
	const root = await obtainServer();
	const work = await mkdtemp( join( tmpdir(), 'aether-ftp-' ) );
	const directory = join( work, 'home' );
	await mkdir( directory );
	const account = {
		username: 'site',
		password: 'ftp password of a test: 2718281828',
		home: directory,
	};
	const passwords = join( work, 'passwords' );
	await writePasswords( passwords, account );
	const transfers = join( work, 'transfers' );
	const port = await freePort();
	await writeFile(
		join( work, 'proftpd.conf' ),
		configuration( {
			ServerType: 'standalone',
			ServerName: 'files',
			DefaultServer: 'on',
			DefaultAddress: '127.0.0.1',
			SocketBindTight: 'on',
			Port: String( port ),
			User: await idOf( '-un' ),
			Group: await idOf( '-gn' ),
			AuthOrder: 'mod_auth_file.c',
			AuthUserFile: passwords,
			RequireValidShell: 'off',
			RootLogin: 'on',
			UseReverseDNS: 'off',
			WtmpLog: 'off',
			DelayEngine: 'off',
			ControlsEngine: 'off',
			AllowOverwrite: 'on',
			// What the server says of itself, as behind a router: nobody is there.
			MasqueradeAddress: '192.0.2.1',
			// The longest path that a site has, and the command before it.
			CommandBufferSize: '2048',
			PidFile: join( work, 'pid' ),
			ScoreboardFile: join( work, 'scoreboard' ),
			TransferLog: transfers,
		} )
	);

	const [ libraries = '' ] = ( await readdir( join( root, 'usr/lib' ) ) )
		.filter( ( name ) => name.endsWith( '-linux-gnu' ) )
		.map( ( name ) => join( root, 'usr/lib', name ) );
	let said = '';
	const child = spawn(
		join( root, PROGRAM ),
		[ '--nodaemon', '--config', join( work, 'proftpd.conf' ) ],
		{
			env: { ...process.env, LD_LIBRARY_PATH: libraries },
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		}
	);
	for ( const stream of [ child.stdout, child.stderr ] ) {
		stream.on( 'data', ( data ) => ( said += String( data ) ) );
	}
	const ended = once( child, 'exit' );
	const stop = async () => {
		child.kill( 'SIGTERM' );
		await ended;
		await rm( work, { recursive: true, force: true } );
	};
	const until = Date.now() + LONGEST_START_MS;
	while ( ! ( await isListening( port ) ) ) {
		if ( child.exitCode !== null || Date.now() > until ) {
			await stop();
			throw new Error( `ProFTPD does not start: ${ said }` );
		}
		await delay( 50 );
	}
	const { username, password } = account;
	return {
		host: '127.0.0.1',
		port,
		username,
		password,
		directory,
		// xferlog(5): a line for each transfer; `i` is one to the server, `c` one that was not cut off.
		received: () =>
			existsSync( transfers )
				? ( readFileSync( transfers, 'utf8' ).match(
						/ i \w \S+ ftp \d \S+ c$/gm
					)?.length ?? 0 )
				: 0,
		stop,
	};
}
