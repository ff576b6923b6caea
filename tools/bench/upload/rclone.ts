import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { apt } from '../../../tests/stands/wordpress/native/programs';

/**
 * rclone from Debian's package, unpacked into a directory of its own.
 *
 * @param directory
 * @return Path of the program.
 */
export async function fetchRclone( directory: string ): Promise< string > {
	const program = join( directory, 'rclone/usr/bin/rclone' );
	if ( existsSync( program ) ) {
		return program;
	}
	const root = join( directory, 'rclone' );
	await mkdir( root, { recursive: true } );
	await apt(
		'apt-get',
		[ '-o', 'APT::Sandbox::User=root', '-q', 'download', 'rclone' ],
		root
	);
	await apt(
		'sh',
		[ '-c', 'dpkg-deb -x rclone_*.deb . && rm rclone_*.deb' ],
		root
	);
	return program;
}

export interface RcloneOptions {
	readonly program: string;
	readonly directory: string;
	readonly bucket: string;
	readonly endpoint: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly concurrency: number;
	readonly signal: AbortSignal;
}

/**
 * One `rclone sync` with the settings that cost it the least: whole listings instead of a listing per folder, MD5 of the
 * listing instead of a request per object for the time of change.
 *
 * @param options
 * @return Milliseconds from the start of the process to its end.
 */
export async function syncWithRclone(
	options: RcloneOptions
): Promise< number > {
	const parallel = String( options.concurrency );
	const startedAt = performance.now();
	const child = spawn(
		options.program,
		[
			'sync',
			options.directory,
			`:s3:${ options.bucket }`,
			'--checksum',
			'--fast-list',
			'--s3-no-check-bucket',
			'--transfers',
			parallel,
			'--checkers',
			parallel,
			'--config',
			'/dev/null',
		],
		{
			// None of the machine's own settings for other clouds and networks.
			env: {
				PATH: process.env.PATH,
				HOME: options.directory,
				RCLONE_S3_PROVIDER: 'Cloudflare',
				RCLONE_S3_REGION: 'auto',
				RCLONE_S3_ENDPOINT: options.endpoint,
				RCLONE_S3_ACCESS_KEY_ID: options.accessKeyId,
				RCLONE_S3_SECRET_ACCESS_KEY: options.secretAccessKey,
			},
			stdio: [ 'ignore', 'ignore', 'pipe' ],
			signal: options.signal,
		}
	);
	const [ errors, code ] = await Promise.all( [
		text( child.stderr ),
		new Promise< number | null >( ( resolve, reject ) => {
			child.once( 'error', reject );
			child.once( 'close', resolve );
		} ),
	] );
	if ( code !== 0 ) {
		throw new Error(
			`rclone ended with ${ code }: ${ errors.slice( 0, 2000 ) }`
		);
	}
	return performance.now() - startedAt;
}

/**
 * Milliseconds that the program takes to do nothing.
 *
 * @param program
 */
export async function measureStart( program: string ): Promise< number > {
	const startedAt = performance.now();
	await promisify( execFile )( program, [ 'version' ] );
	return performance.now() - startedAt;
}
