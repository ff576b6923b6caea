import {
	computeDigest,
	type DigestAlgorithm,
	type PublishFile,
	type TargetPath,
} from '@aether/provider-sdk';
import type { Hasher } from '../ports';

export interface SiteFileInit {
	readonly path: TargetPath;
	readonly size: number;
	readonly contentType: string;
	readonly sha256: string;
	readonly cacheControl: string;
	readonly hasher: Hasher;
	/** Makes the body anew at each call: nothing is kept in memory between two attempts. */
	readonly read: () => Promise< Blob >;
}

/** A file of a rendered site whose bytes are made when a target asks for them. */
export class SiteFile implements PublishFile {
	readonly path: TargetPath;
	readonly size: number;
	readonly contentType: string;
	readonly sha256: string;
	readonly cacheControl: string;
	readonly #hasher: Hasher;
	readonly #read: () => Promise< Blob >;
	#digests: Map< DigestAlgorithm, Promise< string > > | undefined;

	constructor( init: SiteFileInit ) {
		this.path = init.path;
		this.size = init.size;
		this.contentType = init.contentType;
		this.sha256 = init.sha256;
		this.cacheControl = init.cacheControl;
		this.#hasher = init.hasher;
		this.#read = init.read;
	}

	readonly digest = ( algorithm: DigestAlgorithm ): Promise< string > => {
		this.#digests ??= new Map();
		let digest = this.#digests.get( algorithm );
		if ( ! digest ) {
			digest = this.#compute( algorithm );
			this.#digests.set( algorithm, digest );
		}
		return digest;
	};

	readonly open: PublishFile[ 'open' ] = async ( options ) => {
		options?.signal?.throwIfAborted();
		return this.#read();
	};

	async #compute( algorithm: DigestAlgorithm ): Promise< string > {
		const body = new Uint8Array(
			await ( await this.#read() ).arrayBuffer()
		);
		return computeDigest( algorithm, body, this.#hasher );
	}
}
