import { AetherError, type Clock, isAbortError } from '@aether/provider-sdk';
import type { PublishLease, PublishRecords, PublishSummary } from '../ports';
import { jsonRequest, type SiteRest, restJson } from './rest';

interface OpenedPublish {
	readonly id: string;
	readonly lease: string;
	readonly heartbeatMs: number;
}

interface StoredPublish {
	readonly status: string;
	readonly summary: PublishSummary | null;
}

/** As many records as one answer holds: who failed more often has nothing to compare with. */
const LAST_PUBLISHES = 'aether/v1/publishes?per_page=100';

/** How long a portion of the log may take to be written, per attempt. Milliseconds. */
const NOTE_TIMEOUT_MS = 15_000;
/** How long the outcome may take to be written, per attempt. Milliseconds. */
const CLOSE_TIMEOUT_MS = 15_000;
/** Waits before the outcome is written again; after the last the lease goes stale by itself. Milliseconds. */
const CLOSE_RETRY_DELAYS_MS = [ 1000, 4000 ];

/**
 * One run at a time: WordPress gives the lease, and keeps the record.
 *
 * @param rest
 * @param clock
 */
export function createPublishRecords(
	rest: SiteRest,
	clock: Clock
): PublishRecords {
	return {
		async open( request, { signal } ) {
			const opened = await restJson< OpenedPublish >(
				rest,
				'aether/v1/publishes',
				{ ...jsonRequest( 'POST', request ), signal }
			);
			return createLease( rest, clock, opened );
		},
		async lastSummary( { signal } ) {
			const publishes = await restJson< readonly StoredPublish[] >(
				rest,
				LAST_PUBLISHES,
				{ signal }
			);
			const last = publishes.find(
				( { status } ) => status === 'success' || status === 'partial'
			);
			return last?.summary ?? null;
		},
	};
}

function createLease(
	rest: SiteRest,
	clock: Clock,
	{ id, lease, heartbeatMs }: OpenedPublish
): PublishLease {
	const route = `aether/v1/publishes/${ encodeURIComponent( id ) }`;
	const patch = ( body: object, signal: AbortSignal ) =>
		restJson( rest, route, {
			...jsonRequest( 'PATCH', { lease, ...body } ),
			signal,
		} );
	return {
		publishId: id,
		heartbeatMs,
		async heartbeat( progress, { signal } ) {
			await patch( progress, signal );
		},
		async note( batch ) {
			await restJson( rest, `${ route }/journal`, {
				...jsonRequest( 'POST', { lease, ...batch } ),
				signal: AbortSignal.timeout( NOTE_TIMEOUT_MS ),
			} );
		},
		async close( summary ) {
			for ( const delay of [ ...CLOSE_RETRY_DELAYS_MS, null ] ) {
				try {
					await patch(
						{ summary },
						AbortSignal.timeout( CLOSE_TIMEOUT_MS )
					);
					return;
				} catch ( error ) {
					if ( delay === null || ! canPass( error ) ) {
						throw error;
					}
				}
				await clock.sleep( delay, {
					signal: new AbortController().signal,
				} );
			}
		},
	};
}

const canPass = ( error: unknown ): boolean =>
	isAbortError( error ) ||
	( error instanceof Error && error.name === 'TimeoutError' ) ||
	( AetherError.isInstance( error ) && error.isRetryable );
