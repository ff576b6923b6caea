import {
	AetherError,
	errorFromRestResponse,
	isAbortError,
	type LedgerEntry,
	type OperationOptions,
	type ProviderRuntime,
	type Release,
} from '@aether/provider-sdk';
import { type BatchPart, encodeBatch } from './batch';
import { MOST_MANIFEST_PAGES } from './limits';

export interface LocalState {
	/** Where visitors see the active release, with trailing slash. */
	readonly baseUrl: string;
	/** Id of the active release. */
	readonly active: string | null;
	/** Newest first. */
	readonly releases: readonly Release[];
}

export interface Staging {
	readonly id: string;
	/** The release that `keep()` takes files from. */
	readonly base: string | null;
}

export interface KeptFile {
	readonly path: string;
	readonly sha256: string;
}

interface ManifestPage {
	readonly release: string | null;
	readonly entries: Readonly< Record< string, LedgerEntry > >;
	readonly next: string | null;
}

/** The routes below `aether/v1/local/<type>` of docs/rest-api.md. Every method rejects with an `AetherError`. */
export class LocalRoutes {
	readonly #runtime: ProviderRuntime;
	readonly #base: string;

	constructor( runtime: ProviderRuntime, deploymentType: string ) {
		this.#runtime = runtime;
		this.#base = `aether/v1/local/${ encodeURIComponent(
			deploymentType
		) }`;
	}

	async state( { signal }: OperationOptions ): Promise< LocalState > {
		return this.#json< LocalState >( '', { signal } );
	}

	/**
	 * Every file of the active release.
	 *
	 * @param root0
	 * @param root0.signal
	 */
	async manifest( {
		signal,
	}: OperationOptions ): Promise< ReadonlyMap< string, LedgerEntry > > {
		const entries = new Map< string, LedgerEntry >();
		let cursor = '';
		for ( let page = 0; page < MOST_MANIFEST_PAGES; page++ ) {
			const answer = await this.#json< ManifestPage >(
				`/manifest?cursor=${ encodeURIComponent( cursor ) }`,
				{ signal }
			);
			for ( const [ path, entry ] of Object.entries( answer.entries ) ) {
				entries.set( path, entry );
			}
			if ( answer.next === null ) {
				return entries;
			}
			cursor = answer.next;
		}
		throw new AetherError(
			'remote_failed',
			'The manifest of the active release has no end.'
		);
	}

	async openStaging(
		publishId: string,
		{ signal }: OperationOptions
	): Promise< Staging > {
		return this.#json< Staging >( '/releases', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( { publishId } ),
			signal,
		} );
	}

	async writeFiles(
		id: string,
		parts: readonly BatchPart[],
		{ signal }: OperationOptions
	): Promise< void > {
		await this.#send( `/releases/${ encodeURIComponent( id ) }/files`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/octet-stream' },
			body: encodeBatch( parts ),
			signal,
		} );
	}

	async keepFiles(
		id: string,
		files: readonly KeptFile[],
		{ signal }: OperationOptions
	): Promise< void > {
		await this.#send( `/releases/${ encodeURIComponent( id ) }/kept`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( { files } ),
			signal,
		} );
	}

	/**
	 * Switches visitors over.
	 *
	 * @param id
	 * @param expected           What the release must hold; absent for one that was active before.
	 * @param expected.fileCount
	 * @param options
	 */
	async activate(
		id: string,
		expected: { readonly fileCount?: number },
		options: OperationOptions
	): Promise< { readonly id: string; readonly baseUrl: string } > {
		return this.#json( `/releases/${ encodeURIComponent( id ) }/activate`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( expected ),
			signal: options.signal,
		} );
	}

	async discard( id: string, { signal }: OperationOptions ): Promise< void > {
		await this.#send( `/releases/${ encodeURIComponent( id ) }`, {
			method: 'DELETE',
			signal,
		} );
	}

	async #json< Answer >(
		path: string,
		init: RequestInit
	): Promise< Answer > {
		const response = await this.#send( path, init );
		try {
			return await response.json();
		} catch ( cause ) {
			if ( isAbortError( cause ) ) {
				throw cause;
			}
			throw new AetherError(
				'remote_failed',
				'WordPress answered with something that is not JSON.',
				{ cause, status: response.status }
			);
		}
	}

	async #send( path: string, init: RequestInit ): Promise< Response > {
		const response = await this.#runtime.rest( this.#base + path, init );
		if ( ! response.ok ) {
			throw await errorFromRestResponse(
				response,
				{ providerId: this.#runtime.providerId },
				this.#runtime.clock.now()
			);
		}
		return response;
	}
}
