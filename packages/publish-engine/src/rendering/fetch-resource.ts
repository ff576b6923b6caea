import {
	AetherError,
	errorCodeForStatus,
	parseRetryAfter,
} from '@aether/provider-sdk';
import { withDeadline } from '../async/abort';
import { retry, type RetryPolicy } from '../async/retry';
import type { PublishServices, SiteResponse } from '../ports';

const RETRY_POLICY: RetryPolicy = {
	attempts: 4,
	firstDelayMs: 500,
	longestDelayMs: 30_000,
};

/** A page that takes longer has failed; PHP's own limit is 30 s on most hosts. */
const DEADLINE_MS = 60_000;

/** Hears of each attempt, with its milliseconds; no status means no answer. */
export type AttemptListener = ( attempt: {
	readonly status?: number;
	readonly milliseconds: number;
} ) => void;

/**
 * One anonymous GET, again while the answer is 5xx or 429, breaks off, or there is none.
 *
 * @param  url
 * @param  services
 * @param  signal
 * @param  onAttempt
 * @throws {AetherError} With the status of the last answer, where there was one. Other statuses are answers.
 */
export function fetchResource(
	url: string,
	services: Pick< PublishServices, 'site' | 'clock' | 'random' >,
	signal: AbortSignal,
	onAttempt: AttemptListener = () => {}
): Promise< SiteResponse > {
	const { site, clock, random } = services;
	const ask = () =>
		withDeadline(
			( linked ) => site.fetchResource( url, { signal: linked } ),
			{
				clock,
				signal,
				milliseconds: DEADLINE_MS,
				expired: () =>
					new AetherError(
						'network_failed',
						`No answer within ${ DEADLINE_MS / 1000 } s.`
					),
			}
		);
	const attempt = async (): Promise< SiteResponse > => {
		const startedAt = clock.now();
		const elapsed = () => clock.now() - startedAt;
		const response = await ask().catch( ( error: unknown ) => {
			if ( ! signal.aborted ) {
				onAttempt( { milliseconds: elapsed() } );
			}
			throw error;
		} );
		onAttempt( { status: response.status, milliseconds: elapsed() } );
		if ( breaksOff( response ) ) {
			throw new AetherError(
				'network_failed',
				'The answer broke off before its end.'
			);
		}
		if ( response.status !== 429 && response.status < 500 ) {
			return response;
		}
		const retryAfterMs = parseRetryAfter(
			response.headers.get( 'Retry-After' ),
			clock.now()
		);
		throw new AetherError(
			errorCodeForStatus( response.status ),
			`The site answered ${ response.status }.`,
			{
				status: response.status,
				...( retryAfterMs === undefined ? {} : { retryAfterMs } ),
			}
		);
	};
	return retry( attempt, RETRY_POLICY, { clock, random, signal } );
}

/**
 * Whether fewer bytes came than were announced. What was encoded on the way has another length once decoded.
 *
 * @param response
 * @param response.headers
 * @param response.body
 * @param response.redirect
 */
function breaksOff( { headers, body, redirect }: SiteResponse ): boolean {
	const announced = headers.get( 'Content-Length' ) ?? '';
	return (
		redirect === undefined &&
		! headers.has( 'Content-Encoding' ) &&
		/^\d+$/.test( announced ) &&
		body.length < Number( announced )
	);
}
