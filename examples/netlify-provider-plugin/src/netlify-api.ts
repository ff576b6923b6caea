import {
	AetherError,
	errorCodeForStatus,
	parseRetryAfter,
	type ProviderConfig,
	type ProviderRuntime,
} from '@aether/provider-sdk';

export const DEFAULT_API_URL = 'https://api.netlify.com/api/v1';

/** Of lists; the most that Netlify answers with. */
const PAGE_SIZE = 100;

/** Releases that a person may want back. */
const LISTED_DEPLOYS = 20;

export type NetlifyConfig = ProviderConfig & {
	readonly site_id: string;
	readonly public_url: string;
	readonly api_url?: string;
};

export type NetlifyRuntime = ProviderRuntime< NetlifyConfig >;

/** What this plugin reads of Netlify's answers. */
export interface Deploy {
	readonly id: string;
	readonly state: string;
	/** SHA-1 of the bodies that Netlify does not have; there once `state` is `prepared`. */
	readonly required?: readonly string[];
	readonly error_message?: string | null;
	readonly title?: string | null;
	readonly created_at: string;
}

export interface Site {
	readonly published_deploy?: { readonly id: string } | null;
}

interface SiteFile {
	/** With a leading slash. */
	readonly path: string;
	readonly sha: string;
}

interface NetlifyRequest {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly json?: unknown;
	readonly body?: Blob;
	readonly signal: AbortSignal;
}

/** The requests, one method each. */
export class NetlifyApi {
	readonly #runtime: NetlifyRuntime;
	readonly #site: string;

	constructor( runtime: NetlifyRuntime ) {
		this.#runtime = runtime;
		this.#site = `sites/${ encodeURIComponent( runtime.config.site_id ) }`;
	}

	site( signal: AbortSignal ): Promise< Site > {
		return this.#json( this.#site, { method: 'GET', signal } );
	}

	/**
	 * What visitors get now.
	 *
	 * @param signal
	 * @return SHA-1 by path.
	 */
	async files( signal: AbortSignal ): Promise< Map< string, string > > {
		const files = new Map< string, string >();
		// A page that brings nothing new is the last one, also where a server pays no heed to pages.
		for ( let page = 1, known = -1; files.size > known; page++ ) {
			known = files.size;
			const listed = await this.#json< readonly SiteFile[] >(
				`${ this.#site }/files?page=${ page }&per_page=${ PAGE_SIZE }`,
				{ method: 'GET', signal }
			);
			for ( const { path, sha } of listed ) {
				files.set( path.replace( /^\//, '' ), sha );
			}
		}
		return files;
	}

	/**
	 * A draft, which no visitor sees.
	 *
	 * @param title
	 * @param files  SHA-1 by path; the whole of what the site shall be.
	 * @param signal
	 */
	createDeploy(
		title: string,
		files: ReadonlyMap< string, string >,
		signal: AbortSignal
	): Promise< Deploy > {
		return this.#json(
			`${ this.#site }/deploys?title=${ encodeURIComponent( title ) }`,
			{
				method: 'POST',
				json: {
					// Netlify works on a large deploy for longer than a request may last.
					async: true,
					draft: true,
					files: Object.fromEntries(
						[ ...files ].map( ( [ path, sha ] ) => [
							`/${ path }`,
							sha,
						] )
					),
				},
				signal,
			}
		);
	}

	deploy( id: string, signal: AbortSignal ): Promise< Deploy > {
		return this.#json( `deploys/${ id }`, { method: 'GET', signal } );
	}

	deploys( signal: AbortSignal ): Promise< readonly Deploy[] > {
		return this.#json(
			`${ this.#site }/deploys?page=1&per_page=${ LISTED_DEPLOYS }`,
			{ method: 'GET', signal }
		);
	}

	async upload(
		id: string,
		path: string,
		body: Blob,
		signal: AbortSignal
	): Promise< void > {
		const address = path.split( '/' ).map( encodeURIComponent ).join( '/' );
		await this.#send( `deploys/${ id }/files/${ address }`, {
			method: 'PUT',
			body,
			signal,
		} );
	}

	/**
	 * Makes a finished deploy the one that visitors get.
	 *
	 * @param id
	 * @param signal
	 */
	async publish( id: string, signal: AbortSignal ): Promise< void > {
		await this.#send(
			`${ this.#site }/deploys/${ encodeURIComponent( id ) }/restore`,
			{ method: 'POST', signal }
		);
	}

	async cancel( id: string, signal: AbortSignal ): Promise< void > {
		await this.#send( `deploys/${ id }/cancel`, {
			method: 'POST',
			signal,
		} );
	}

	async #json< Answer >(
		route: string,
		request: NetlifyRequest
	): Promise< Answer > {
		const response = await this.#send( route, request );
		return ( await response.json() ) as Answer;
	}

	async #send(
		route: string,
		{ method, json, body, signal }: NetlifyRequest
	): Promise< Response > {
		signal.throwIfAborted();
		const { config, secret, fetch } = this.#runtime;
		const content = json === undefined ? body : JSON.stringify( json );
		const api = ( config.api_url ?? DEFAULT_API_URL ).replace( /\/$/, '' );
		const response = await fetch( `${ api }/${ route }`, {
			method,
			headers: {
				Authorization: `Bearer ${ secret( 'access_token' ) }`,
				...( content !== undefined && {
					'Content-Type':
						json === undefined
							? 'application/octet-stream'
							: 'application/json',
				} ),
			},
			...( content !== undefined && { body: content } ),
			signal,
		} );
		if ( ! response.ok ) {
			throw this.#refusal( response );
		}
		return response;
	}

	#refusal( { status, headers }: Response ): AetherError {
		const { clock, providerId } = this.#runtime;
		const retryAfterMs = parseRetryAfter(
			headers.get( 'Retry-After' ),
			clock.now()
		);
		return new AetherError(
			errorCodeForStatus( status ),
			`Netlify answered ${ status }.`,
			{
				status,
				providerId,
				...( retryAfterMs !== undefined && { retryAfterMs } ),
			}
		);
	}
}
