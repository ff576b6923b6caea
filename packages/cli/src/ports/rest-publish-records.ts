import type {
	PublishLease,
	PublishRecords,
	PublishSummary,
} from '@aether/publish-engine';
import type { RestClient } from './rest-client';

interface OpenAnswer {
	readonly id: string;
	readonly lease: string;
	readonly heartbeatMs: number;
}

interface PublishRecord {
	readonly status: string;
	readonly summary: PublishSummary | null;
}

/** Failures in a row beyond this say nothing about the site any more. */
const RECORDS_LOOKED_AT = 100;

const hasReachedProvider = ( { status }: PublishRecord ): boolean =>
	status === 'success' || status === 'partial';

/**
 * The record and the lease that WordPress keeps: one publish at a time per site.
 * @param rest
 */
export function createPublishRecords( rest: RestClient ): PublishRecords {
	return {
		async open( request, { signal } ): Promise< PublishLease > {
			const { id, lease, heartbeatMs } =
				await rest.sendJson< OpenAnswer >(
					'POST',
					'aether/v1/publishes',
					request,
					{ signal }
				);
			const route = `aether/v1/publishes/${ encodeURIComponent( id ) }`;
			return {
				publishId: id,
				heartbeatMs,
				async heartbeat( progress, options ) {
					await rest.sendJson(
						'PATCH',
						route,
						{ lease, ...progress },
						{ signal: options.signal }
					);
				},
				async close( summary ) {
					await rest.sendJson( 'PATCH', route, { lease, summary } );
				},
			};
		},
		async lastSummary( { signal } ) {
			const records = await rest.json< readonly PublishRecord[] >(
				`aether/v1/publishes?per_page=${ RECORDS_LOOKED_AT }`,
				{ signal }
			);
			return records.find( hasReachedProvider )?.summary ?? null;
		},
	};
}
