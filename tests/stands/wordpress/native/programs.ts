/**
 * Puts Debian packages into a directory of their own: nothing is installed on the machine, no service is started, no
 * privilege is needed. What the machine has already is not fetched again; the programs find it where it is.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT } from '../project';
import type { Log } from '../types';

/** Keeps what was unpacked. */
const PROGRAMS = join( PROJECT, '.cache/native' );

const run = promisify( execFile );

const PACKAGES = [
	'php-fpm',
	'php-mysql',
	'php-curl',
	'php-gd',
	'php-mbstring',
	'php-xml',
	'php-zip',
	'php-intl',
	'mariadb-server-core',
	'mariadb-client-core',
	'nginx',
] as const;

/** What WordPress and the tests need of PHP and Debian packs apart; a machine's own PHP may lack some of them. */
const NEEDED_EXTENSIONS = [ 'mysqli', 'curl', 'dom', 'gd', 'mbstring', 'zip' ];

const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** 90 MB of packages over a slow line. */
const LONGEST_RUN_MS = 600_000;

/** Without a network the answer is a no at once, and not after minutes. */
const IMPATIENT = [
	'-o',
	'Acquire::http::Timeout=20',
	'-o',
	'Acquire::https::Timeout=20',
	'-o',
	'Acquire::Retries=1',
];

/**
 * Runs one of Debian's tools; its failure says what to do.
 *
 * @param command
 * @param args
 * @param cwd
 */
export async function apt(
	command: string,
	args: readonly string[],
	cwd?: string
): Promise< string > {
	try {
		const { stdout } = await run( command, args, {
			maxBuffer: OUTPUT_LIMIT,
			timeout: LONGEST_RUN_MS,
			...( cwd === undefined ? {} : { cwd } ),
		} );
		return stdout;
	} catch ( cause ) {
		throw new Error(
			`"${ command } ${ args.join( ' ' ) }" failed. Native PHP comes from Debian packages and needs a Debian or Ubuntu machine with working package sources.`,
			{ cause }
		);
	}
}

/** Refreshes the package lists when the machine has none; only root can. */
async function ensureLists(): Promise< void > {
	const listed = await apt( 'apt-cache', [ 'policy', 'nginx' ] );
	if ( /Candidate: \d/.test( listed ) ) {
		return;
	}
	await apt( 'apt-get', [ ...IMPATIENT, 'update', '-qq' ] );
}

/**
 * @param root Directory that receives the packages' file trees.
 * @return Names of the unpacked packages.
 */
async function unpackPackages( root: string ): Promise< readonly string[] > {
	await ensureLists();
	const simulated = await apt( 'apt-get', [
		'install',
		'--simulate',
		'--no-install-recommends',
		...PACKAGES,
	] );
	const missing = [ ...simulated.matchAll( /^Inst (\S+)/gm ) ].flatMap(
		( match ) => match[ 1 ] ?? []
	);

	const archives = join( root, 'archives' );
	await rm( archives, { recursive: true, force: true } );
	await mkdir( archives, { recursive: true } );
	if ( missing.length > 0 ) {
		await apt(
			'apt-get',
			[
				...IMPATIENT,
				'-o',
				'APT::Sandbox::User=root',
				'-q',
				'download',
				...missing,
			],
			archives
		);
	}
	for ( const archive of await readdir( archives ) ) {
		await apt( 'dpkg-deb', [ '-x', join( archives, archive ), root ] );
	}
	await rm( archives, { recursive: true, force: true } );
	return missing;
}

/** Where the unpacked programs, libraries and extensions are. */
export interface NativePrograms {
	readonly phpFpm: string;
	readonly php: string;
	readonly nginx: string;
	readonly mariadbd: string;
	readonly mariadbInstall: string;
	/** `--basedir` of MariaDB. */
	readonly mariadbBase: string;
	/** Directory with `mysqli.so` and its like. */
	readonly phpExtensions: string;
	/** Environment that lets the programs find their libraries. */
	readonly environment: NodeJS.ProcessEnv;
}

async function find(
	directories: readonly string[],
	name: RegExp
): Promise< string | undefined > {
	for ( const directory of directories ) {
		const names = await readdir( directory ).catch( () => [] );
		const match = names.filter( ( entry ) => name.test( entry ) ).sort();
		const newest = match.at( -1 );
		if ( newest !== undefined ) {
			return join( directory, newest );
		}
	}
	return undefined;
}

/**
 * Prefers what was unpacked below `root`, else takes the machine's own.
 *
 * @param root The directory that `unpackPackages` filled.
 */
async function locatePrograms( root: string ): Promise< NativePrograms > {
	const bases = [ join( root, 'usr' ), '/usr' ];
	const directories = bases.flatMap( ( base ) => [
		join( base, 'sbin' ),
		join( base, 'bin' ),
	] );
	const need = async (
		name: RegExp,
		where: readonly string[] = directories
	): Promise< string > => {
		const path = await find( where, name );
		if ( path === undefined ) {
			throw new Error(
				`${ name.source } was not found. Run "npm run bench -- --setup" to fetch what PHP needs.`
			);
		}
		return path;
	};

	const libraries = await find( [ join( root, 'usr/lib' ) ], /-linux-gnu/ );
	const php = await need( /^php8\.\d$/ );
	const phpBase = php.startsWith( root ) ? join( root, 'usr' ) : '/usr';
	const phpExtensions = await need( /^20\d{6}$/, [
		join( phpBase, 'lib/php' ),
	] );
	for ( const name of NEEDED_EXTENSIONS ) {
		await need( new RegExp( `^${ name }\\.so$` ), [ phpExtensions ] );
	}
	const mariadbInstall = await need( /^mariadb-install-db$/ );
	return {
		php,
		phpFpm: await need( /^php-fpm8\.\d$/ ),
		nginx: await need( /^nginx$/ ),
		mariadbd: await need( /^mariadbd$/ ),
		mariadbInstall,
		mariadbBase: join( mariadbInstall, '../..' ),
		phpExtensions,
		environment: {
			...process.env,
			...( libraries !== undefined && existsSync( libraries )
				? { LD_LIBRARY_PATH: libraries }
				: {} ),
		},
	};
}

/**
 * Finds php-fpm, MariaDB and nginx, and fetches Debian's packages of them unless that was done.
 *
 * @param  log Hears what is being done.
 * @throws {Error} Where there are none to be had.
 */
export async function nativePrograms( log: Log ): Promise< NativePrograms > {
	try {
		return await locatePrograms( PROGRAMS );
	} catch {
		log( 'Fetching php-fpm, MariaDB and nginx from Debian packages' );
	}
	const partial = `${ PROGRAMS }.partial`;
	await rm( partial, { recursive: true, force: true } );
	await mkdir( partial, { recursive: true } );
	const packages = await unpackPackages( partial );
	await rm( PROGRAMS, { recursive: true, force: true } );
	await rename( partial, PROGRAMS );
	log( `Unpacked ${ packages.length } packages` );
	return locatePrograms( PROGRAMS );
}
