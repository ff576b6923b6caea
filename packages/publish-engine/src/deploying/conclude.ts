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
 * @param what
 * @param results
 * @param results.successCount
 * @param results.failureCount
 */
export function concludeUpload(
	what: 'static site' | 'blueprint bundle',
	{ successCount, failureCount }: FanOutResults< unknown >
): StepConclusion {
	const total = successCount + failureCount;
	return {
		message: `Uploaded ${ what } to ${ successCount }/${ total } providers`,
		code:
			what === 'static site'
				? 'static_site_uploaded'
				: 'blueprint_bundle_uploaded',
		counts: { reached: successCount, total },
		level: failureCount === 0 ? 'success' : 'warning',
	};
}
