import {
	AetherError,
	isAbortError,
	RELAYED_HEADER,
} from '@aether/provider-sdk';
import {
	isWithin,
	readRelayAddresses,
	type RelayAddresses,
	type RelayOptions,
	sendByRelay,
} from './relay-client';
import { mentionsSecret } from './secret-placeholder';

export interface RelayFetchOptions extends RelayOptions {
	/** Sends what the relay need not. */
	readonly direct: typeof globalThis.fetch;
}

/** Sending these twice does no more than once. */
const REPEATABLE: ReadonlySet< string > = new Set( [
	'GET',
	'HEAD',
	'PUT',
	'DELETE',
] );

/**
 * `fetch` for a provider in a page. Through the site's relay go requests that carry the placeholder of a secret, those to
 * hosts that answer no browser, and those that a browser could not deliver to a host of the provider: it does not allow
 * this site yet. All others go directly, without the cookies of this site.
 *
 * @param options
 */
export function createRelayFetch(
	options: RelayFetchOptions
): typeof globalThis.fetch {
	const { direct, providerId } = options;
	/** Origins that only the relay reached. */
	const unreachable = new Set< string >();
	let known: RelayAddresses | null = null;

	const isIn = ( url: string, bases: readonly string[] ): boolean =>
		bases.some( ( base ) => isWithin( url, base ) );

	const sendAround = async ( request: Request ): Promise< Response > => {
		const response = await sendByRelay( request, options );
		response.headers.set( RELAYED_HEADER, 'unreachable' );
		return response;
	};

	const sendEitherWay = async ( request: Request ): Promise< Response > => {
		try {
			return await direct( request.clone() );
		} catch ( error ) {
			if ( isAbortError( error ) || request.signal.aborted ) {
				throw error;
			}
			const response = await sendAround( request );
			unreachable.add( new URL( request.url ).origin );
			return response;
		}
	};

	return async ( input, init ) => {
		const request = new Request( input, { credentials: 'omit', ...init } );
		if ( mentionsSecret( request.url ) ) {
			throw new AetherError(
				'config_invalid',
				'A secret is put into headers only, never into an address.',
				{ providerId }
			);
		}
		if ( [ ...request.headers.values() ].some( mentionsSecret ) ) {
			return sendByRelay( request, options );
		}
		known ??= await readRelayAddresses( options, request.signal );
		if ( isIn( request.url, known.relayOnly ) ) {
			return sendByRelay( request, options );
		}
		if ( unreachable.has( new URL( request.url ).origin ) ) {
			return sendAround( request );
		}
		return REPEATABLE.has( request.method ) &&
			isIn( request.url, known.addresses )
			? sendEitherWay( request )
			: direct( request );
	};
}
