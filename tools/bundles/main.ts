import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runNode } from '../run-node';
import { ROOT } from '../root';
import { fingerprint } from './fingerprint';
import { TARGETS, type Target } from './targets';

const stampOf = ( target: Target ): string =>
	join( ROOT, '.cache/builds', target.name.replaceAll( ' ', '-' ) );

async function isCurrent( target: Target, wanted: string ): Promise< boolean > {
	return (
		existsSync( join( ROOT, target.output ) ) &&
		( await readFile( stampOf( target ), 'utf8' ).catch( () => '' ) ) ===
			wanted
	);
}

export interface BuildOptions {
	/** Builds everything, changed or not. */
	readonly all?: boolean;
	readonly signal?: AbortSignal;
	readonly log: ( line: string ) => void;
}

/**
 * Builds both plugins' scripts and the command line, as far as their sources changed since they were built last.
 *
 * @param  options        What to build, and who hears of it.
 * @param  options.all
 * @param  options.signal
 * @param  options.log
 * @throws {Error} With the build's own output.
 */
export async function buildProject( {
	all = false,
	signal,
	log,
}: BuildOptions ): Promise< void > {
	for ( const target of TARGETS ) {
		const wanted = await fingerprint( ROOT, target.sources );
		if ( ! all && ( await isCurrent( target, wanted ) ) ) {
			continue;
		}
		log( `Building ${ target.name }` );
		const [ script = '', ...parameters ] = target.command;
		const { code, output } = await runNode(
			[ join( ROOT, script ), ...parameters ],
			{
				directory: join( ROOT, target.directory ),
				...( signal && { signal } ),
			}
		);
		if ( code !== 0 || ! existsSync( join( ROOT, target.output ) ) ) {
			throw new Error( `${ target.name } was not built.\n${ output }` );
		}
		await mkdir( dirname( stampOf( target ) ), { recursive: true } );
		await writeFile( stampOf( target ), wanted );
	}
}

/**
 * @param argv `--all` builds what did not change, too.
 * @return The exit code.
 */
export async function runBuild( argv: readonly string[] ): Promise< number > {
	const log = ( line: string ) => process.stderr.write( `${ line }\n` );
	try {
		await buildProject( { all: argv.includes( '--all' ), log } );
		return 0;
	} catch ( error ) {
		log( error instanceof Error ? error.message : String( error ) );
		return 1;
	}
}
