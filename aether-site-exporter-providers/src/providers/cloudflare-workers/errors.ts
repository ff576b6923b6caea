import {
	AetherError,
	type AetherErrorCode,
	errorCodeForStatus,
	parseRetryAfter,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';

const LONGEST_MESSAGE = 300;

/** What Cloudflare's own numbers mean for a publish, where the status alone does not say it. */
const CODES: Readonly< Record< number, AetherErrorCode > > = {
	971: 'rate_limited',
	6100: 'rate_limited',
	1000: 'auth_failed',
	6003: 'auth_failed',
	9103: 'auth_failed',
	9106: 'auth_failed',
	10007: 'not_found',
	10016: 'config_invalid',
	10021: 'remote_rejected',
	10027: 'payload_too_large',
	10052: 'config_invalid',
	10056: 'config_invalid',
	10057: 'config_invalid',
	10063: 'config_invalid',
	10068: 'remote_rejected',
	10069: 'remote_rejected',
	10085: 'config_invalid',
	10215: 'conflict',
	10220: 'conflict',
	10222: 'not_found',
	100101: 'config_invalid',
	100117: 'conflict',
};

/**
 * Words of our own for what a person can do something about, by Cloudflare's number. Functions, because translations arrive
 * later.
 */
const ADVICE: Readonly< Record< number, () => string > > = {
	10056: () =>
		__(
			'A binding does not fit: check the bucket and the variables.',
			'aether-site-exporter-providers'
		),
	10057: () =>
		__(
			'The Worker has no secret of that name yet. Enter its value under “Values of secrets”, or store it at Cloudflare, under Settings → Variables and Secrets of the Worker; or remove its name here.',
			'aether-site-exporter-providers'
		),
	10063: () =>
		__(
			'This account has chosen no name below workers.dev yet. Open Workers & Pages at Cloudflare once, or switch that address off and enter a domain.',
			'aether-site-exporter-providers'
		),
	10068: () =>
		__(
			'The module has no handler: it needs "export default { fetch() { … } }".',
			'aether-site-exporter-providers'
		),
	10085: () =>
		__(
			'The account has no R2 bucket of that name, or it lies in another jurisdiction.',
			'aether-site-exporter-providers'
		),
	10220: () =>
		__(
			'A secret has changed since that version, so Cloudflare does not go back to it.',
			'aether-site-exporter-providers'
		),
	100101: () =>
		__(
			'The domain belongs to no zone of this account.',
			'aether-site-exporter-providers'
		),
	100117: () =>
		__(
			'The domain has DNS records already. Remove them at Cloudflare first.',
			'aether-site-exporter-providers'
		),
};

const ADVICE_BY_CODE: Partial< Record< AetherErrorCode, () => string > > = {
	auth_failed: () =>
		__(
			'Cloudflare does not take the API token: it is wrong, has ended or was revoked. Make a new one and enter it.',
			'aether-site-exporter-providers'
		),
	permission_denied: () =>
		__(
			'The API token may not do this. It needs the permission "Workers Scripts: Edit" for this account.',
			'aether-site-exporter-providers'
		),
	rate_limited: () =>
		__(
			'Cloudflare asks to wait before the next request.',
			'aether-site-exporter-providers'
		),
};

/** Where a person can do something about it, by Cloudflare's number. */
const FIELDS: Readonly< Record< number, string > > = {
	10016: 'script_name',
	10057: 'secret_names',
	10085: 'bucket_name',
	100101: 'custom_domain',
	100117: 'custom_domain',
};

interface Complaint {
	readonly code: number;
	readonly message: string;
}

/**
 * Turns an answer that is no success into the contract's error.
 *
 * @param response
 * @param text     Its body.
 * @param now      Milliseconds since the epoch.
 */
export function cloudflareError(
	response: Response,
	text: string,
	now: number
): AetherError {
	const { status, headers } = response;
	const ray = headers.get( 'cf-ray' );
	if ( headers.get( 'cf-mitigated' ) === 'challenge' ) {
		return new AetherError(
			'permission_denied',
			__(
				'Cloudflare’s firewall stopped the request of this server before the API heard of it. Try later, or publish from another address.',
				'aether-site-exporter-providers'
			),
			{ status, details: ray === null ? {} : { ray } }
		);
	}
	const [ complaint ] = readComplaints( text );
	const code =
		( complaint && CODES[ complaint.code ] ) ??
		( status < 400 ? 'remote_failed' : errorCodeForStatus( status ) );
	const retryAfterMs = parseRetryAfter( headers.get( 'Retry-After' ), now );
	return new AetherError( code, wordsFor( code, status, complaint ), {
		status,
		...( retryAfterMs === undefined ? {} : { retryAfterMs } ),
		details: {
			...fieldFor( code, complaint ),
			...( complaint ? { cloudflareCode: complaint.code } : {} ),
			...( ray === null ? {} : { ray } ),
		},
	} );
}

function fieldFor(
	code: AetherErrorCode,
	complaint: Complaint | undefined
): { readonly field?: string } {
	if ( code === 'auth_failed' || code === 'permission_denied' ) {
		return { field: 'api_token' };
	}
	const field = complaint && FIELDS[ complaint.code ];
	return field === undefined ? {} : { field };
}

function wordsFor(
	code: AetherErrorCode,
	status: number,
	complaint: Complaint | undefined
): string {
	const said = sprintf(
		/* translators: %s: a status and what Cloudflare said. */
		__( 'Cloudflare answered %s', 'aether-site-exporter-providers' ),
		complaint
			? `${ status }, ${ complaint.code }: ${ complaint.message }`
			: String( status )
	);
	const advice =
		( complaint && ADVICE[ complaint.code ] ) ?? ADVICE_BY_CODE[ code ];
	return advice === undefined ? said : `${ advice() } (${ said })`;
}

function readComplaints( text: string ): readonly Complaint[] {
	try {
		const { errors } = JSON.parse( text ) as { errors?: unknown };
		return ( Array.isArray( errors ) ? errors : [] )
			.filter(
				( error: unknown ): error is Complaint =>
					typeof error === 'object' &&
					error !== null &&
					typeof ( error as Complaint ).code === 'number'
			)
			.map( ( { code, message } ) => ( {
				code,
				message: String( message ).slice( 0, LONGEST_MESSAGE ),
			} ) );
	} catch {
		return [];
	}
}

/**
 * @param error
 * @param cloudflareCode
 */
export const isComplaint = (
	error: unknown,
	cloudflareCode: number
): boolean =>
	AetherError.isInstance( error ) &&
	error.details.cloudflareCode === cloudflareCode;
