import {
	AetherError,
	type AetherErrorCode,
	errorCodeForStatus,
	parseRetryAfter,
} from '@aether/provider-sdk';

/** What a store's own error codes mean where the status alone would mislead. */
const MEANINGS: Readonly<
	Record< string, readonly [ code: AetherErrorCode, message: string ] >
> = {
	InvalidAccessKeyId: [
		'auth_failed',
		'The object store does not know this access key ID.',
	],
	Unauthorized: [
		'auth_failed',
		'The object store does not know this access key ID.',
	],
	SignatureDoesNotMatch: [
		'auth_failed',
		'The secret access key does not belong to this access key ID.',
	],
	RequestTimeTooSkewed: [
		'auth_failed',
		'The clock of this computer differs from the object store’s by more than 15 minutes.',
	],
	ExpiredToken: [
		'auth_failed',
		'The object store takes this access key no longer.',
	],
	AuthorizationHeaderMalformed: [
		'config_invalid',
		'The bucket lies in another region.',
	],
	AccessDenied: [
		'permission_denied',
		'The access key has no right to do this in the bucket.',
	],
	NoSuchBucket: [ 'not_found', 'The object store has no such bucket.' ],
	PreconditionFailed: [
		'conflict',
		'Somebody else has changed this object in the meantime.',
	],
	// S3 says this while another conditional write to the key is on its way.
	ConditionalRequestConflict: [
		'remote_failed',
		'Another write to this object is on its way.',
	],
	// With the status 400: the bytes did not come in time.
	RequestTimeout: [
		'remote_failed',
		'The object store waited for this request in vain.',
	],
	BadDigest: [ 'integrity_failed', 'The object store received other bytes.' ],
	XAmzContentSHA256Mismatch: [
		'integrity_failed',
		'The object store received other bytes.',
	],
	SlowDown: [ 'rate_limited', 'The object store asks to slow down.' ],
	EntityTooLarge: [
		'payload_too_large',
		'The object store takes no file so large.',
	],
	NotImplemented: [
		'remote_rejected',
		'The object store does not know this kind of request.',
	],
};

/** Where a person can do something about it. */
const FIELDS: Readonly< Record< string, string > > = {
	InvalidAccessKeyId: 'access_key_id',
	Unauthorized: 'access_key_id',
	SignatureDoesNotMatch: 'secret_access_key',
	ExpiredToken: 'access_key_id',
	AuthorizationHeaderMalformed: 'region',
	NoSuchBucket: 'bucket_name',
};

interface ServiceError {
	readonly name: string;
	readonly $metadata: { readonly httpStatusCode?: number };
	readonly $response?: {
		readonly headers?: Readonly< Record< string, string > >;
	};
}

const isServiceError = ( value: unknown ): value is ServiceError =>
	value instanceof Error && '$metadata' in value;

/**
 * @param error  What the SDK rejected with.
 * @param signal Of the operation; its reason wins.
 * @param now    Milliseconds since the epoch.
 */
export function toStoreError(
	error: unknown,
	signal: AbortSignal,
	now: number
): unknown {
	if ( signal.aborted ) {
		return signal.reason;
	}
	if ( AetherError.isInstance( error ) ) {
		return error;
	}
	if ( ! isServiceError( error ) ) {
		return new AetherError(
			'remote_failed',
			'The answer of the object store makes no sense.',
			{ cause: error }
		);
	}
	const status = error.$metadata.httpStatusCode ?? 0;
	const retryAfterMs = parseRetryAfter(
		error.$response?.headers?.[ 'retry-after' ] ?? null,
		now
	);
	const [ code, message ] = MEANINGS[ error.name ] ?? [
		errorCodeForStatus( status ),
		`The object store answered ${ status }.`,
	];
	return new AetherError( code, message, {
		status,
		...( retryAfterMs === undefined ? {} : { retryAfterMs } ),
		details: {
			storeCode: error.name,
			...( FIELDS[ error.name ] && { field: FIELDS[ error.name ] } ),
		},
	} );
}
