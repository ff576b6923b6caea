import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NativePrograms } from './programs';
import { startProcess, type OwnedProcess } from './owned-process';

/** In the order in which they depend on each other. */
const EXTENSIONS = [
	'mysqlnd',
	'pdo',
	'xml',
	'ctype',
	'curl',
	'dom',
	'exif',
	'fileinfo',
	'ftp',
	'gd',
	'iconv',
	'intl',
	'mbstring',
	'mysqli',
	'posix',
	'simplexml',
	'sodium',
	'tokenizer',
	'xmlreader',
	'xmlwriter',
	'zip',
];

/**
 * Writes the one php.ini that the web and the command line share.
 *
 * @param programs
 * @param directory Receives `php.ini`; sessions and uploads in transit go there too.
 * @return Path of the file.
 */
export async function writePhpIni(
	programs: NativePrograms,
	directory: string
): Promise< string > {
	const library = ( name: string ) =>
		join( programs.phpExtensions, `${ name }.so` );
	const path = join( directory, 'php.ini' );
	await writeFile(
		path,
		[
			`zend_extension=${ library( 'opcache' ) }`,
			...EXTENSIONS.filter( ( name ) =>
				existsSync( library( name ) )
			).map( ( name ) => `extension=${ library( name ) }` ),
			'opcache.enable=1',
			// Tests write PHP files and expect the next request to run them.
			'opcache.revalidate_freq=0',
			'opcache.memory_consumption=192',
			'opcache.interned_strings_buffer=16',
			'opcache.max_accelerated_files=20000',
			'memory_limit=256M',
			'post_max_size=32M',
			'upload_max_filesize=32M',
			'max_execution_time=60',
			'display_errors=0',
			'log_errors=1',
			`error_log=${ join( directory, 'php-errors.log' ) }`,
			`upload_tmp_dir=${ directory }`,
			`sys_temp_dir=${ directory }`,
			'',
		].join( '\n' )
	);
	return path;
}

export interface PhpFpmOptions {
	readonly programs: NativePrograms;
	readonly directory: string;
	readonly ini: string;
	readonly socket: string;
	/** Number of requests that PHP works on at once. */
	readonly workers: number;
	readonly log: string;
}

export async function startPhpFpm(
	options: PhpFpmOptions
): Promise< OwnedProcess > {
	const config = join( options.directory, 'php-fpm.conf' );
	await writeFile(
		config,
		[
			'[global]',
			'daemonize = no',
			`error_log = ${ options.log }`,
			'[www]',
			`listen = ${ options.socket }`,
			'listen.backlog = 1024',
			'pm = static',
			`pm.max_children = ${ options.workers }`,
			'catch_workers_output = yes',
			...( process.getuid?.() === 0
				? [ 'user = root', 'group = root' ]
				: [] ),
			'',
		].join( '\n' )
	);
	return startProcess( {
		name: 'php-fpm',
		command: options.programs.phpFpm,
		args: [
			'--nodaemonize',
			'--php-ini',
			options.ini,
			'--fpm-config',
			config,
			...( process.getuid?.() === 0 ? [ '--allow-to-run-as-root' ] : [] ),
		],
		environment: { ...options.programs.environment, PHP_INI_SCAN_DIR: '' },
		log: options.log,
		timeoutMs: 30_000,
		isReady: async () => existsSync( options.socket ),
	} );
}
