import { AetherError } from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';

/** What a test of the connection does, in this order. */
export type ProbeStep =
	'write' | 'read' | 'list' | 'overwrite' | 'remove' | 'allow';

/** Functions, because translations arrive later. */
const RIGHTS: Readonly< Record< ProbeStep, () => string > > = {
	write: () => __( 'write objects', 'aether-site-exporter-providers' ),
	read: () => __( 'read objects', 'aether-site-exporter-providers' ),
	list: () =>
		__(
			'list the objects of the bucket',
			'aether-site-exporter-providers'
		),
	overwrite: () =>
		__( 'overwrite objects', 'aether-site-exporter-providers' ),
	remove: () => __( 'delete objects', 'aether-site-exporter-providers' ),
	allow: () =>
		__(
			'change the CORS policy of the bucket',
			'aether-site-exporter-providers'
		),
};

/** By the store's own error code, where the contract's code leaves open what to do. */
const BY_STORE_CODE: Readonly< Record< string, () => string > > = {
	RequestTimeTooSkewed: () =>
		__(
			'The clock of this computer differs from the object store’s by more than 15 minutes, so every signature is refused. Set the clock, then test again.',
			'aether-site-exporter-providers'
		),
	SignatureDoesNotMatch: () =>
		__(
			'The secret access key does not belong to this access key ID. Enter the secret access key again.',
			'aether-site-exporter-providers'
		),
	NoSuchBucket: () =>
		__(
			'There is no bucket with this name. Check the name, the account and the jurisdiction, or create the bucket.',
			'aether-site-exporter-providers'
		),
	PermanentRedirect: () =>
		__(
			'The bucket lies in another region, or at another endpoint. Enter the region and the endpoint that your provider shows for it.',
			'aether-site-exporter-providers'
		),
	AuthorizationHeaderMalformed: () =>
		__(
			'The bucket lies in another region. Enter the region that your provider shows for it.',
			'aether-site-exporter-providers'
		),
};

/**
 * What is wrong with a connection, and what to do about it.
 *
 * @param error
 * @param step  At which it ended.
 */
function adviceFor( error: AetherError, step: ProbeStep ): string {
	const known = BY_STORE_CODE[ String( error.details.storeCode ) ];
	if ( known !== undefined ) {
		return known();
	}
	switch ( error.code ) {
		case 'auth_failed':
			return __(
				'The object store does not know this access key, or takes it no longer. Enter the access key ID and its secret access key again.',
				'aether-site-exporter-providers'
			);
		case 'permission_denied':
			return error.details.reason === undefined
				? sprintf(
						/* translators: %s: what it may not do, such as "write objects". */
						__(
							'The access key may not %s. Give it this right for the bucket, then test again.',
							'aether-site-exporter-providers'
						),
						RIGHTS[ step ]()
					)
				: error.message;
		case 'network_failed':
			return __(
				'The object store cannot be reached, neither from this page nor from WordPress. Check the endpoint and the account ID, and whether a firewall is in between.',
				'aether-site-exporter-providers'
			);
		case 'rate_limited':
			return __(
				'The object store asks to slow down. Test again in a minute.',
				'aether-site-exporter-providers'
			);
		case 'remote_failed':
			return __(
				'The object store fails at the moment. Test again later; your settings may be right.',
				'aether-site-exporter-providers'
			);
		default:
			return error.message;
	}
}

/**
 * Rejects with the same error in words that say what to do.
 *
 * @param step
 * @param run
 */
export async function withAdvice< T >(
	step: ProbeStep,
	run: () => Promise< T >
): Promise< T > {
	try {
		return await run();
	} catch ( error ) {
		if ( ! AetherError.isInstance( error ) ) {
			throw error;
		}
		const { code, status, details } = error;
		throw new AetherError( code, adviceFor( error, step ), {
			cause: error,
			...( status === undefined ? {} : { status } ),
			details: { ...details, step },
		} );
	}
}
