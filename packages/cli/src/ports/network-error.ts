import { AetherError } from '@aether/provider-sdk';

const EXPLANATIONS: Readonly< Record< string, string > > = {
	ECONNREFUSED: 'nothing listens there',
	ECONNRESET: 'the connection was cut',
	ENOTFOUND: 'the name is unknown',
	EAI_AGAIN: 'the name could not be looked up',
	ETIMEDOUT: 'the connection timed out',
	UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
	UND_ERR_SOCKET: 'the connection was cut',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT:
		'its certificate is self-signed; name its authority in NODE_EXTRA_CA_CERTS',
	SELF_SIGNED_CERT_IN_CHAIN:
		'its certificate is self-signed; name its authority in NODE_EXTRA_CA_CERTS',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE:
		'its certificate cannot be checked; name its authority in NODE_EXTRA_CA_CERTS',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
	ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
	Z_BUF_ERROR: 'its compressed body ends too early',
	Z_DATA_ERROR: 'its compressed body is damaged',
};

const codeOf = ( error: unknown ): string | undefined =>
	error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: undefined;

/**
 * `fetch` wraps what went wrong, and so does a host with several addresses.
 * @param error
 */
function innermostCode( error: Error ): string | undefined {
	const { cause } = error;
	const [ first ] =
		cause instanceof AggregateError ? cause.errors : [ cause ];
	return codeOf( first ) ?? codeOf( error );
}

/**
 * What `fetch` or `node:http` fail with, in the contract's words. An `AetherError` and an abort pass through untouched.
 *
 * @param error
 * @param url   Where the request went; its query is not shown.
 */
export function toNetworkError( error: unknown, url: URL ): unknown {
	if ( AetherError.isInstance( error ) || ! ( error instanceof Error ) ) {
		return error;
	}
	const code = innermostCode( error );
	// Whatever `fetch` itself rejects with for a request that did not arrive is a TypeError.
	if ( code === undefined && ! ( error instanceof TypeError ) ) {
		return error;
	}
	const why =
		( code === undefined ? undefined : ( EXPLANATIONS[ code ] ?? code ) ) ??
		error.message;
	return new AetherError(
		'network_failed',
		`${ url.origin }${ url.pathname } did not answer: ${ why }.`,
		{ cause: error }
	);
}
