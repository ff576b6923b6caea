import { ApiError } from './api-error';

const MEGABYTE = 1024 * 1024;

/** GitLab's defaults; a test may tighten them. */
export interface CommitLimits {
	/** Bytes of one request. */
	readonly largestBody: number;
	/** A body of more bytes than this counts as large. */
	readonly largeBody: number;
	/** How many large ones a user may send in the window. */
	readonly largeBodies: number;
	/** Milliseconds. */
	readonly window: number;
}

export const DEFAULT_LIMITS: CommitLimits = {
	largestBody: 300 * MEGABYTE,
	largeBody: 20 * MEGABYTE,
	largeBodies: 3,
	window: 30_000,
};

/** Counts large commits by user. */
export class LargeCommits {
	readonly #limits: CommitLimits;
	readonly #seen = new Map< string, number[] >();

	constructor( limits: CommitLimits ) {
		this.#limits = limits;
	}

	/**
	 * @param user
	 * @param bytes
	 * @param now   Milliseconds since the epoch.
	 */
	check( user: string, bytes: number, now: number ): void {
		const { largestBody, largeBody, largeBodies, window } = this.#limits;
		if ( bytes > largestBody ) {
			throw new ApiError( 413, '413 Request Entity Too Large' );
		}
		if ( bytes <= largeBody ) {
			return;
		}
		const recent = ( this.#seen.get( user ) ?? [] ).filter(
			( at ) => now - at < window
		);
		if ( recent.length >= largeBodies ) {
			throw new ApiError( 429, {
				message: {
					error: 'This endpoint has been requested too many times. Try again later.',
				},
			} );
		}
		this.#seen.set( user, [ ...recent, now ] );
	}
}
