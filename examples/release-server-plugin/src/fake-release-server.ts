import { webCryptoHasher } from '@aether/provider-sdk';
import type { BackendFile } from '@aether/provider-sdk/testing';
import { LARGEST_QUESTION } from './release-target';

interface FakeRelease {
	readonly id: string;
	readonly createdAt: string;
	readonly files: Readonly<
		Record<
			string,
			{ readonly sha256: string; readonly contentType: string }
		>
	>;
}

/** The server's side of the five requests, in memory. */
export class FakeReleaseServer {
	/** Answers every request with it, until it is null again. */
	status: number | null = null;
	readonly #token: string;
	readonly #blobs = new Map< string, Uint8Array >();
	readonly #foreign = new Map< string, BackendFile >();
	#releases: readonly FakeRelease[] = [];
	#current: string | null = null;

	constructor( token: string ) {
		this.#token = token;
	}

	readonly fetch: typeof globalThis.fetch = async ( input, init ) => {
		const request = new Request( input, init );
		if ( this.status !== null ) {
			return new Response( null, { status: this.status } );
		}
		if (
			request.headers.get( 'Authorization' ) !== `Bearer ${ this.#token }`
		) {
			return new Response( null, { status: 401 } );
		}
		const [ , resource, hash = '' ] = new URL( request.url ).pathname.split(
			'/'
		);
		switch ( `${ request.method } ${ resource }` ) {
			case 'POST missing':
				return this.#missing( ( await request.json() ) as string[] );
			case 'PUT blobs':
				return this.#store( hash, await request.arrayBuffer() );
			case 'POST releases':
				return this.#create( ( await request.json() ) as FakeRelease );
			case 'PUT current':
				return this.#switch( ( await request.json() ) as FakeRelease );
			case 'GET releases':
				return Response.json(
					this.#releases.map( ( release ) => ( {
						...release,
						active: release.id === this.#current,
					} ) )
				);
			default:
				return new Response( null, { status: 404 } );
		}
	};

	/** What a visitor gets. */
	read(): ReadonlyMap< string, BackendFile > {
		const release = this.#releases.find(
			( { id } ) => id === this.#current
		);
		const files = Object.entries( release?.files ?? {} ).map(
			( [ path, { sha256, contentType } ] ) =>
				[
					path,
					{
						body: this.#blobs.get( sha256 ) ?? new Uint8Array(),
						contentType,
					},
				] as const
		);
		return new Map( [ ...this.#foreign, ...files ] );
	}

	putForeign( path: string, body: Uint8Array ): void {
		this.#foreign.set( path, { body } );
	}

	#missing( hashes: readonly string[] ): Response {
		return hashes.length > LARGEST_QUESTION
			? new Response( null, { status: 413 } )
			: Response.json(
					hashes.filter( ( hash ) => ! this.#blobs.has( hash ) )
				);
	}

	async #store( hash: string, body: ArrayBuffer ): Promise< Response > {
		const bytes = new Uint8Array( body );
		if ( ( await webCryptoHasher.digest( 'sha256', bytes ) ) !== hash ) {
			return new Response( null, { status: 422 } );
		}
		this.#blobs.set( hash, bytes );
		return new Response( null, { status: 204 } );
	}

	#create( { createdAt, files }: FakeRelease ): Response {
		const id = crypto.randomUUID();
		this.#releases = [ { id, createdAt, files }, ...this.#releases ];
		return Response.json( { id } );
	}

	#switch( { id }: Pick< FakeRelease, 'id' > ): Response {
		if ( ! this.#releases.some( ( release ) => release.id === id ) ) {
			return new Response( null, { status: 404 } );
		}
		this.#current = id;
		return new Response( null, { status: 204 } );
	}
}
