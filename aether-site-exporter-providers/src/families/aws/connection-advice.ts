import { AetherError } from '@aether/provider-sdk';

/** What a test of the connection does, in this order. */
export type ProbeStep =
	'write' | 'read' | 'list' | 'overwrite' | 'remove' | 'allow';

const RIGHTS: Readonly< Record< ProbeStep, string > > = {
	write: 'write objects',
	read: 'read objects',
	list: 'list the objects of the bucket',
	overwrite: 'overwrite objects',
	remove: 'delete objects',
	allow: 'change the CORS policy of the bucket',
};

/** By the store's own error code, where the contract's code leaves open what to do. */
const BY_STORE_CODE: Readonly< Record< string, string > > = {
	RequestTimeTooSkewed:
		'The clock of this computer differs from the object store’s by more than 15 minutes, so every signature is refused. Set the clock, then test again.',
	SignatureDoesNotMatch:
		'The secret access key does not belong to this access key ID. Enter the secret access key again.',
	NoSuchBucket:
		'There is no bucket with this name. Check the name, the account and the jurisdiction, or create the bucket.',
	PermanentRedirect:
		'The bucket lies in another region, or at another endpoint. Enter the region and the endpoint that your provider shows for it.',
	AuthorizationHeaderMalformed:
		'The bucket lies in another region. Enter the region that your provider shows for it.',
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
		return known;
	}
	switch ( error.code ) {
		case 'auth_failed':
			return 'The object store does not know this access key, or takes it no longer. Enter the access key ID and its secret access key again.';
		case 'permission_denied':
			return error.details.reason === undefined
				? `The access key may not ${ RIGHTS[ step ] }. Give it this right for the bucket, then test again.`
				: error.message;
		case 'network_failed':
			return 'The object store cannot be reached, neither from this page nor from WordPress. Check the endpoint and the account ID, and whether a firewall is in between.';
		case 'rate_limited':
			return 'The object store asks to slow down. Test again in a minute.';
		case 'remote_failed':
			return 'The object store fails at the moment. Test again later; your settings may be right.';
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
