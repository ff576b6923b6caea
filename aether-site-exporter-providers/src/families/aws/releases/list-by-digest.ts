import type { OperationOptions } from '@aether/provider-sdk';
import { KEYS_PER_REQUEST } from '../s3/limits';
import type { ListedObject, ObjectStore } from '../s3/object-store';
import { PARALLEL_READS } from './limits';

/** How full the requests that go at the same time are made: what is evenly spread is so on the whole only. */
const FULLNESS = 0.9;

/** More make nothing faster. */
const MOST_RANGES = 1_000;

/** Of the digits that say where a digest lies among all others. */
const PLACE_DIGITS = 8;
const PLACES = 16 ** PLACE_DIGITS;

/** Objects below a prefix that are named by digests, from one place in their order up to another. */
interface Range {
	/** Keys behind it. */
	readonly after: string;
	/** Keys before it; null: to the end. */
	readonly before: string | null;
}

/**
 * Lists objects that are named by their digests. Digests are evenly spread: how far the first request has come says how
 * many more it takes, and those are made at the same time.
 *
 * @param store
 * @param prefix  Behind it, each key begins with a digest in lower-case hex.
 * @param options
 * @param onFound Hears of each object once, in no order.
 */
export async function listByDigest(
	store: Pick< ObjectStore, 'list' >,
	prefix: string,
	options: OperationOptions,
	onFound: ( object: ListedObject ) => void
): Promise< void > {
	let last = '';
	let count = 0;
	for await ( const object of store.list( prefix, options ) ) {
		onFound( object );
		last = object.key;
		if ( ++count === KEYS_PER_REQUEST ) {
			break;
		}
	}
	if ( count < KEYS_PER_REQUEST ) {
		return;
	}
	const ranges = rangesBehind( last, prefix );
	const listNext = async (): Promise< void > => {
		for ( let range = ranges.shift(); range; range = ranges.shift() ) {
			await listRange( store, prefix, range, options, onFound );
		}
	};
	await Promise.all( Array.from( { length: PARALLEL_READS }, listNext ) );
}

/**
 * @param last   Of the first request.
 * @param prefix
 */
function rangesBehind( last: string, prefix: string ): Range[] {
	const reached = Number.parseInt(
		last.slice( prefix.length, prefix.length + PLACE_DIGITS ),
		16
	);
	const left = PLACES - reached;
	// At least one place further with each request, whatever the names are.
	const step = Math.max( 1, Math.floor( ( reached || 1 ) * FULLNESS ) );
	const count = Math.min( MOST_RANGES, Math.ceil( left / step ) );
	const key = ( index: number ): string =>
		prefix +
		( reached + Math.floor( ( left * index ) / count ) )
			.toString( 16 )
			.padStart( PLACE_DIGITS, '0' );
	return Array.from( { length: count }, ( _, index ) => ( {
		after: index === 0 ? last : key( index ),
		before: index === count - 1 ? null : key( index + 1 ),
	} ) );
}

async function listRange(
	store: Pick< ObjectStore, 'list' >,
	prefix: string,
	{ after, before }: Range,
	options: OperationOptions,
	onFound: ( object: ListedObject ) => void
): Promise< void > {
	for await ( const object of store.list( prefix, { ...options, after } ) ) {
		if ( before !== null && object.key > before ) {
			return;
		}
		onFound( object );
	}
}
