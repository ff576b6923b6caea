import {
	AetherError,
	type Clock,
	type OperationOptions,
} from '@aether/provider-sdk';
import { retry, type RetryPolicy } from '../async/retry';
import { type SiteRest, restJson } from './rest';

interface Page< Item > {
	readonly items: readonly Item[];
	readonly next: string | null;
}

/** The route gives up to 1,000; half of it answers well within PHP's time limit. */
const PER_PAGE = 500;
/** Five million items; more is a server that loops. */
const MOST_PAGES = 10_000;

/** A hiccup of the server must not cost the run. */
export const RETRY_POLICY: RetryPolicy = {
	attempts: 4,
	firstDelayMs: 500,
	longestDelayMs: 30_000,
};

/**
 * Every item of a cursor-paged route, one page in memory at a time. A page whose request failed for now is asked for again.
 *
 * @param rest
 * @param route
 * @param options
 * @param options.signal
 * @param clock
 * @param perPage
 * @param filter         Further parameters.
 */
export async function* restPages< Item >(
	rest: SiteRest,
	route: string,
	{ signal }: OperationOptions,
	clock: Clock,
	perPage = PER_PAGE,
	filter: Readonly< Record< string, string > > = {}
): AsyncGenerator< Item, void, undefined > {
	let cursor = '';
	for ( let page = 0; page < MOST_PAGES; page++ ) {
		const query = new URLSearchParams( {
			per_page: String( perPage ),
			...filter,
		} );
		if ( cursor !== '' ) {
			query.set( 'cursor', cursor );
		}
		const answer = await retry(
			() =>
				restJson< Page< Item > >( rest, `${ route }?${ query }`, {
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
