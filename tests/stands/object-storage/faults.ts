/** Picks requests that reach the stand. What is left out matches everything. */
export interface RequestPattern {
	readonly method?: string;
	/** Against the object key, decoded; the empty string for requests to the bucket itself. */
	readonly key?: RegExp;
	/** Against the raw query string. */
	readonly query?: RegExp;
}

/** What happens to a request that was picked. */
export type Misbehaviour =
	| {
			/** Answered by the stand itself; nothing reaches the bucket. */
			readonly kind: 'answer';
			readonly status: number;
			readonly headers?: Readonly< Record< string, string > >;
			/** S3 error code of the XML body; empty: no body. Default: `InternalError`. */
			readonly code?: string;
	  }
	/** The connection ends before the bucket hears of the request. */
	| { readonly kind: 'cut' }
	/** The bucket does its work, then the connection ends without an answer. */
	| { readonly kind: 'lose-answer' }
	/** No answer comes until the client gives up. */
	| { readonly kind: 'hang' }
	/** The bucket hears of the request after what `until()` promises, called when the request is there. */
	| { readonly kind: 'delay'; readonly until: () => Promise< unknown > }
	/** The bucket gets the request twice; the second answer is sent. */
	| { readonly kind: 'duplicate' };

export interface SeenRequest {
	readonly method: string;
	readonly key: string;
	readonly query: string;
}

interface ArmedFault {
	readonly pattern: RequestPattern;
	readonly misbehaviour: Misbehaviour;
	readonly first: number;
	readonly last: number;
	seen: number;
}

/** Misbehaviour on command: the nth request that matches a pattern. */
export class Faults {
	readonly #armed: ArmedFault[] = [];

	/**
	 * @param pattern
	 * @param misbehaviour
	 * @param nth          The first match from now on is 1.
	 * @param times        How many matches from there on. Default: one; `Infinity` until `clear()`.
	 */
	on(
		pattern: RequestPattern,
		misbehaviour: Misbehaviour,
		nth = 1,
		times = 1
	): void {
		this.#armed.push( {
			pattern,
			misbehaviour,
			first: nth,
			last: nth + times - 1,
			seen: 0,
		} );
	}

	clear(): void {
		this.#armed.length = 0;
	}

	/**
	 * Counts a request and says what shall go wrong with it.
	 *
	 * @param request
	 */
	next( request: SeenRequest ): Misbehaviour | null {
		let chosen: Misbehaviour | null = null;
		for ( const fault of this.#armed ) {
			if ( ! matches( fault.pattern, request ) ) {
				continue;
			}
			fault.seen++;
			if ( fault.seen >= fault.first && fault.seen <= fault.last ) {
				chosen ??= fault.misbehaviour;
			}
		}
		return chosen;
	}
}

/**
 * @param pattern
 * @param request
 */
export const matches = (
	pattern: RequestPattern,
	request: SeenRequest
): boolean =>
	( pattern.method ?? request.method ) === request.method &&
	( pattern.key?.test( request.key ) ?? true ) &&
	( pattern.query?.test( request.query ) ?? true );

/** Holds a request back until a test has done something else in between. */
export class Gate {
	/** Resolves when the request is there. */
	readonly reached: Promise< void >;
	/** Lets it go on. */
	readonly open: () => void;
	/** Lets its connection end; the bucket never hears of it. */
	readonly lose: () => void;
	readonly delay: Misbehaviour;

	constructor() {
		let arrive = () => {};
		this.reached = new Promise( ( resolve ) => {
			arrive = resolve;
		} );
		let open = () => {};
		let lose = () => {};
		const opened = new Promise< void >( ( resolve, reject ) => {
			open = resolve;
			lose = () => reject( new Error( 'The stand lost a request.' ) );
		} );
		opened.catch( () => {} ); // Nobody may be waiting any more.
		this.open = open;
		this.lose = lose;
		this.delay = {
			kind: 'delay',
			until: () => {
				arrive();
				return opened;
			},
		};
	}
}
