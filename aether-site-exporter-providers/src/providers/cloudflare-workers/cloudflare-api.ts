import {
	AetherError,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { limitTime } from '../../limit-time';
import { cloudflareError } from './errors';
import { DEFAULT_API_URL, REQUEST_DEADLINE_MS } from './limits';

/** Freezes what a call without it means, as Cloudflare's own tools send it. */
const SCRIPT_API_DATE = {
	'Cloudflare-Workers-Script-Api-Date': '2025-08-01',
};

export interface CloudflareRequest {
	readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
	/** Default: none. */
	readonly query?: Readonly< Record< string, string > >;
	/** A form is sent as one, anything else as JSON. */
	readonly body?: unknown;
	/** The secret field whose values the site's relay puts into the body, which it writes as the host wants it. */
	readonly secretField?: string;
}

/** Cloudflare's REST API, one request at a time: whoever calls decides whether to repeat. */
export class CloudflareApi {
	readonly #runtime: ProviderRuntime;
	readonly #baseUrl: string;

	constructor( runtime: ProviderRuntime ) {
		const { api_url: url } = runtime.config;
		this.#runtime = runtime;
		this.#baseUrl = (
			typeof url === 'string' && url !== '' ? url : DEFAULT_API_URL
		).replace( /\/+$/, '' );
	}

	/**
	 * @param  path           Below the API's address, with a slash in front; its parts are encoded.
	 * @param  request
	 * @param  options
	 * @param  options.signal
	 * @return The `result` of the answer's envelope.
	 * @throws {AetherError}
	 */
	async send< Result >(
		path: string,
		request: CloudflareRequest,
		{ signal }: OperationOptions
	): Promise< Result > {
		signal.throwIfAborted();
		const { clock } = this.#runtime;
		const time = limitTime( clock, REQUEST_DEADLINE_MS, signal );
		let response: Response;
		let text: string;
		try {
			response = await this.#runtime.fetch(
				this.#address( path, request ),
				this.#describe( request, time.signal )
			);
			text = await response.text();
		} catch ( cause ) {
			signal.throwIfAborted();
			throw AetherError.isInstance( cause ) && ! time.hasTimedOut()
				? cause
				: new AetherError(
						'network_failed',
						time.hasTimedOut()
							? __(
									'Cloudflare did not answer in time.',
									'aether-site-exporter-providers'
								)
							: __(
									'Cloudflare cannot be reached.',
									'aether-site-exporter-providers'
								),
						{ cause }
					);
		} finally {
			time.release();
		}
		return readResult( response, text, clock.now() );
	}

	#address( path: string, { query = {} }: CloudflareRequest ): string {
		const parameters = new URLSearchParams( query ).toString();
		return `${ this.#baseUrl }${ path }${ parameters === '' ? '' : `?${ parameters }` }`;
	}

	#describe(
		{ method = 'GET', body, secretField }: CloudflareRequest,
		signal: AbortSignal
	): RequestInit {
		const isForm = body instanceof FormData;
		return {
			method,
			headers: {
				...SCRIPT_API_DATE,
				Authorization: `Bearer ${ this.#runtime.secret( 'api_token' ) }`,
				...( body === undefined || isForm
					? {}
					: { 'Content-Type': 'application/json' } ),
				...( secretField === undefined
					? {}
					: { 'X-Aether-Secret-Body': secretField } ),
			},
			...( body === undefined
				? {}
				: { body: isForm ? body : JSON.stringify( body ) } ),
			redirect: 'manual',
			signal,
		};
	}
}

function readResult< Result >(
	response: Response,
	text: string,
	now: number
): Result {
	if ( response.ok && text === '' ) {
		return null as Result;
	}
	const envelope = parseEnvelope( text );
	if ( ! response.ok || envelope?.success !== true ) {
		throw cloudflareError( response, text, now );
	}
	return envelope.result as Result;
}

function parseEnvelope(
	text: string
): { readonly success?: unknown; readonly result?: unknown } | null {
	try {
		return JSON.parse( text ) as ReturnType< typeof parseEnvelope >;
	} catch {
		// A page of HTML, of the firewall or of a gateway: the status says the rest.
		return null;
	}
}
