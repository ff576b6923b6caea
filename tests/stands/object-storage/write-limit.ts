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
	 * Whether a request may go on now. If it writes, it counts.
	 *
	 * @param request
	 * @return Null for a write that comes too soon; else what takes it back when the bucket refuses it.
	 */
	admit( request: SeenRequest ): ( () => void ) | null {
		if ( ! isWrite( request ) ) {
			return () => {};
		}
		const { key } = request;
		const last = this.#lastWrites.get( key );
		const now = this.#now();
		if ( last !== undefined && now - last < ONE_SECOND ) {
			return null;
		}
		this.#lastWrites.delete( key );
		this.#lastWrites.set( key, now );
		const [ oldest ] = this.#lastWrites.keys();
		if ( this.#lastWrites.size > MOST_KEYS && oldest !== undefined ) {
			this.#lastWrites.delete( oldest );
		}
		return () => {
			if ( this.#lastWrites.get( key ) === now ) {
				this.#lastWrites.delete( key );
			}
		};
	}

	clear(): void {
		this.#lastWrites.clear();
	}
}

function isWrite( { method, key, query }: SeenRequest ): boolean {
	const parameters = new URLSearchParams( query );
	return (
		key !== '' &&
		( ( method === 'PUT' && ! parameters.has( 'partNumber' ) ) ||
			( method === 'POST' && parameters.has( 'uploadId' ) ) )
	);
}
