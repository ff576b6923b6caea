import type { PointerDocument } from './format';
import type { Pointer } from './release-reader';

/** So long after a switch, visitors with pages of a release that was replaced find what those name. Milliseconds. */
const GRACE_PERIOD_MS = 24 * 60 * 60 * 1000;

/** For one request, the release that the visitor gets among them: what a miss may cost. */
const MOST_LOOKED_AT = 8;

interface Replaced {
	readonly release: string;
	/** Milliseconds since the epoch; NaN for a time that makes no sense. */
	readonly until: number;
}

/**
 * The other releases that a visitor may have a page of: those that visitors get now, then those that they got less than a
 * day ago, newest first.
 *
 * @param pointer
 * @param current Id of the release that has been looked into.
 * @param now
 */
export function otherReleases(
	pointer: Pointer,
	current: string,
	now: number
): readonly string[] {
	const { document, movedAt } = pointer;
	if ( ! document ) {
		return [];
	}
	const ids = new Set( [
		document.release,
		...( document.canary ? [ document.canary.release ] : [] ),
		...replacedOnes( document, movedAt )
			// Nothing was replaced after the pointer was written, whatever the publisher's clock said.
			.filter(
				( { until } ) =>
					now - Math.min( until, movedAt ) < GRACE_PERIOD_MS
			)
			.map( ( { release } ) => release ),
	] );
	ids.delete( current );
	return [ ...ids ].slice( 0, MOST_LOOKED_AT - 1 );
}

/**
 * As the pointer lists them, without what makes no sense; the one before, where an older publisher wrote no list.
 *
 * @param document
 * @param document.recent
 * @param document.previous
 * @param movedAt
 */
function replacedOnes(
	{ recent, previous }: PointerDocument,
	movedAt: number
): readonly Replaced[] {
	if ( ! Array.isArray( recent ) ) {
		return previous ? [ { release: previous, until: movedAt } ] : [];
	}
	return recent.flatMap( ( one ) =>
		typeof one?.release === 'string' && typeof one.until === 'string'
			? [ { release: one.release, until: Date.parse( one.until ) } ]
			: []
	);
}
