import {
	type AetherError,
	errorFromRestResponse,
	toAetherError,
} from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';

/** What a publish left behind, page by page, as docs/rest-api.md has it. */
export interface JournalPage< Item > {
	readonly items: readonly Item[];
	/** Of all pages together. */
	readonly total: number;
	/** How many there were beyond what is kept. */
	readonly omitted: number;
}

export type JournalState< Item > =
	| { readonly status: 'loading' }
	| {
			readonly status: 'failed';
			readonly error: AetherError;
			readonly retry: () => void;
	  }
	| ( {
			readonly status: 'ready';
			/** A newer page is on its way; until it comes the old one stays, so that nothing jumps. */
			readonly isOld: boolean;
	  } & JournalPage< Item > );

/** Rows on the screen. */
export const PER_PAGE = 100;

async function readPage< Item >(
	rest: SiteRest,
	route: string,
	signal: AbortSignal
): Promise< JournalPage< Item > > {
	const response = await rest( route, { signal } );
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response );
	}
	return response.json();
}

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
	const [ state, setState ] = useState< JournalState< Item > >( {
		status: 'loading',
	} );
	const [ attempt, setAttempt ] = useState( 0 );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		setState( ( before ) =>
			before.status === 'ready' ? { ...before, isOld: true } : before
		);
		readPage< Item >( rest, route, signal ).then(
			( read ) =>
				signal.aborted ||
				setState( { status: 'ready', isOld: false, ...read } ),
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
	}, [ rest, route, attempt ] );
	return state;
}
