import fc from 'fast-check';

/*
 * The same inputs in each run, so that a change is never blamed for what another one broke; "npm run test:long" looks for
 * new ones, 40 times as many.
 */
fc.configureGlobal(
	process.env.AETHER_TEST_FULL_SIZE === '1'
		? { numRuns: 20_000 }
		: { numRuns: 500, seed: 1 }
);

export { fc };
