import {
	AetherError,
	type Clock,
	type OperationOptions,
} from '@aether/provider-sdk';
import type {
	FetchResourceOptions,
	SiteAsset,
	SiteInformation,
	SiteResponse,
	SiteSource,
	SiteUrl,
	SiteUrlKind,
} from '../src/ports';

/** What the site answers at one path. */
export interface MemoryResource {
	readonly body?: string | Uint8Array;
	/** Default: 200. */
	readonly status?: number;
	/** Default: by the ending of the path, else `text/html; charset=UTF-8`. */
	readonly contentType?: string;
	readonly headers?: Readonly< Record< string, string > >;
	readonly redirect?: {
		readonly to: string;
		/** Default: 301. */
		readonly status?: 301 | 302 | 307 | 308;
	};
	/** Put into the URL inventory under this kind. */
	readonly listedAs?: SiteUrlKind;
	/** Put into the asset inventory. */
	readonly isAsset?: boolean;
}

/** What goes wrong with the next requests for one path. */
export type SiteFault =
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly headers?: Readonly< Record< string, string > >;
	  }
	| { readonly kind: 'network' }
	/** No answer before the signal is aborted. */
	| { readonly kind: 'hang' }
	| { readonly kind: 'delay'; readonly milliseconds: number };

export interface MemorySiteOptions {
	/** Default: `https://site.test/`. */
	readonly homeUrl?: string;
	/** Needed for the fault `delay` only. */
	readonly clock?: Clock;
}

const CONTENT_TYPES: Readonly< Record< string, string > > = {
	css: 'text/css',
	js: 'text/javascript',
	json: 'application/json',
	png: 'image/png',
	jpg: 'image/jpeg',
	svg: 'image/svg+xml',
	txt: 'text/plain; charset=UTF-8',
	xml: 'application/xml; charset=UTF-8',
};
const HTML = 'text/html; charset=UTF-8';

/** A whole site in a map from path to answer, which misbehaves on command. */
export class MemorySite implements SiteSource {
	readonly information: SiteInformation;
	/** Every path that was asked for, in order, retries included. */
	readonly requests: string[] = [];
	readonly #resources = new Map< string, MemoryResource >();
	readonly #faults = new Map< string, SiteFault[] >();
	readonly #clock: Clock | undefined;
	#inFlight = 0;
	#mostInFlight = 0;

	/**
	 * @param resources       By path below the home URL, query included: `/about/`.
	 * @param options
	 * @param options.homeUrl
	 * @param options.clock
	 */
	constructor(
		resources: Readonly< Record< string, MemoryResource > >,
		{ homeUrl = 'https://site.test/', clock }: MemorySiteOptions = {}
	) {
		this.#clock = clock;
		this.information = {
			name: 'Memory site',
			homeUrl,
			siteUrl: homeUrl,
			contentUrl: `${ homeUrl }wp-content/`,
			uploadsUrl: `${ homeUrl }wp-content/uploads/`,
			includesUrl: `${ homeUrl }wp-includes/`,
			restUrl: `${ homeUrl }wp-json/`,
			permalinks: 'pretty',
			language: 'en-US',
			wordPressVersion: '7.1',
			pluginVersion: '0.1.0',
			maxRequestBytes: 8_388_608,
		};
		for ( const [ path, resource ] of Object.entries( resources ) ) {
			this.set( path, resource );
		}
	}

	/** Largest number of requests that were open at one time. */
	get mostInFlight(): number {
		return this.#mostInFlight;
	}

	set( path: string, resource: MemoryResource ): void {
		this.#resources.set( path, resource );
	}

	delete( path: string ): void {
		this.#resources.delete( path );
	}

	/**
	 * Faults happen once each, in order; then the path answers as it should.
	 *
	 * @param path
	 * @param faults
	 */
	fail( path: string, ...faults: readonly SiteFault[] ): void {
		this.#faults.set( path, [
			...( this.#faults.get( path ) ?? [] ),
			...faults,
		] );
	}

	async getSite( { signal }: OperationOptions ): Promise< SiteInformation > {
		signal.throwIfAborted();
		return this.information;
	}

	async *listUrls( { signal }: OperationOptions ): AsyncGenerator< SiteUrl > {
		for ( const [ path, { listedAs } ] of this.#resources ) {
			signal.throwIfAborted();
			if ( listedAs !== undefined ) {
				yield { url: this.#urlOf( path ), kind: listedAs };
			}
		}
	}

	async *listAssets( {
		signal,
	}: OperationOptions ): AsyncGenerator< SiteAsset > {
		for ( const [ path, { isAsset, body } ] of this.#resources ) {
			signal.throwIfAborted();
			if ( isAsset === true ) {
				yield {
					url: this.#urlOf( path ),
					size: bytesOf( body ).length,
					mtime: 0,
				};
			}
		}
	}

	async fetchResource(
		url: string,
		{ signal }: FetchResourceOptions
	): Promise< SiteResponse > {
		signal.throwIfAborted();
		const path = this.#pathOf( url );
		this.requests.push( path );
		this.#inFlight++;
		this.#mostInFlight = Math.max( this.#mostInFlight, this.#inFlight );
		try {
			// Lets the other requests of the same moment begin.
			await Promise.resolve();
			const fault = this.#faults.get( path )?.shift();
			return (
				( fault && ( await this.#misbehave( fault, url, signal ) ) ) ??
				this.#answer( path, url )
			);
		} finally {
			this.#inFlight--;
		}
	}

	async #misbehave(
		fault: SiteFault,
		url: string,
		signal: AbortSignal
	): Promise< SiteResponse | undefined > {
		switch ( fault.kind ) {
			case 'status':
				return {
					url,
					status: fault.status,
					headers: new Headers( fault.headers ),
					body: new Uint8Array(),
				};
			case 'network':
				throw new AetherError(
					'network_failed',
					'The connection was cut by the test.'
				);
			case 'hang':
				return new Promise( ( _resolve, reject ) => {
					signal.addEventListener(
						'abort',
						() => reject( signal.reason ),
						{ once: true }
					);
				} );
			case 'delay':
				await this.#clock?.sleep( fault.milliseconds, { signal } );
				return undefined;
		}
	}

	#answer( path: string, url: string ): SiteResponse {
		const resource = this.#resources.get( path );
		if ( ! resource ) {
			return {
				url,
				status: 404,
				headers: new Headers( { 'Content-Type': HTML } ),
				body: bytesOf( '<!doctype html><html><p>Not found</p></html>' ),
			};
		}
		const { redirect } = resource;
		return {
			url,
			status: redirect
				? ( redirect.status ?? 301 )
				: ( resource.status ?? 200 ),
			headers: new Headers( {
				'Content-Type': resource.contentType ?? contentTypeOf( path ),
				...resource.headers,
			} ),
			body: redirect ? new Uint8Array() : bytesOf( resource.body ),
			...( redirect
				? {
						redirect: {
							location: new URL( redirect.to, url ).href,
							status: redirect.status ?? 301,
						},
					}
				: {} ),
		};
	}

	#urlOf( path: string ): string {
		return this.information.homeUrl + path.slice( 1 );
	}

	#pathOf( url: string ): string {
		return `/${ url.slice( this.information.homeUrl.length ) }`;
	}
}

function contentTypeOf( path: string ): string {
	const extension = /\.([a-z0-9]+)(?:\?|$)/.exec( path )?.[ 1 ] ?? '';
	return CONTENT_TYPES[ extension ] ?? HTML;
}

const bytesOf = ( body: string | Uint8Array = '' ): Uint8Array =>
	typeof body === 'string' ? new TextEncoder().encode( body ) : body;
