export interface Outcome {
	readonly passed: number;
	readonly failed: number;
}

/** One part of the test command. It prints what it finds; a failure says what mends it. */
export interface Check {
	readonly name: string;
	readonly run: ( signal: AbortSignal ) => Promise< Outcome >;
}

/**
 * The outcome of a program that either passes or fails.
 *
 * @param code Its exit code.
 */
export const fromExitCode = ( code: number | null ): Outcome =>
	code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/**
 * Runs checks one after another, each whatever the others found. One that throws has failed; one that found nothing to
 * do has failed too, because it would pass for ever.
 *
 * @param checks In their order.
 * @param signal Ends the run; what did not run counts as failed.
 * @param log    Hears what happens.
 */
export async function runChecks(
	checks: readonly Check[],
	signal: AbortSignal,
	log: ( line: string ) => void
): Promise< Outcome > {
	let passed = 0;
	let failed = 0;
	for ( const check of checks ) {
		log( `\n── ${ check.name }` );
		try {
			signal.throwIfAborted();
			const outcome = await check.run( signal );
			if ( outcome.passed + outcome.failed === 0 ) {
				throw new Error( 'nothing was tested' );
			}
			passed += outcome.passed;
			failed += outcome.failed;
			log(
				outcome.failed === 0
					? `   ${ outcome.passed } passed`
					: `   ${ outcome.failed } FAILED, ${ outcome.passed } passed`
			);
		} catch ( error ) {
			failed++;
			log(
				`   FAILED: ${ error instanceof Error ? error.message : String( error ) }`
			);
		}
	}
	return { passed, failed };
}
