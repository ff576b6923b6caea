import type { SeenRequest } from './faults';

const ONE_SECOND = 1000;
/** What was written longer ago than this many keys is not remembered. */
const MOST_KEYS = 10_000;

/** One write to a key within a second, as R2 takes them. */
export class WriteLimit {
	readonly #now: () => number;
	readonly #lastWrites = new Map< string, number >();

	/**
	 * @param now Milliseconds.
	 */
	constructor( now: () => number ) {
		this.#now = now;
	}

	/**
	 * Whether a request writes too soon; if not, it counts.
	 *
	 * @param request
	 * @param request.method
	 * @param request.key
	 * @param request.query
	 */
	refuses( { method, key, query }: SeenRequest ): boolean {
		const parameters = new URLSearchParams( query );
		const isWrite =
			key !== '' &&
			( ( method === 'PUT' && ! parameters.has( 'partNumber' ) ) ||
				( method === 'POST' && parameters.has( 'uploadId' ) ) );
		if ( ! isWrite ) {
			return false;
		}
		const last = this.#lastWrites.get( key );
		const now = this.#now();
		if ( last !== undefined && now - last < ONE_SECOND ) {
			return true;
		}
		this.#lastWrites.delete( key );
		this.#lastWrites.set( key, now );
		const [ oldest ] = this.#lastWrites.keys();
		if ( this.#lastWrites.size > MOST_KEYS && oldest !== undefined ) {
			this.#lastWrites.delete( oldest );
		}
		return false;
	}

	clear(): void {
		this.#lastWrites.clear();
	}
}
