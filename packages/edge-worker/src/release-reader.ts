import type { Bucket } from './bucket';
import {
	type FileEntry,
	FORMAT_VERSION,
	type PointerDocument,
	type ReleaseDocument,
	type Shard,
	shardOf,
} from './format';

/** Releases that one isolate remembers: the current one, its predecessor, a canary, some previews. */
const MOST_RELEASES = 8;
const RELEASE_ID = /^[\w-]{1,100}$/;

interface Remembered< T > {
	readonly value: T;
	readonly readAt: number;
}

/** Reads a release tree. Documents that never change are remembered; the pointer for a moment. */
export class ReleaseReader {
	readonly #bucket: Bucket;
	readonly #root: string;
	readonly #ttl: number;
	readonly #releases = new Map< string, ReleaseDocument >();
	#pointer: Remembered< PointerDocument | null > | null = null;

	/**
	 * @param bucket
	 * @param root   Empty, or a path with a slash at its end.
	 * @param ttl    Milliseconds.
	 */
	constructor( bucket: Bucket, root: string, ttl: number ) {
		this.#bucket = bucket;
		this.#root = root;
		this.#ttl = ttl;
	}

	/**
	 * Null while nothing is published.
	 *
	 * @param now
	 */
	async pointer( now: number ): Promise< PointerDocument | null > {
		const known = this.#pointer;
		if ( known && now - known.readAt < this.#ttl ) {
			return known.value;
		}
		const value = await this.#document< PointerDocument >( 'current.json' );
		this.#pointer = { value, readAt: now };
		return value;
	}

	/**
	 * Reads the pointer again, unless that was just done. True when it names other releases than before.
	 *
	 * @param now
	 */
	async refresh( now: number ): Promise< boolean > {
		const known = this.#pointer;
		if ( known?.readAt === now ) {
			return false;
		}
		this.#pointer = null;
		const fresh = await this.pointer( now );
		return (
			fresh?.release !== known?.value?.release ||
			fresh?.canary?.release !== known?.value?.canary?.release
		);
	}

	/**
	 * Null for a release that is not kept.
	 *
	 * @param id
	 */
	async release( id: string ): Promise< ReleaseDocument | null > {
		const known = this.#releases.get( id );
		if ( known || ! RELEASE_ID.test( id ) ) {
			return known ?? null;
		}
		const release = await this.#document< ReleaseDocument >(
			`releases/${ id }.json`
		);
		if ( release ) {
			const [ oldest ] = this.#releases.keys();
			if (
				this.#releases.size >= MOST_RELEASES &&
				oldest !== undefined
			) {
				this.#releases.delete( oldest );
			}
			this.#releases.set( id, release );
		}
		return release;
	}

	/**
	 * What the release has at a path: one read.
	 *
	 * @param release
	 * @param path
	 */
	async entry(
		release: ReleaseDocument,
		path: string
	): Promise< FileEntry | null > {
		const place = release.shards[ shardOf( path ) ];
		if ( ! place ) {
			return null;
		}
		const [ pack, offset, length ] = place;
		const object = await this.#bucket.get(
			`${ this.#root }_aether/shards/${ pack }`,
			{ range: { offset, length } }
		);
		if ( ! object ) {
			throw new Error( 'A shard is missing.' );
		}
		const shard = JSON.parse( await object.text() ) as Shard;
		return Object.hasOwn( shard, path ) ? ( shard[ path ] ?? null ) : null;
	}

	/**
	 * @param sha256
	 * @param range
	 * @param range.offset
	 * @param range.length
	 */
	async blob(
		sha256: string,
		range?: { readonly offset: number; readonly length: number }
	): Promise< ReadableStream > {
		const object = await this.#bucket.get(
			`${ this.#root }_aether/blobs/${ sha256 }`,
			range ? { range } : undefined
		);
		if ( ! object ) {
			throw new Error( 'A blob is missing.' );
		}
		return object.body;
	}

	async #document< T extends { readonly format: number } >(
		name: string
	): Promise< T | null > {
		const object = await this.#bucket.get(
			`${ this.#root }_aether/${ name }`
		);
		if ( ! object ) {
			return null;
		}
		const document = JSON.parse( await object.text() ) as T;
		if ( document.format !== FORMAT_VERSION ) {
			throw new Error( 'The release has a format of another version.' );
		}
		return document;
	}
}
