import {
	AetherError,
	type AetherErrorCode,
	type AetherErrorOptions,
	ERROR_CODES,
} from './errors';

const REST_CODE_PREFIX = 'aether_';
/** Longer waits are a refusal in disguise; milliseconds. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** An error body is a sentence, not a page; characters. */
const LONGEST_MESSAGE = 500;

/**
 * The meaning of an HTTP status outside 2xx, where a host has no contract of its own.
 *
 * @param status
 */
export function errorCodeForStatus( status: number ): AetherErrorCode {
	switch ( status ) {
		case 401:
			return 'auth_failed';
		case 403:
			return 'permission_denied';
		case 404:
		case 410:
			return 'not_found';
		case 409:
		case 412:
			return 'conflict';
		case 413:
			return 'payload_too_large';
		case 429:
			return 'rate_limited';
		case 507:
			return 'quota_exceeded';
		default:
			return status >= 500 || status === 408
				? 'remote_failed'
				: 'remote_rejected';
	}
}

/**
 * Milliseconds that a `Retry-After` header asks for, at most 15 minutes; undefined when there is none or it makes no
 * sense.
 *
 * @param value Seconds, or an HTTP date.
 * @param now   Milliseconds since the epoch.
 */
export function parseRetryAfter(
	value: string | null,
	now: number
): number | undefined {
	if ( value === null || value.trim() === '' ) {
		return undefined;
	}
	const seconds = Number( value );
	const milliseconds = Number.isFinite( seconds )
		? seconds * 1000
		: Date.parse( value ) - now;
	if ( Number.isNaN( milliseconds ) ) {
		return undefined;
	}
	return Math.min( Math.max( milliseconds, 0 ), LONGEST_WAIT_MS );
}

const isRecord = ( value: unknown ): value is Record< string, unknown > =>
	typeof value === 'object' && value !== null && ! Array.isArray( value );

const isErrorCode = ( value: string ): value is AetherErrorCode =>
	Object.hasOwn( ERROR_CODES, value );

function detailsFrom(
	data: unknown
): Readonly< Record< string, string | number | boolean > > {
	if ( ! isRecord( data ) ) {
		return {};
	}
	return Object.fromEntries(
		Object.entries( data ).filter(
			( entry ): entry is [ string, string | number | boolean ] =>
				[ 'string', 'number', 'boolean' ].includes( typeof entry[ 1 ] )
		)
	);
}

/**
 * Turns an answer of WordPress' REST API outside 2xx into the contract's error. `aether_<code>` decides the code,
 * otherwise the status does; plain facts in `data` become details.
 *
 * @param response Its body is read.
 * @param options
 * @param now      Milliseconds since the epoch, for a `Retry-After` that is a date.
 */
export async function errorFromRestResponse(
	response: Response,
	options: AetherErrorOptions = {},
	now: number = Date.now()
): Promise< AetherError > {
	const body: unknown = await response.json().catch( () => null );
	const fields = isRecord( body ) ? body : {};
	const named =
		typeof fields.code === 'string' &&
		fields.code.startsWith( REST_CODE_PREFIX )
			? fields.code.slice( REST_CODE_PREFIX.length )
			: '';
	const message =
		typeof fields.message === 'string' && fields.message !== ''
			? fields.message.slice( 0, LONGEST_MESSAGE )
			: `WordPress answered ${ response.status }.`;
	const retryAfterMs = parseRetryAfter(
		response.headers.get( 'Retry-After' ),
		now
	);
	return new AetherError(
		isErrorCode( named ) ? named : errorCodeForStatus( response.status ),
		message,
		{
			...options,
			status: response.status,
			...( retryAfterMs === undefined ? {} : { retryAfterMs } ),
			details: { ...detailsFrom( fields.data ), ...options.details },
		}
	);
}
