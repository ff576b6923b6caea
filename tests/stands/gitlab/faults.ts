import type { OperationId } from './contract';

/** What goes wrong with a request. */
export type Fault =
	/** Answers with a status; the operation happens first when `applied` is true. */
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly applied?: boolean;
			readonly message?: string;
	  }
	/** Cuts the connection without an answer. */
	| { readonly kind: 'cut'; readonly applied?: boolean }
	/** Never answers. */
	| { readonly kind: 'hang' }
	/** Runs something between the request's arrival and the operation: another person's push. */
	| { readonly kind: 'meanwhile'; readonly run: () => Promise< void > };

interface ArmedFault {
	readonly operation: OperationId | 'any';
	readonly fault: Fault;
	/** Requests that pass before it strikes. */
	skip: number;
	/** How often it strikes. */
	times: number;
}

/** Misbehaviour on command; each fault strikes a number of times and is gone. */
export class Faults {
	readonly #armed: ArmedFault[] = [];

	/**
	 * @param operation
	 * @param fault
	 * @param options
	 * @param options.skip  Requests of this operation that pass first. Default: 0.
	 * @param options.times Default: 1.
	 */
	arm(
		operation: OperationId | 'any',
		fault: Fault,
		{ skip = 0, times = 1 }: { skip?: number; times?: number } = {}
	): void {
		this.#armed.push( { operation, fault, skip, times } );
	}

	clear(): void {
		this.#armed.length = 0;
	}

	/**
	 * The fault that strikes this request, if any.
	 *
	 * @param operation
	 */
	take( operation: OperationId ): Fault | null {
		const armed = this.#armed.find(
			( candidate ) =>
				candidate.times > 0 &&
				( candidate.operation === 'any' ||
					candidate.operation === operation )
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
