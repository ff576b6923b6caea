import type { OperationOptions } from '@aether/provider-sdk';
import { restJson, type SiteRest } from '@aether/publish-engine';
import { useCallback } from '@wordpress/element';
import { type AnswerState, useAnswer } from '../components/use-answer';

/** What a publish left behind, page by page, as docs/rest-api.md has it. */
export interface JournalPage< Item > {
	readonly items: readonly Item[];
	/** Of all pages together. */
	readonly total: number;
	/** How many there were beyond what is kept. */
	readonly omitted: number;
}

export type JournalState< Item > = AnswerState< JournalPage< Item > >;

/** Rows on the screen. */
export const PER_PAGE = 100;

/**
 * @param rest
 * @param publishId
 * @param list
 * @param query     What is wanted of it.
 * @param page      From 0.
 */
export function useJournal< Item >(
	rest: SiteRest,
	publishId: string,
	list: 'log' | 'files',
	query: Readonly< Record< string, string > >,
	page: number
): JournalState< Item > {
	const parameters = new URLSearchParams( {
		...query,
		per_page: String( PER_PAGE ),
		page: String( page + 1 ),
	} ).toString();
	const route = `aether/v1/publishes/${ publishId }/${ list }?${ parameters }`;
	return useAnswer(
		useCallback(
			( { signal }: OperationOptions ) =>
				restJson< JournalPage< Item > >( rest, route, { signal } ),
			[ rest, route ]
		)
	);
}
