import { credentialIn, type CredentialKind } from '../gate/credentials';

/** What programs draw, play and pack; everything else may be text, whatever it is called. */
const BINARY =
	/\.(?:jpe?g|png|gif|webp|avif|heic|ico|cur|bmp|tiff?|psd|mp[34]|m4[av]|mov|avi|mkv|webm|og[gav]|wav|flac|woff2?|ttf|otf|eot|pdf|docx?|xlsx?|pptx?|od[tsp]|epub|zip|gz|wasm|mo|mmdb)$/i;
/** Bytes of a file that are looked at; of a larger one, which is generated, its beginning. */
const LOOKED_AT = 4 * 1024 * 1024;

const latin1 = new TextDecoder( 'latin1' );

export interface ExposedCredential {
	/** Below wp-content, or the name of a record. */
	readonly place: string;
	/** What it looks like; never the credential. */
	readonly credential: CredentialKind;
}

/** Looks into everything that a bundle will show to anybody, for what has the form of a secret. */
export class CredentialWatch {
	readonly #found = new Map< string, CredentialKind >();

	file( path: string, body: Uint8Array ): void {
		if ( ! BINARY.test( path ) ) {
			this.text( path, latin1.decode( body.subarray( 0, LOOKED_AT ) ) );
		}
	}

	text( place: string, text: string ): void {
		const credential = credentialIn( text );
		if ( credential !== undefined ) {
			this.#found.set( place, credential );
		}
	}

	get found(): readonly ExposedCredential[] {
		return [ ...this.#found ].map( ( [ place, credential ] ) => ( {
			place,
			credential,
		} ) );
	}
}
