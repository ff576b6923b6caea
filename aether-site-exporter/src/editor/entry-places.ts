import { errorFromRestResponse } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';

/** Of an entry as it is saved: no part of the site; not there yet; changed since; shown as it is. */
export type EntryState = 'private' | 'new' | 'changed' | 'current';

export interface EntryPlace {
	/** Provider id. */
	readonly provider: string;
	readonly state: EntryState;
	/** When the publish began that reached it last. ISO 8601. */
	readonly publishedAt: string;
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
 * Where an entry was published to; null until WordPress has answered, or when it did not.
 *
 * @param rest
 * @param postId
 * @param version Asked again when it changes.
 */
export function useEntryPublishing(
	rest: SiteRest,
	postId: number,
	version: string
): EntryPublishing | null {
	const [ publishing, setPublishing ] = useState< EntryPublishing | null >(
		null
	);
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		readPublishing( rest, postId, signal ).then(
			( read ) => signal.aborted || setPublishing( read ),
			() => signal.aborted || setPublishing( null )
		);
		return () => controller.abort();
	}, [ rest, postId, version ] );
	return publishing;
}

async function readPublishing(
	rest: SiteRest,
	postId: number,
	signal: AbortSignal
): Promise< EntryPublishing > {
	const response = await rest( `aether/v1/site/entries/${ postId }`, {
		signal,
	} );
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response );
	}
	return response.json();
}
