import {
	AetherError,
	type ProviderRuntime,
	RELAYED_HEADER,
} from '@aether/provider-sdk';
import { limitTime } from '../../../limit-time';
import { readLimited } from './answer-body';
import { LARGEST_ANSWER, REQUEST_TIMEOUT_MS } from './limits';
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
 * The SDK's way to the network, over the host's own: what the host relays, refuses or counts, it does here too. An answer
 * is handed over whole, so that the time limit holds for its last byte as well.
 *
 * @param runtime
 * @param onRelayed Called for each answer that came through WordPress, because a page gets none from the store.
 */
export function createRequestHandler(
	runtime: Pick< ProviderRuntime, 'fetch' | 'clock' >,
	onRelayed: () => void
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
			const { signal, hasTimedOut, release } = limitTime(
				runtime.clock,
				REQUEST_TIMEOUT_MS,
				abortSignal
			);
			try {
				const response = await runtime.fetch( addressOf( request ), {
					method: request.method,
					headers,
					credentials: 'omit',
					redirect: 'manual',
					signal,
					...( request.body === undefined
						? {}
						: { body: request.body as BodyInit } ),
				} );
				refuseRedirect( response );
				const body = await readLimited( response, LARGEST_ANSWER );
				if ( response.headers.has( RELAYED_HEADER ) ) {
					onRelayed();
				}
				return {
					response: {
						statusCode: response.status,
						reason: response.statusText,
						headers: Object.fromEntries( response.headers ),
						body: hasStreamedBody( request, response )
							? new Response( body ).body
							: body,
					},
				};
			} catch ( error ) {
				abortSignal?.throwIfAborted();
				throw AetherError.isInstance( error ) && ! hasTimedOut()
					? error
					: new AetherError(
							'network_failed',
							hasTimedOut()
								? 'The object store did not answer in time.'
								: 'The object store could not be reached.',
							{ cause: error }
						);
			} finally {
				release();
			}
		},
	};
}

/**
 * The SDK hands the answer to a GET on as a stream; of all others it takes the bytes, which costs less.
 *
 * @param request
 * @param request.method
 * @param response
 * @param response.ok
 */
const hasStreamedBody = ( { method }: SentRequest, { ok }: Response ) =>
	ok && method === 'GET';

/**
 * A signature is made for one host. Stores send elsewhere only what came to the wrong region.
 *
 * @param response
 * @param response.type
 * @param response.status
 */
function refuseRedirect( { type, status }: Response ): void {
	if ( type === 'opaqueredirect' || ( status >= 300 && status < 400 ) ) {
		throw new AetherError(
			'config_invalid',
			'The bucket lies in another region, or at another endpoint.',
			{ details: { storeCode: 'PermanentRedirect' } }
		);
	}
}
