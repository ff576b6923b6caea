import type { BackendFile } from '@aether/provider-sdk/testing';

/** The host's side of every request that the provider makes, in memory. */
export class FakeHost {
	readonly files = new Map< string, BackendFile >();
	/** Answers every request with it, until it is null again. */
	status: number | null = null;
	readonly #token: string;

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
		const path = decodeURIComponent(
			new URL( request.url ).pathname.slice( 1 )
		);
		switch ( request.method ) {
			case 'PUT':
				this.files.set( path, {
					body: new Uint8Array( await request.arrayBuffer() ),
					contentType: request.headers.get( 'Content-Type' ) ?? '',
				} );
				return new Response( null, { status: 204 } );
			case 'DELETE':
				return new Response( null, {
					status: this.files.delete( path ) ? 204 : 404,
				} );
			default:
				return new Response( null, { status: 204 } );
		}
	};
}
