import { AetherError } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { VERSION } from '../version';
import { toNetworkError } from './network-error';
import { withDeadline } from './request-deadline';

export interface RestClientOptions {
	/** The address of the site, with trailing slash. */
	readonly site: URL;
	readonly user: string;
	/** An application password; the spaces in it do not matter. */
	readonly password: string;
	/** Default: 120,000 milliseconds; WordPress may have thousands of files to link. */
	readonly timeoutMs?: number;
	/** Default: the global one. */
	readonly fetch?: typeof globalThis.fetch;
}

type Addressing = ( path: string ) => URL;

const DEFAULT_TIMEOUT_MS = 120_000;

/** WordPress' REST API as one person, by HTTP Basic with an application password. */
export class RestClient {
	readonly site: URL;
	readonly #authorization: string;
	readonly #timeoutMs: number;
	readonly #fetch: typeof globalThis.fetch;
	#addressing: Promise< Addressing > | null = null;

	constructor( options: RestClientOptions ) {
		this.site = options.site;
		this.#authorization = `Basic ${ Buffer.from(
			`${ options.user }:${ options.password }`
		).toString( 'base64' ) }`;
		this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		this.#fetch = options.fetch ?? globalThis.fetch;
	}

	/**
	 * One request; answers with any status. The body has arrived when it resolves.
	 *
	 * @param  path Route with its namespace, query included, no leading slash: `aether/v1/site/urls?per_page=500`.
	 * @param  init
	 * @throws {AetherError} `network_failed` without an answer; `remote_rejected` for a redirect, which would take the
	 * password elsewhere.
	 */
	readonly request: SiteRest = async ( path, init = {} ) => {
		const address = await this.#address( init.signal );
		return this.#send( address( path ), init );
	};

	/**
	 * Finds out once how this site's REST API is addressed: `/wp-json/` needs permalinks, `?rest_route=` always works
	 * but caches and firewalls like it less.
	 * @param signal
	 */
	#address( signal: AbortSignal | null | undefined ): Promise< Addressing > {
		this.#addressing ??= this.#probe( signal ).catch(
			( error: unknown ) => {
				this.#addressing = null;
				throw error;
			}
		);
		return this.#addressing;
	}

	async #probe(
		signal: AbortSignal | null | undefined
	): Promise< Addressing > {
		const pretty = ( path: string ) =>
			new URL( `wp-json/${ path }`, this.site );
		const plain = ( path: string ) => {
			const [ route = '', query = '' ] = path.split( '?', 2 );
			const url = new URL( this.site );
			url.search = `rest_route=/${ route }${ query === '' ? '' : `&${ query }` }`;
			return url;
		};
		for ( const address of [ pretty, plain ] ) {
			const response = await this.#send( address( 'aether/v1' ), {
				method: 'GET',
				...( signal ? { signal } : {} ),
			} );
			if (
				response.headers
					.get( 'Content-Type' )
					?.startsWith( 'application/json' )
			) {
				return address;
			}
		}
		throw new AetherError(
			'not_found',
			`${ this.site } has no WordPress REST API. Check the address; a security plugin may also have switched the API off.`
		);
	}

	async #send( url: URL, init: RequestInit ): Promise< Response > {
		const headers = new Headers( init.headers );
		headers.set( 'Authorization', this.#authorization );
		headers.set( 'Accept', 'application/json' );
		headers.set( 'User-Agent', `Aether/${ VERSION }` );
		try {
			return await withDeadline(
				init.signal,
				this.#timeoutMs,
				async ( signal ) => {
					const response = await this.#fetch( url, {
						...init,
						headers,
						signal,
						redirect: 'manual',
					} );
					refuseRedirect( response, url );
					const hasBody = ! [ 204, 205, 304 ].includes(
						response.status
					);
					return new Response(
						hasBody ? await response.arrayBuffer() : null,
						response
					);
				}
			);
		} catch ( error ) {
			throw toNetworkError( error, url );
		}
	}
}

function refuseRedirect( response: Response, url: URL ): void {
	const location = response.headers.get( 'Location' );
	if (
		response.status < 300 ||
		response.status >= 400 ||
		location === null
	) {
		return;
	}
	const target = URL.canParse( location, url.href )
		? new URL( location, url )
		: null;
	throw new AetherError(
		'remote_rejected',
		target !== null && target.origin !== url.origin
			? `The site redirects to ${ target.origin }. Use that address: a password is not sent on to another place.`
			: `The site's REST API redirects (${ response.status }). Use the address that WordPress shows under Settings → General → Site Address.`,
		{ status: response.status }
	);
}
