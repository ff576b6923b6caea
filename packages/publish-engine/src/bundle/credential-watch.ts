import { credentialIn, type CredentialKind } from '../gate/credentials';

/** Text in which people leave keys. */
const TEXT =
	/\.(?:php|inc|phtml|js|mjs|cjs|jsx|tsx?|json|css|scss|html?|twig|xml|svg|txt|md|ya?ml|ini|conf|neon|po|pot)$/i;
/** Bytes; a larger file is generated, and nobody's hand left a key in it. */
const LARGEST = 4 * 1024 * 1024;

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
		if ( TEXT.test( path ) && body.byteLength <= LARGEST ) {
			this.text( path, latin1.decode( body ) );
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
