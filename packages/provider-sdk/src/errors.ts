/**
 * Who must act, and whether trying again can help. Words for people are elsewhere: a table per host turns a code into
 * title, explanation and next action.
 */
export const ERROR_CODES = {
	config_invalid: { blame: 'user', retryable: false },
	auth_failed: { blame: 'user', retryable: false },
	permission_denied: { blame: 'user', retryable: false },
	quota_exceeded: { blame: 'user', retryable: false },
	path_rejected: { blame: 'user', retryable: false },
	secret_unreadable: { blame: 'user', retryable: false },
	build_rejected: { blame: 'user', retryable: false },
	publish_running: { blame: 'user', retryable: false },
	lease_lost: { blame: 'user', retryable: false },
	conflict: { blame: 'remote', retryable: false },
	not_found: { blame: 'remote', retryable: false },
	rate_limited: { blame: 'remote', retryable: true },
	network_failed: { blame: 'remote', retryable: true },
	remote_failed: { blame: 'remote', retryable: true },
	remote_rejected: { blame: 'remote', retryable: false },
	integrity_failed: { blame: 'remote', retryable: true },
	payload_too_large: { blame: 'remote', retryable: false },
	all_providers_failed: { blame: 'remote', retryable: false },
	step_failed: { blame: 'aether', retryable: false },
	contract_violated: { blame: 'aether', retryable: false },
} as const satisfies Record<
	string,
	{ blame: 'user' | 'remote' | 'aether'; retryable: boolean }
>;

export type AetherErrorCode = keyof typeof ERROR_CODES;

export interface AetherErrorOptions {
	readonly cause?: unknown;
	readonly providerId?: string;
	/** HTTP status of the answer that failed. */
	readonly status?: number;
	/** What the other side asked for with `Retry-After`. */
	readonly retryAfterMs?: number;
	/** Facts for a person or a table of texts; never configuration, headers or bodies. */
	readonly details?: Readonly< Record< string, string | number | boolean > >;
}

const ERROR_BRAND = Symbol.for( 'aether.error' );

/** The one error of the contract. Branded, so that two copies of the SDK on one page agree. */
export class AetherError<
	Code extends AetherErrorCode = AetherErrorCode,
> extends Error {
	readonly [ ERROR_BRAND ] = true;
	override readonly name = 'AetherError';
	readonly code: Code;
	readonly providerId: string | undefined;
	readonly status: number | undefined;
	readonly retryAfterMs: number | undefined;
	readonly details: Readonly< Record< string, string | number | boolean > >;

	constructor(
		code: Code,
		message: string,
		options: AetherErrorOptions = {}
	) {
		super(
			message,
			options.cause === undefined ? undefined : { cause: options.cause }
		);
		this.code = code;
		this.providerId = options.providerId;
		this.status = options.status;
		this.retryAfterMs = options.retryAfterMs;
		this.details = options.details ?? {};
	}

	get isRetryable(): boolean {
		// A newer copy of the SDK may bring a code that this one does not know.
		return ERROR_CODES[ this.code ]?.retryable ?? false;
	}

	static isInstance( value: unknown ): value is AetherError {
		return (
			typeof value === 'object' && value !== null && ERROR_BRAND in value
		);
	}
}

export const isAbortError = ( value: unknown ): boolean =>
	value instanceof Error && value.name === 'AbortError';

/**
 * Keeps an `AetherError`, wraps anything else as `remote_failed`.
 * @param value
 * @param options
 */
export function toAetherError(
	value: unknown,
	options: AetherErrorOptions = {}
): AetherError {
	if ( AetherError.isInstance( value ) ) {
		return value;
	}
	return new AetherError(
		'remote_failed',
		value instanceof Error ? value.message : String( value ),
		{ ...options, cause: value }
	);
}
