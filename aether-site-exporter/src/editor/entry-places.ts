import {
	type AetherError,
	errorFromRestResponse,
	toAetherError,
} from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';

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

export type EntryPublishingState =
	| { readonly status: 'loading' }
	| {
			readonly status: 'failed';
			readonly error: AetherError;
			readonly retry: () => void;
	  }
	| ( { readonly status: 'ready' } & EntryPublishing );

/**
 * Where an entry was published to. While it is asked again, what was known stays.
 *
 * @param rest
 * @param postId
 * @param version Asked again when it changes.
 */
export function useEntryPublishing(
	rest: SiteRest,
	postId: number,
	version: string
): EntryPublishingState {
	const [ state, setState ] = useState< EntryPublishingState >( {
		status: 'loading',
	} );
	const [ attempt, setAttempt ] = useState( 0 );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		readPublishing( rest, postId, signal ).then(
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
	}, [ rest, postId, version, attempt ] );
	return state;
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
