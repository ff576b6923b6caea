import { describe, expect, it } from 'vitest';
import { fromExitCode, runChecks, type Check, type Outcome } from './check';
import { countReport } from './vitest';

const check = ( outcome: Outcome | Error ): Check => ( {
	name: 'one',
	run: () =>
		outcome instanceof Error
			? Promise.reject( outcome )
			: Promise.resolve( outcome ),
} );

const silent = (): void => {};
const never = new AbortController().signal;

describe( 'the test command', () => {
	it( 'sums what passed and failed, and goes on after a failure', async () => {
		expect(
			await runChecks(
				[
					check( { passed: 3, failed: 0 } ),
					check( new Error( 'no browser' ) ),
					check( fromExitCode( 2 ) ),
					check( fromExitCode( 0 ) ),
				],
				never,
				silent
			)
		).toEqual( { passed: 4, failed: 2 } );
	} );

	it( 'fails where nothing was tested', async () => {
		expect(
			await runChecks(
				[ check( { passed: 0, failed: 0 } ) ],
				never,
				silent
			)
		).toEqual( { passed: 0, failed: 1 } );
	} );

	it( 'counts what did not run any more as failed', async () => {
		expect(
			await runChecks(
				[ check( { passed: 1, failed: 0 } ) ],
				AbortSignal.abort(),
				silent
			)
		).toEqual( { passed: 0, failed: 1 } );
	} );
} );

describe( 'a report of vitest', () => {
	const report = {
		numPassedTests: 5,
		numFailedTests: 0,
		numPendingTests: 0,
		numTodoTests: 0,
		testResults: [ { status: 'passed', assertionResults: [ {} ] } ],
	};

	it( 'passes when all tests passed', () => {
		expect( countReport( report, 0 ) ).toEqual( { passed: 5, failed: 0 } );
	} );

	it( 'counts skipped tests as failed', () => {
		expect(
			countReport( { ...report, numPendingTests: 1, numTodoTests: 1 }, 0 )
		).toEqual( { passed: 5, failed: 2 } );
	} );

	it( 'counts a file that could not be read, and an error outside of tests', () => {
		expect(
			countReport(
				{
					...report,
					testResults: [ { status: 'failed', assertionResults: [] } ],
				},
				1
			)
		).toEqual( { passed: 5, failed: 1 } );
		expect( countReport( report, 1 ) ).toEqual( { passed: 5, failed: 1 } );
	} );
} );
