/** Picks requests that reach the stand. What is left out matches everything. */
export interface RequestPattern {
	/** Id of an operation of the contract: `createVersion`. */
	readonly operation?: string;
	readonly method?: string;
}

/** What goes wrong with a request that was picked. */
export type Fault =
	/** Answers with a status; the operation happens first when `applied` is true. */
	| {
			readonly kind: 'status';
			readonly status: number;
			/** Cloudflare's own number. Default: 10000. */
			readonly code?: number;
			readonly headers?: Readonly< Record< string, string > >;
			readonly applied?: boolean;
	  }
	/** A page of HTML, as the firewall before the API sends it. */
	| { readonly kind: 'challenge' }
	/** Ends the connection without an answer. */
	| { readonly kind: 'cut'; readonly applied?: boolean }
	/** Never answers. */
	| { readonly kind: 'hang' }
	/** Something happens between the request's arrival and the operation: another person's deployment. */
	| { readonly kind: 'meanwhile'; readonly run: () => Promise< void > };

interface ArmedFault {
	readonly pattern: RequestPattern;
	readonly fault: Fault;
	/** Requests that pass before it strikes. */
	skip: number;
	/** How often it strikes. */
	times: number;
}

/** Misbehaviour on command. */
export class Faults {
	readonly #armed: ArmedFault[] = [];

	/**
	 * @param pattern
	 * @param fault
	 * @param options
	 * @param options.skip  Matching requests that pass first. Default: 0.
	 * @param options.times Default: 1; `Infinity` until `clear()`.
	 */
	on(
		pattern: RequestPattern,
		fault: Fault,
		{ skip = 0, times = 1 }: { skip?: number; times?: number } = {}
	): void {
		this.#armed.push( { pattern, fault, skip, times } );
	}

	clear(): void {
		this.#armed.length = 0;
	}

	/**
	 * The fault that strikes this request, if any.
	 *
	 * @param operation
	 * @param method
	 */
	take( operation: string, method: string ): Fault | null {
		const armed = this.#armed.find(
			( { pattern, times } ) =>
				times > 0 &&
				( pattern.operation ?? operation ) === operation &&
				( pattern.method ?? method ) === method
		);
		if ( armed === undefined ) {
			return null;
		}
		if ( armed.skip > 0 ) {
			armed.skip--;
			return null;
		}
		armed.times--;
		return armed.fault;
	}
}
