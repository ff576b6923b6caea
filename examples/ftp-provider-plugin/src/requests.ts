import {
	errorFromRestResponse,
	type OperationOptions,
	type ProviderConfig,
	type ProviderRuntime,
} from '@aether/provider-sdk';

export type FtpConfig = ProviderConfig & {
	readonly public_url: string;
};

export type FtpRuntime = ProviderRuntime< FtpConfig >;

type FtpRequest = OperationOptions &
	(
		| { readonly method: 'GET' | 'DELETE' }
		| { readonly method: 'POST'; readonly form: FormData }
		| { readonly method: 'POST'; readonly json: unknown }
	);

/**
 * Asks this site's PHP, which has the password and speaks FTP.
 *
 * @param runtime
 * @param route   Below the namespace.
 * @param request
 */
export async function send(
	runtime: FtpRuntime,
	route: string,
	request: FtpRequest
): Promise< void > {
	const { method, signal } = request;
	signal.throwIfAborted();
	const provider = encodeURIComponent( runtime.providerId );
	const path = `ftp-provider/v1/${ route }?provider=${ provider }`;
	const response = await runtime.rest( path, {
		method,
		...( 'form' in request && { body: request.form } ),
		...( 'json' in request && {
			body: JSON.stringify( request.json ),
			headers: { 'Content-Type': 'application/json' },
		} ),
		signal,
	} );
	if ( ! response.ok ) {
		throw await errorFromRestResponse(
			response,
			{ providerId: runtime.providerId },
			runtime.clock.now()
		);
	}
}
