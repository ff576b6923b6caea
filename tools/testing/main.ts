import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCheckBoundaries } from '../boundaries/main';
import { buildProject } from '../bundles/main';
import { ROOT } from '../root';
import { runNode } from '../run-node';
import { findBrowser } from './browser';
import { fromExitCode, runChecks, type Check } from './check';
import { findPhp } from './native-php';
import { phpCheck } from './php';
import { vitestCheck } from './vitest';

const USAGE = `Usage: npm test -- [options]

Builds what changed, then checks PHP, types, lint and boundaries and runs all tests: unit, components, integration on a
real WordPress, and a real browser. The last line is "N passed, N failed".

  --long    Runs the tests that need a WordPress on the oldest supported one, too, and on PHP in WebAssembly, and large
            publishes at full size.
  --help    This text.

WordPress runs on native PHP with MariaDB and nginx, which are fetched from Debian's packages into .cache/native where
that is possible, and else on PHP in WebAssembly. AETHER_TEST_PHP=wasm or =native decides.
`;

const say = ( line: string ) => process.stderr.write( `${ line }\n` );

const program = (
	name: string,
	script: string,
	...parameters: string[]
): Check => ( {
	name,
	run: async ( signal ) =>
		fromExitCode(
			(
				await runNode( [ join( ROOT, script ), ...parameters ], {
					echo: process.stderr,
					signal,
				} )
			).code
		),
} );

const build: Check = {
	name: 'Build',
	async run( signal ) {
		await buildProject( {
			log: ( line ) => say( `   ${ line }` ),
			signal,
		} );
		return { passed: 1, failed: 0 };
	},
};

const boundaries: Check = {
	name: 'Boundaries',
	run: async () => fromExitCode( await runCheckBoundaries() ),
};

const browser = () => findBrowser( { environment: process.env } );

const php = () => findPhp( { wanted: process.env.AETHER_TEST_PHP, log: say } );

const CHECKS: readonly Check[] = [
	build,
	phpCheck,
	program( 'Types', 'node_modules/typescript/bin/tsc', '--noEmit' ),
	program(
		'Lint',
		'node_modules/@wordpress/scripts/bin/wp-scripts.js',
		'lint-js'
	),
	boundaries,
	vitestCheck( { name: 'Tests', browser, php } ),
];

const LONG_CHECKS: readonly Check[] = [
	vitestCheck( { name: 'Long tests', projects: [ 'long' ], browser } ),
	vitestCheck( {
		name: 'Tests on WordPress 6.8',
		projects: [ 'integration', 'e2e' ],
		wordPress: '6.8',
		browser,
		php,
	} ),
	vitestCheck( {
		name: 'Tests on PHP in WebAssembly, with SQLite',
		projects: [ 'integration' ],
	} ),
	vitestCheck( {
		name: 'Large publishes at full size',
		projects: [ 'unit' ],
		files: [ 'large-publish', 'killed-publishers', 'many-pages' ],
		isFullSize: true,
	} ),
	vitestCheck( {
		name: 'Properties, on new input',
		projects: [ 'unit' ],
		files: [ 'path-plan', 'any-input', 'url-table' ],
		isFullSize: true,
	} ),
	vitestCheck( {
		name: 'Each theme at each place, each page of a bundle',
		projects: [ 'integration' ],
		files: [ 'content-matrix', 'integration/bundle' ],
		isFullSize: true,
		browser,
		php,
	} ),
];

/**
 * `npm test`.
 *
 * @param argv See `USAGE`.
 * @return The exit code.
 */
export async function runTests( argv: readonly string[] ): Promise< number > {
	const { values } = parseArgs( {
		args: [ ...argv ],
		options: { long: { type: 'boolean' }, help: { type: 'boolean' } },
	} );
	if ( values.help ) {
		process.stdout.write( USAGE );
		return 0;
	}
	const ended = new AbortController();
	for ( const signal of [ 'SIGINT', 'SIGTERM', 'SIGHUP' ] as const ) {
		process.once( signal, () => ended.abort() );
	}
	const { passed, failed } = await runChecks(
		values.long ? [ ...CHECKS, ...LONG_CHECKS ] : CHECKS,
		ended.signal,
		say
	);
	process.stdout.write( `\n${ passed } passed, ${ failed } failed\n` );
	return failed > 0 || passed === 0 ? 1 : 0;
}
