import {
	AetherError,
	errorCodeForStatus,
	parseRetryAfter,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';

export interface ServerConfig {
	readonly endpoint: string;
	readonly public_url: string;
}

export type ReleaseServerRuntime = ProviderRuntime<
	ServerConfig & ProviderRuntime[ 'config' ]
>;

/** What of a request differs from one call to the next. */
export interface ServerRequest extends OperationOptions {
	readonly method: 'GET' | 'PUT' | 'POST';
	/** Sent as JSON. */
	readonly json?: unknown;
	readonly body?: Blob;
}

/**
 * Sends one request to the server.
 *
 * @param  runtime
 * @param  route   Without a leading slash: `releases`.
 * @param  request
 * @throws {AetherError} For every answer outside 2xx.
 */
export async function send(
	runtime: ReleaseServerRuntime,
	route: string,
	request: ServerRequest
): Promise< Response > {
	const { method, json, body, signal } = request;
	const content = json === undefined ? body : JSON.stringify( json );
	const response = await runtime.fetch(
		`${ runtime.config.endpoint.replace( /\/$/, '' ) }/${ route }`,
		{
			method,
			headers: {
				Authorization: `Bearer ${ runtime.secret( 'token' ) }`,
				'Content-Type':
					json === undefined
						? 'application/octet-stream'
						: 'application/json',
			},
			...( content === undefined ? {} : { body: content } ),
			signal,
		}
	);
	if ( ! response.ok ) {
		throw refusal( response, runtime );
	}
	return response;
}

function refusal(
	response: Response,
	{ clock, providerId }: ReleaseServerRuntime
): AetherError {
	const { status, headers } = response;
	const retryAfterMs = parseRetryAfter(
		headers.get( 'Retry-After' ),
		clock.now()
	);
	return new AetherError(
		// The server compares what it got with the hash in the address.
		status === 422 ? 'integrity_failed' : errorCodeForStatus( status ),
		`The release server answered ${ status }.`,
		{
			status,
			providerId,
			...( retryAfterMs === undefined ? {} : { retryAfterMs } ),
		}
	);
}
