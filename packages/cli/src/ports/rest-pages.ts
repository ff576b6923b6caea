import { AetherError, type Clock } from '@aether/provider-sdk';
import { retry, type RetryPolicy } from '@aether/publish-engine';
import type { RestClient } from './rest-client';
import { systemClock } from './system-clock';

/** Items per request; WordPress answers 1,000 at most. */
const PAGE_SIZE = 500;
/** Five million items: more is a server that turns in circles. */
const MOST_PAGES = 10_000;

/** A hiccup of the server must not cost the run. */
const RETRY_POLICY: RetryPolicy = {
	attempts: 4,
	firstDelayMs: 500,
	longestDelayMs: 30_000,
};

interface RestPage< T > {
	readonly items: readonly T[];
	readonly next: string | null;
}

/**
 * Walks a cursor-paged route to its end. A page whose request failed for now is asked for again.
 * @param rest
 * @param route
 * @param signal
 * @param clock
 */
export async function* restPages< T >(
	rest: RestClient,
	route: string,
	signal: AbortSignal,
	clock: Clock = systemClock
): AsyncGenerator< T > {
	let cursor: string | null = null;
	for ( let page = 0; page < MOST_PAGES; page++ ) {
		const query = new URLSearchParams( { per_page: String( PAGE_SIZE ) } );
		if ( cursor !== null ) {
			query.set( 'cursor', cursor );
		}
		const answer = await retry(
			() =>
				rest.json< RestPage< T > >( `${ route }?${ query }`, {
					signal,
				} ),
			RETRY_POLICY,
			{ clock, random: Math.random, signal }
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
