import fc from 'fast-check';
import { vi } from 'vitest';

/*
 * The same inputs in each run, so that a change is never blamed for what another one broke; "npm run test:long" looks for
 * new ones, 40 times as many.
 */
if ( process.env.AETHER_TEST_FULL_SIZE === '1' ) {
	fc.configureGlobal( { numRuns: 20_000 } );
	vi.setConfig( { testTimeout: 600_000 } );
} else {
	fc.configureGlobal( { numRuns: 500, seed: 1 } );
}

export { fc };
