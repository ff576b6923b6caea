import { matches, type RequestPattern, type SeenRequest } from './faults';

export interface LoggedRequest extends SeenRequest {
	/** 0 when the connection ended without an answer. */
	readonly status: number;
	/** Of the request's body. */
	readonly bytes: number;
}

const WRITING_METHODS: readonly string[] = [ 'PUT', 'POST', 'DELETE' ];

/** Every request that reached the stand, in the order of their answers. */
export class RequestLog {
	#requests: LoggedRequest[] = [];

	get requests(): readonly LoggedRequest[] {
		return this.#requests;
	}

	/** Requests that may change the bucket, answered or not. */
	get writes(): readonly LoggedRequest[] {
		return this.#requests.filter( ( { method } ) =>
			WRITING_METHODS.includes( method )
		);
	}

	add( request: LoggedRequest ): void {
		this.#requests.push( request );
	}

	count( pattern: RequestPattern ): number {
		return this.#requests.filter( ( request ) =>
			matches( pattern, request )
		).length;
	}

	clear(): void {
		this.#requests = [];
	}
}
