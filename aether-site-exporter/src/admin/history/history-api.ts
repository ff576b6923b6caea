import {
	errorFromRestResponse,
	type OperationOptions,
} from '@aether/provider-sdk';
import type { PublishSummary, SiteRest } from '@aether/publish-engine';
import { useCallback } from '@wordpress/element';
import { type AnswerState, useAnswer } from '../components/use-answer';

/** One publish, as docs/rest-api.md has it. */
export interface PublishRecord {
	readonly id: string;
	readonly status: PublishSummary[ 'status' ] | 'running' | 'interrupted';
	/** ISO 8601. */
	readonly startedAt: string;
	readonly finishedAt: string | null;
	/** When it was last heard of. ISO 8601. */
	readonly lastSeenAt: string;
	readonly startedBy: { readonly name: string };
	/** The providers that a person chose; null: all that were switched on. */
	readonly only: readonly string[] | null;
	/** It says that it runs, and has gone silent. */
	readonly stale: boolean;
	/** Null while it runs, and for one that never told how it ended. */
	readonly summary: PublishSummary | null;
}

export interface HistoryPage {
	/** Newest first. */
	readonly records: readonly PublishRecord[];
	/** Of all pages together. */
	readonly total: number;
}

export type HistoryState = AnswerState< HistoryPage >;

export const PER_PAGE = 20;

async function readHistory(
	rest: SiteRest,
	page: number,
	{ signal }: OperationOptions
): Promise< HistoryPage > {
	const response = await rest(
		`aether/v1/publishes?per_page=${ PER_PAGE }&page=${ page + 1 }`,
		{ signal }
	);
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response );
	}
	const records: readonly PublishRecord[] = await response.json();
	return {
		records,
		total: Number( response.headers.get( 'X-WP-Total' ) ?? records.length ),
	};
}

/**
 * One page of the history, read again when `version` changes.
 *
 * @param rest
 * @param page    From 0.
 * @param version
 */
export const useHistory = (
	rest: SiteRest,
	page: number,
	version: string
): HistoryState =>
	useAnswer(
		useCallback(
			( options: OperationOptions ) => readHistory( rest, page, options ),
			[ rest, page ]
		),
		version
	);
