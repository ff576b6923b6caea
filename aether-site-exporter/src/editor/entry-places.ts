import type { OperationOptions } from '@aether/provider-sdk';
import { restJson, type SiteRest } from '@aether/publish-engine';
import { useCallback } from '@wordpress/element';
import { type AnswerState, useAnswer } from '../admin/components/use-answer';

/** Of an entry as it is saved: no part of the site; not there yet; changed since; shown as it is. */
export type EntryState = 'private' | 'new' | 'changed' | 'current';

export interface EntryPlace {
	/** Provider id. */
	readonly provider: string;
	readonly state: EntryState;
	/** When the publish began that reached it last. ISO 8601; null: it is switched on, and none has reached it. */
	readonly publishedAt: string | null;
	/** Of the entry there; null where the place is not public, or the entry is not. */
	readonly url: string | null;
}

/** As docs/rest-api.md has it. */
export interface EntryPublishing {
	/** Whether the next publish takes it along. */
	readonly isPublic: boolean;
	readonly places: readonly EntryPlace[];
	readonly canPublish: boolean;
}

/**
 * Where an entry was published to. While it is asked again, what was known stays.
 *
 * @param rest
 * @param postId
 * @param version Asked again when it changes.
 */
export const useEntryPublishing = (
	rest: SiteRest,
	postId: number,
	version: string
): AnswerState< EntryPublishing > =>
	useAnswer(
		useCallback(
			( { signal }: OperationOptions ) =>
				restJson< EntryPublishing >(
					rest,
					`aether/v1/site/entries/${ postId }`,
					{ signal }
				),
			[ rest, postId ]
		),
		version
	);
