import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhpKind, WordPressVersion } from '../../tests/stands/wordpress';
import { ROOT } from '../root';
import { runNode } from '../run-node';
import type { Check, Outcome } from './check';

const VITEST = join( ROOT, 'node_modules/vitest/vitest.mjs' );

/** What every change has to pass. */
const PROJECTS = [ 'unit', 'react', 'integration', 'e2e' ];

interface Report {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: ReadonlyArray< {
		readonly status: string;
		readonly assertionResults: readonly unknown[];
	} >;
}

/**
 * Counts a report of vitest. A test that was skipped has failed; so has a file that could not be read.
 *
 * @param report   The JSON reporter's.
 * @param exitCode Of vitest; other than 0 for errors outside of any test.
 */
export function countReport(
	report: Report,
	exitCode: number | null
): Outcome {
	const unread = report.testResults.filter(
		( { status, assertionResults } ) =>
			status === 'failed' && assertionResults.length === 0
	).length;
	const failed =
		report.numFailedTests +
		report.numPendingTests +
		report.numTodoTests +
		unread;
	return {
		passed: report.numPassedTests,
		failed: failed === 0 && exitCode !== 0 ? 1 : failed,
	};
}

export interface TestRun {
	readonly name: string;
	/** Projects of vitest.config.ts; default: all but the long one. */
	readonly projects?: readonly string[];
	readonly wordPress?: WordPressVersion;
	/** Parts of the paths of the test files; default: all files. */
	readonly files?: readonly string[];
	/** What is measured in small elsewhere is measured at its full size. */
	readonly isFullSize?: boolean;
	/** Finds the browser that the tests drive. */
	readonly browser?: () => Promise< string >;
	/** Finds what WordPress runs on; default: PHP in WebAssembly. */
	readonly php?: () => Promise< PhpKind >;
}

/**
 * A check that runs tests.
 *
 * @param run Which, and on what.
 */
export const vitestCheck = ( run: TestRun ): Check => ( {
	name: run.name,
	async run( signal ) {
		const place = await mkdtemp( join( tmpdir(), 'aether-tests-' ) );
		const file = join( place, 'report.json' );
		try {
			const environment = {
				...( run.wordPress && {
					AETHER_TEST_WORDPRESS: run.wordPress,
				} ),
				...( run.isFullSize && { AETHER_TEST_FULL_SIZE: '1' } ),
				...( run.browser && { AETHER_CHROMIUM: await run.browser() } ),
				...( run.php && { AETHER_TEST_PHP: await run.php() } ),
			};
			const { code } = await runNode(
				[
					VITEST,
					'run',
					...( run.files ?? [] ),
					'--reporter=default',
					'--reporter=json',
					`--outputFile.json=${ file }`,
					...( run.projects ?? PROJECTS ).flatMap( ( project ) => [
						'--project',
						project,
					] ),
				],
				{ environment, echo: process.stderr, signal }
			);
			const text = await readFile( file, 'utf8' ).catch( () => {
				throw new Error( 'vitest ended without a report' );
			} );
			return countReport( JSON.parse( text ) as Report, code );
		} finally {
			await rm( place, { recursive: true, force: true } );
		}
	},
} );
