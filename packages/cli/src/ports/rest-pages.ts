import { AetherError } from '@aether/provider-sdk';
import type { RestClient } from './rest-client';

/** Items per request; WordPress answers 1,000 at most. */
const PAGE_SIZE = 500;
/** Five million items: more is a server that turns in circles. */
const MOST_PAGES = 10_000;

interface RestPage< T > {
	readonly items: readonly T[];
	readonly next: string | null;
}

/**
 * Walks a cursor-paged route to its end.
 * @param rest
 * @param route
 * @param signal
 */
export async function* restPages< T >(
	rest: RestClient,
	route: string,
	signal: AbortSignal
): AsyncGenerator< T > {
	let cursor: string | null = null;
	for ( let page = 0; page < MOST_PAGES; page++ ) {
		const query = new URLSearchParams( { per_page: String( PAGE_SIZE ) } );
		if ( cursor !== null ) {
			query.set( 'cursor', cursor );
		}
		const answer: RestPage< T > = await rest.json(
			`${ route }?${ query }`,
			{
				signal,
			}
		);
		yield* answer.items;
		if ( answer.next === null ) {
			return;
		}
		if ( answer.next === cursor ) {
			break;
		}
		cursor = answer.next;
	}
	throw new AetherError(
		'remote_failed',
		`The list at ${ route } has no end.`
	);
}
