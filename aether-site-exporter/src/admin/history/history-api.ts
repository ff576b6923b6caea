import {
	type AetherError,
	errorFromRestResponse,
	toAetherError,
} from '@aether/provider-sdk';
import type { PublishSummary, SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';

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

export type HistoryState =
	| { readonly status: 'loading' }
	| {
			readonly status: 'failed';
			readonly error: AetherError;
			readonly retry: () => void;
	  }
	| ( { readonly status: 'ready' } & HistoryPage );

export const PER_PAGE = 20;

async function readHistory(
	rest: SiteRest,
	page: number,
	signal: AbortSignal
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
export function useHistory(
	rest: SiteRest,
	page: number,
	version: string
): HistoryState {
	const [ state, setState ] = useState< HistoryState >( {
		status: 'loading',
	} );
	const [ attempt, setAttempt ] = useState( 0 );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		readHistory( rest, page, signal ).then(
			( read ) =>
				signal.aborted || setState( { status: 'ready', ...read } ),
			( cause: unknown ) =>
				signal.aborted ||
				setState( {
					status: 'failed',
					error: toAetherError( cause ),
					retry: () => {
						setState( { status: 'loading' } );
						setAttempt( attempt + 1 );
					},
				} )
		);
		return () => controller.abort();
	}, [ rest, page, version, attempt ] );
	return state;
}
