import type { PublishRecord } from './history-api';

/** How often a provider was reached. */
export interface ProviderRate {
	readonly providerId: string;
	readonly succeeded: number;
	readonly total: number;
}

export function successRates(
	records: readonly PublishRecord[]
): readonly ProviderRate[] {
	const rates = new Map< string, ProviderRate >();
	for ( const { summary } of records ) {
		for ( const { providerId, success } of summary?.providers ?? [] ) {
			const before = rates.get( providerId );
			rates.set( providerId, {
				providerId,
				succeeded: ( before?.succeeded ?? 0 ) + ( success ? 1 : 0 ),
				total: ( before?.total ?? 0 ) + 1,
			} );
		}
	}
	return [ ...rates.values() ];
}

/** What one publish took. */
export interface Measure {
	readonly id: string;
	readonly startedAt: string;
	/** Milliseconds. */
	readonly duration: number;
	/** Bytes sent to all providers together. */
	readonly bytes: number;
}

/**
 * @param root0
 * @param root0.startedAt
 * @param root0.finishedAt
 * @return Milliseconds; null while a publish runs.
 */
export const durationOf = ( {
	startedAt,
	finishedAt,
}: Pick< PublishRecord, 'startedAt' | 'finishedAt' > ): number | null =>
	finishedAt === null
		? null
		: Math.max( 0, Date.parse( finishedAt ) - Date.parse( startedAt ) );

export const bytesOf = ( { summary }: PublishRecord ): number =>
	( summary?.providers ?? [] ).reduce(
		( sum, { bytes = 0 } ) => sum + bytes,
		0
	);

/**
 * Of the publishes that reached a provider, oldest first.
 *
 * @param records Newest first.
 */
export const measuresOf = (
	records: readonly PublishRecord[]
): readonly Measure[] =>
	records
		.filter(
			( { status } ) => status === 'success' || status === 'partial'
		)
		.map( ( record ) => ( {
			id: record.id,
			startedAt: record.startedAt,
			duration: durationOf( record ) ?? 0,
			bytes: bytesOf( record ),
		} ) )
		.reverse();
