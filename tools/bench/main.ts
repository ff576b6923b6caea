import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
	startWordPress,
	type WordPressStand,
} from '../../tests/stands/wordpress';
import { nativePrograms } from '../../tests/stands/wordpress/native/programs';
import { measureBundle } from './bundle';
import { enableLocalFilesystem } from './local-provider';
import { cpuTimeOf } from './cpu-time';
import { summarise } from './measurements';
import { parseBenchOptions, USAGE, type BenchOptions } from './options';
import type { Site } from './publish-run';
import { runRounds, type Rounds } from './rounds';
import { formatBundle, formatMeasurements, formatUploads } from './table';
import { measureUploads } from './upload';

const ROOT = fileURLToPath( new URL( '../../', import.meta.url ) );
const DIRECTORY = join( ROOT, '.cache/bench' );

/**
 * Progress goes to standard error, so that `--json` leaves standard output alone.
 * @param line
 */
const report = ( line: string ) => process.stderr.write( `${ line }\n` );

/**
 * A WordPress on native PHP, as fast as on a server.
 * @param options
 */
async function startSite( options: BenchOptions ): Promise< WordPressStand > {
	const site = await startWordPress( {
		php: 'native',
		constants: { WP_DEBUG: false },
		log: report,
		...( options.core !== undefined && { core: options.core } ),
		...( options.port !== undefined && { port: options.port } ),
	} );
	try {
		report( `Generating ${ options.posts } posts` );
		await site.runPhp(
			`require '${ site.standInPhp }/content/generated-posts.php';
			Aether\\Stand\\generate_posts( ${ options.posts } );`
		);
		return site;
	} catch ( error ) {
		await site.stop();
		throw error;
	}
}

/**
 * Ends the site whatever happens.
 *
 * @param options
 * @param signal
 * @param task
 */
async function withSite< T >(
	options: BenchOptions,
	signal: AbortSignal,
	task: ( site: WordPressStand ) => Promise< T >
): Promise< T > {
	const site = await startSite( options );
	try {
		signal.throwIfAborted();
		return await task( site );
	} finally {
		await site.stop();
	}
}

const serve = ( options: BenchOptions, signal: AbortSignal ): Promise< void > =>
	withSite( options, signal, async ( site ) => {
		const { url, user, password, applicationPassword, directory } = site;
		process.stdout.write(
			`${ JSON.stringify( { url, user, password, applicationPassword, directory } ) }\n`
		);
		await once( signal, 'abort' );
	} );

const measurementOptions = (
	options: BenchOptions,
	site: Site,
	signal: AbortSignal
) => ( {
	root: ROOT,
	site,
	signal,
	rounds: options.rounds,
	concurrency: options.concurrency,
	report,
	...( options.profile === undefined ? {} : { profile: options.profile } ),
} );

const measureNative = (
	options: BenchOptions,
	signal: AbortSignal
): Promise< Rounds > =>
	withSite( options, signal, async ( site ) => {
		await enableLocalFilesystem( site );
		const published = join( site.uploadsDirectory, 'aether' );
		return runRounds( {
			...measurementOptions( options, site, signal ),
			siteCpuTime: () => cpuTimeOf( site.processes ),
			clearTarget: () =>
				rm( published, { recursive: true, force: true } ),
		} );
	} );

function measureElsewhere(
	options: BenchOptions,
	url: string,
	signal: AbortSignal
): Promise< Rounds > {
	const { AETHER_USER, AETHER_PASSWORD } = process.env;
	if ( ! AETHER_USER || ! AETHER_PASSWORD ) {
		throw new Error( '--url needs AETHER_USER and AETHER_PASSWORD.' );
	}
	const site = {
		url,
		user: AETHER_USER,
		applicationPassword: AETHER_PASSWORD,
	};
	return runRounds( measurementOptions( options, site, signal ) );
}

async function run( options: BenchOptions, signal: AbortSignal ) {
	if ( options.help ) {
		process.stdout.write( USAGE );
		return;
	}
	if ( options.setup ) {
		await nativePrograms( report );
		return;
	}
	if ( options.serve ) {
		await serve( options, signal );
		return;
	}
	if ( options.bundle ) {
		await promisify( execFile )( process.execPath, [
			join( ROOT, 'packages/cli/build.mjs' ),
		] );
		const bundle = await withSite( options, signal, ( site ) =>
			measureBundle( { ...options, root: ROOT, site, signal } )
		);
		process.stdout.write(
			options.json
				? `${ JSON.stringify( bundle ) }\n`
				: formatBundle( bundle )
		);
		return;
	}
	if ( options.upload ) {
		const uploads = await measureUploads( {
			...options,
			directory: DIRECTORY,
			signal,
			report,
		} );
		process.stdout.write(
			options.json
				? `${ JSON.stringify( uploads ) }\n`
				: formatUploads( uploads )
		);
		return;
	}
	await promisify( execFile )( process.execPath, [
		join( ROOT, 'packages/cli/build.mjs' ),
	] );
	const rounds =
		options.url === undefined
			? await measureNative( options, signal )
			: await measureElsewhere( options, options.url, signal );
	const measurements = summarise( rounds );
	process.stdout.write(
		options.json
			? `${ JSON.stringify( measurements ) }\n`
			: formatMeasurements( measurements )
	);
}

/**
 * Runs one bench command line.
 *
 * @param argv Without the program's name.
 * @return The exit code: 130 after Ctrl-C.
 */
export async function runBench( argv: readonly string[] ): Promise< number > {
	const controller = new AbortController();
	const stop = () => controller.abort();
	process.on( 'SIGINT', stop );
	process.on( 'SIGTERM', stop );
	try {
		await run( parseBenchOptions( argv ), controller.signal );
		return 0;
	} catch ( error ) {
		if ( controller.signal.aborted ) {
			return 130;
		}
		report( error instanceof Error ? error.message : String( error ) );
		return 1;
	} finally {
		process.off( 'SIGINT', stop );
		process.off( 'SIGTERM', stop );
	}
}
