import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PLUGIN_FOLDERS } from '../../tests/stands/wordpress';
import { ROOT } from '../root';
import { runNode } from '../run-node';
import { fromExitCode, type Check } from './check';

const PLAYGROUND = join(
	ROOT,
	'node_modules/@wp-playground/cli/wp-playground.js'
);

/** Where the project appears in PHP's file system. */
const PROJECT = '/project';

const IGNORED = new Set( [ 'node_modules', 'build', 'dist' ] );

async function phpBelow( directory: string ): Promise< string[] > {
	const entries = await readdir( directory, { withFileTypes: true } );
	const nested = await Promise.all(
		entries.map( ( entry ) => {
			const path = join( directory, entry.name );
			if ( entry.isDirectory() ) {
				return IGNORED.has( entry.name ) ? [] : phpBelow( path );
			}
			return entry.name.endsWith( '.php' ) ? [ path ] : [];
		} )
	);
	return nested.flat();
}

/**
 * All PHP files of some directories.
 *
 * @param directories Relative to the project.
 * @return Paths in PHP's file system, sorted.
 */
export async function phpFiles(
	directories: readonly string[]
): Promise< string[] > {
	const found = await Promise.all(
		directories.map( ( directory ) => phpBelow( join( ROOT, directory ) ) )
	);
	return found
		.flat()
		.map( ( path ) =>
			[ PROJECT, ...relative( ROOT, path ).split( sep ) ].join( '/' )
		)
		.sort();
}

/**
 * Runs PHP's command line, in WebAssembly and without a WordPress.
 *
 * @param version    Of PHP.
 * @param parameters As `php` takes them; the project is `/project`.
 * @param signal     Ends it.
 */
export const runPhpCommand = (
	version: '8.1' | '8.3',
	parameters: readonly string[],
	signal: AbortSignal
) =>
	runNode(
		[
			PLAYGROUND,
			'php',
			'--php',
			version,
			'--wordpress-install-mode',
			'do-not-attempt-installing',
			'--skip-sqlite-setup',
			'--verbosity',
			'quiet',
			'--mount-dir',
			ROOT,
			PROJECT,
			'--',
			...parameters,
		],
		{ signal }
	);

const COMPLAINT = /error/i;

/** The oldest PHP must be able to read every file, and a current one to compile it. */
export const phpCheck: Check = {
	name: 'PHP',
	async run( signal ) {
		const files = await phpFiles( [
			...PLUGIN_FOLDERS,
			'examples',
			'packages/create-provider/template',
			'tests/stands',
		] );
		const read = await runPhpCommand(
			'8.1',
			[ `${ PROJECT }/tools/testing/parse.php`, ...files ],
			signal
		);
		const compiled = await runPhpCommand(
			'8.3',
			[ '-l', ...files ],
			signal
		);
		for ( const { code, output } of [ read, compiled ] ) {
			if ( code !== 0 ) {
				process.stderr.write(
					output
						.split( '\n' )
						.filter(
							( line ) =>
								COMPLAINT.test( line ) &&
								! line.startsWith( 'No syntax errors' )
						)
						.join( '\n' )
						.concat( '\n' )
				);
			}
		}
		const [ first, second ] = [ read, compiled ].map( ( { code } ) =>
			fromExitCode( code )
		);
		return {
			passed: ( first?.passed ?? 0 ) + ( second?.passed ?? 0 ),
			failed: ( first?.failed ?? 0 ) + ( second?.failed ?? 0 ),
		};
	},
};
