import { AetherError } from '@aether/provider-sdk';
import type { StepConclusion } from '../workflow/step';
import type { FanOutResults } from './fan-out';

/**
 * @param  results
 * @throws {AetherError} `all_providers_failed` when none of them has it.
 */
export function assertAnySucceeded( results: FanOutResults< unknown > ): void {
	if ( results.successCount > 0 || results.failureCount === 0 ) {
		return;
	}
	const first = results.providers.find(
		( outcome ) => outcome.success === false
	);
	throw new AetherError(
		'all_providers_failed',
		'Failed to upload to any provider',
		{
			...( first ? { cause: first.error } : {} ),
			details: { failureCount: results.failureCount },
		}
	);
}

/**
 * The sentence for the person, a warning when a provider failed: `Uploaded static site to 1/2 providers`.
 *
 * @param what                 `static site`, `blueprint bundle`.
 * @param results
 * @param results.successCount
 * @param results.failureCount
 */
export function concludeUpload(
	what: string,
	{ successCount, failureCount }: FanOutResults< unknown >
): StepConclusion {
	return {
		message: `Uploaded ${ what } to ${ successCount }/${
			successCount + failureCount
		} providers`,
		level: failureCount === 0 ? 'success' : 'warning',
	};
}
