/**
 * A WordPress on native PHP: php-fpm with OPcache, MariaDB and nginx from Debian's packages, everything below one
 * directory, on the loopback interface, as child processes of the caller.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { locatePrograms, unpackStackPackages } from './debian-packages';
import { startDatabase } from './mariadb';
import { freePort, startNginx } from './nginx';
import type { OwnedProcess } from './owned-process';
import { startPhpFpm, writePhpIni } from './php-fpm';
import { layOutWordPress, runPhp } from './wordpress';

const run = promisify( execFile );

export interface NativeStackOptions {
	/** Holds the programs and, while it runs, the WordPress. */
	readonly directory: string;
	/** A pristine WordPress tree. */
	readonly core: string;
	/** Plugin directories, each with a main file named like the directory. */
	readonly plugins: readonly string[];
	/** Links the plugins, so that a change in the source is seen at once. Default: false, they are copied. */
	readonly linkPlugins?: boolean;
	/** Default: a free one. */
	readonly port?: number;
	/** Number of posts to generate. Default: 0. */
	readonly posts?: number;
	/** Requests that PHP works on at once. Default: two per processor. */
	readonly phpWorkers?: number;
	/** Receives one line per thing that is being done. */
	readonly report?: ( line: string ) => void;
}

export interface NativeStack {
	/** Address of the front page, without trailing slash. */
	readonly url: string;
	readonly user: string;
	/** For wp-login.php. */
	readonly password: string;
	readonly applicationPassword: string;
	/** The WordPress directory. */
	readonly documentRoot: string;
	/** Plugins that could not be activated, with WordPress' reason. */
	readonly pluginFailures: Readonly< Record< string, string > >;
	/** Ids of the database's, PHP's and the web server's first processes. */
	readonly processes: readonly number[];
	/** Ends all processes and removes the WordPress. Idempotent. */
	readonly stop: () => Promise< void >;
}

const packagesDirectory = ( directory: string ) =>
	join( directory, 'packages' );

/**
 * Fetches and unpacks the Debian packages, unless that was done.
 * @param directory
 * @param report
 */
export async function setUpNativeStack(
	directory: string,
	report: ( line: string ) => void
): Promise< void > {
	const root = packagesDirectory( directory );
	const usable = await locatePrograms( root ).then(
		() => true,
		() => false
	);
	if ( usable ) {
		report( 'The native stack is set up.' );
		return;
	}
	report( 'Fetching php-fpm, MariaDB and nginx from Debian packages…' );
	const partial = `${ root }.partial`;
	await rm( partial, { recursive: true, force: true } );
	await mkdir( partial, { recursive: true } );
	const packages = await unpackStackPackages( partial );
	await rm( root, { recursive: true, force: true } );
	await run( 'mv', [ partial, root ] );
	report( `Unpacked ${ packages.length } packages.` );
}

interface InstallAnswer {
	readonly applicationPassword: string;
	readonly plugins: Readonly< Record< string, true | string > >;
}

/**
 * Starts a fresh WordPress. What was started is ended again when a later part fails.
 * @param options
 */
export async function startNativeStack(
	options: NativeStackOptions
): Promise< NativeStack > {
	const report = options.report ?? ( () => {} );
	const programs = await locatePrograms(
		packagesDirectory( options.directory )
	);
	await mkdir( options.directory, { recursive: true } );
	const site = await mkdtemp( join( options.directory, 'site-' ) );
	// Apart from the site: the path of a Unix socket has to be shorter than 108 bytes.
	const sockets = await mkdtemp( join( tmpdir(), 'aether-bench-' ) );
	const processes: OwnedProcess[] = [];
	const stop = async () => {
		for ( const owned of processes.splice( 0 ).reverse() ) {
			await owned.stop();
		}
		await rm( site, { recursive: true, force: true } );
		await rm( sockets, { recursive: true, force: true } );
	};

	try {
		const port = options.port ?? ( await freePort() );
		const url = `http://127.0.0.1:${ port }`;
		const documentRoot = join( site, 'wordpress' );
		const databaseSocket = join( sockets, 'mariadb.sock' );
		const phpSocket = join( sockets, 'php.sock' );

		report( 'Starting MariaDB, php-fpm and nginx…' );
		processes.push(
			await startDatabase( {
				programs,
				data: join( site, 'database' ),
				socket: databaseSocket,
				log: join( site, 'mariadb.log' ),
			} )
		);
		await run(
			join( programs.mariadbBase, 'bin/mariadb' ),
			[
				'--no-defaults',
				`--socket=${ databaseSocket }`,
				'--user=root',
				'--execute=CREATE DATABASE wordpress',
			],
			{ env: programs.environment }
		);
		await layOutWordPress( {
			core: options.core,
			plugins: options.plugins.filter( ( plugin ) =>
				existsSync( plugin )
			),
			linkPlugins: options.linkPlugins ?? false,
			directory: documentRoot,
			url,
			databaseSocket,
		} );
		const ini = await writePhpIni( programs, site );
		processes.push(
			await startPhpFpm( {
				programs,
				directory: site,
				ini,
				socket: phpSocket,
				workers: options.phpWorkers ?? 2 * availableParallelism(),
				log: join( site, 'php-fpm.log' ),
			} )
		);
		processes.push(
			await startNginx( {
				programs,
				directory: site,
				documentRoot,
				phpSocket,
				port,
				log: join( site, 'nginx.log' ),
			} )
		);

		report( 'Installing WordPress…' );
		const login = { user: 'admin', password: 'password' };
		const php = { programs, ini };
		const answer = JSON.parse(
			await runPhp( php, 'install.php', [
				documentRoot,
				JSON.stringify( {
					title: 'Aether bench',
					url,
					...login,
					plugins: options.plugins.map(
						( plugin ) =>
							`${ basename( plugin ) }/${ basename( plugin ) }.php`
					),
				} ),
			] )
		) as InstallAnswer;
		if ( options.posts !== undefined && options.posts > 0 ) {
			report( `Generating ${ options.posts } posts…` );
			await runPhp( php, 'generate-posts.php', [
				documentRoot,
				JSON.stringify( { count: options.posts, url } ),
			] );
		}
		return {
			url,
			...login,
			applicationPassword: answer.applicationPassword,
			documentRoot,
			processes: processes.map( ( { pid } ) => pid ),
			pluginFailures: Object.fromEntries(
				Object.entries( answer.plugins ).filter(
					( entry ): entry is [ string, string ] =>
						entry[ 1 ] !== true
				)
			),
			stop,
		};
	} catch ( error ) {
		await stop();
		throw error;
	}
}
