import type { PublishRecord } from './history-api';

/**
 * @param record
 * @param record.startedAt
 * @param record.finishedAt
 * @param record.lastSeenAt
 * @param record.stale
 * @return Milliseconds; null while a publish runs. One that fell silent took as long as it was heard of.
 */
export function durationOf( {
	startedAt,
	finishedAt,
	lastSeenAt,
	stale,
}: Pick<
	PublishRecord,
	'startedAt' | 'finishedAt' | 'lastSeenAt' | 'stale'
> ): number | null {
	const end = stale ? lastSeenAt : finishedAt;
	return end === null
		? null
		: Math.max( 0, Date.parse( end ) - Date.parse( startedAt ) );
}

export const bytesOf = ( { summary }: PublishRecord ): number =>
	( summary?.providers ?? [] ).reduce(
		( sum, { bytes = 0 } ) => sum + bytes,
		0
	);
