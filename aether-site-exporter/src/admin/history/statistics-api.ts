import { restJson, type SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';

/** How often a provider was reached. */
export interface ProviderRate {
	readonly providerId: string;
	readonly succeeded: number;
	readonly total: number;
}

/** What one publish took. */
export interface Measure {
	readonly id: string;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly durationMs: number;
	/** Sent to all providers together. */
	readonly bytes: number;
}

/** Of the latest publishes together, as docs/rest-api.md has it. */
export interface PublishStatistics {
	/** How many were looked at. */
	readonly publishes: number;
	readonly providers: readonly ProviderRate[];
	/** Of those that reached their places, oldest first. */
	readonly measures: readonly Measure[];
}

/**
 * Null until WordPress has answered, or when it did not: the list of publishes stands without them.
 *
 * @param rest
 * @param version Read again when it changes.
 */
export function useStatistics(
	rest: SiteRest,
	version: unknown
): PublishStatistics | null {
	const [ statistics, setStatistics ] = useState< PublishStatistics | null >(
		null
	);
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		restJson< PublishStatistics >( rest, 'aether/v1/publishes/statistics', {
			signal,
		} ).then(
			( read ) => signal.aborted || setStatistics( read ),
			() => signal.aborted || setStatistics( null )
		);
		return () => controller.abort();
	}, [ rest, version ] );
	return statistics;
}
