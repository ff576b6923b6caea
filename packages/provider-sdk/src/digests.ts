import { AetherError } from './errors';
import { toTargetPath } from './target-path';
import type { DigestAlgorithm, PublishFile } from './types';

/**
 * Computes digests. Web Crypto knows no MD5 and is absent on pages that are not served over https; a host that needs
 * either hands in a hasher of its own.
 */
export interface BodyHasher {
	/** Lower-case hex. */
	digest: (
		algorithm: 'sha256' | 'sha1' | 'md5',
		body: Uint8Array
	) => Promise< string >;
}

const WEB_CRYPTO_NAMES: Readonly< Record< string, string > > = {
	sha256: 'SHA-256',
	sha1: 'SHA-1',
};

/** Rejects with `contract_violated` for MD5, and where the page is no secure context. */
export const webCryptoHasher: BodyHasher = {
	async digest( algorithm, body ) {
		const name = WEB_CRYPTO_NAMES[ algorithm ];
		if ( name === undefined || globalThis.crypto?.subtle === undefined ) {
			throw new AetherError(
				'contract_violated',
				name === undefined
					? `Web Crypto has no ${ algorithm }; hand in a hasher that has.`
					: 'Web Crypto is missing: the page is not served over https. Hand in a hasher.'
			);
		}
		return toHex(
			await crypto.subtle.digest(
				name,
				body as Uint8Array< ArrayBuffer >
			)
		);
	},
};

export interface PublishFileInit {
	/** Checked by `toTargetPath()`. */
	readonly path: string;
	/** Text is encoded as UTF-8. */
	readonly body: string | Uint8Array | Blob;
	/** Default: `application/octet-stream`. */
	readonly contentType?: string;
	readonly cacheControl?: string;
	/** Default: Web Crypto, which has no MD5. */
	readonly hasher?: BodyHasher;
}

/**
 * Makes a `PublishFile` from a body in memory. Its SHA-256 is computed at once, other digests on demand and once.
 * @param  init
 * @throws {AetherError} `path_rejected`.
 */
export async function createPublishFile(
	init: PublishFileInit
): Promise< PublishFile > {
	const path = toTargetPath( init.path );
	const contentType = init.contentType ?? 'application/octet-stream';
	const hasher = init.hasher ?? webCryptoHasher;
	const blob =
		init.body instanceof Blob
			? init.body.slice( 0, init.body.size, contentType )
			: new Blob( [ init.body as BlobPart ], { type: contentType } );
	const digests = new Map< DigestAlgorithm, Promise< string > >();

	return {
		path,
		size: blob.size,
		contentType,
		...( init.cacheControl === undefined
			? {}
			: { cacheControl: init.cacheControl } ),
		sha256: await hasher.digest( 'sha256', await readBytes( blob ) ),
		digest( algorithm ) {
			const known = digests.get( algorithm );
			if ( known !== undefined ) {
				return known;
			}
			const computed = readBytes( blob ).then( ( body ) =>
				computeDigest( algorithm, body, hasher )
			);
			digests.set( algorithm, computed );
			return computed;
		},
		async open( options ) {
			options?.signal?.throwIfAborted();
			return blob;
		},
	};
}

/**
 * One of a `PublishFile`'s further digests over bytes in memory.
 *
 * `git-sha1` is the id that git gives a blob: SHA-1 of `blob <length>`, a NUL and the content.
 * @param algorithm
 * @param body
 * @param hasher
 */
export function computeDigest(
	algorithm: DigestAlgorithm,
	body: Uint8Array,
	hasher: BodyHasher = webCryptoHasher
): Promise< string > {
	if ( algorithm !== 'git-sha1' ) {
		return hasher.digest( algorithm, body );
	}
	const header = new TextEncoder().encode( `blob ${ body.length }\0` );
	const object = new Uint8Array( header.length + body.length );
	object.set( header );
	object.set( body, header.length );
	return hasher.digest( 'sha1', object );
}

const readBytes = async ( blob: Blob ): Promise< Uint8Array > =>
	new Uint8Array( await blob.arrayBuffer() );

const toHex = ( bytes: ArrayBuffer ): string =>
	Array.from( new Uint8Array( bytes ), ( byte ) =>
		byte.toString( 16 ).padStart( 2, '0' )
	).join( '' );
