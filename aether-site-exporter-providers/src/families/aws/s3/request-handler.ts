import { AetherError, type ProviderRuntime } from '@aether/provider-sdk';
import { REQUEST_TIMEOUT_MS } from './limits';
import type { SignableRequest } from './signer';

interface SentRequest extends SignableRequest {
	protocol: string;
}

interface HandlerOptions {
	readonly abortSignal?: AbortSignal;
}

/** Shaped as the SDK wants an answer; its collector reads the body. */
interface HandledResponse {
	readonly response: {
		readonly statusCode: number;
		readonly reason: string;
		readonly headers: Record< string, string >;
		readonly body: unknown;
	};
}

const addressOf = ( request: SentRequest ): string => {
	const query = Object.entries( request.query ?? {} )
		.flatMap( ( [ name, value ] ) =>
			[ value ?? '' ]
				.flat()
				.map(
					( single ) =>
						`${ encodeURIComponent( name ) }=${ encodeURIComponent( single ) }`
				)
		)
		.join( '&' );
	const port = request.port === undefined ? '' : `:${ request.port }`;
	return `${ request.protocol }//${ request.hostname }${ port }${ request.path }${
		query === '' ? '' : `?${ query }`
	}`;
};

/**
 * The SDK's way to the network, over the host's own: what the host relays, refuses or counts, it does here too.
 *
 * @param runtime
 */
export function createRequestHandler(
	runtime: Pick< ProviderRuntime, 'fetch' | 'clock' >
) {
	return {
		metadata: { handlerProtocol: 'http/1.1' },
		destroy() {},
		async handle(
			request: SentRequest,
			{ abortSignal }: HandlerOptions = {}
		): Promise< HandledResponse > {
			// fetch sets both itself, and takes neither from a page.
			const {
				host,
				'content-length': length,
				...headers
			} = request.headers;
			const timeout = new AbortController();
			const answered = new AbortController();
			runtime.clock
				.sleep( REQUEST_TIMEOUT_MS, { signal: answered.signal } )
				.then(
					() => timeout.abort(),
					() => {} // Answered in time.
				);
			try {
				const response = await runtime.fetch( addressOf( request ), {
					method: request.method,
					headers,
					credentials: 'omit',
					redirect: 'error',
					signal: AbortSignal.any( [
						timeout.signal,
						...( abortSignal ? [ abortSignal ] : [] ),
					] ),
					...( request.body === undefined
						? {}
						: { body: request.body as BodyInit } ),
				} );
				const body =
					response.ok || response.body === null
						? response.body
						: new Uint8Array( await response.arrayBuffer() );
				return {
					response: {
						statusCode: response.status,
						reason: response.statusText,
						headers: Object.fromEntries( response.headers ),
						body: body ?? new Uint8Array(),
					},
				};
			} catch ( error ) {
				abortSignal?.throwIfAborted();
				throw AetherError.isInstance( error )
					? error
					: new AetherError(
							'network_failed',
							timeout.signal.aborted
								? 'The object store did not answer in time.'
								: 'The object store could not be reached.',
							{ cause: error }
						);
			} finally {
				answered.abort();
			}
		},
	};
}
