import type { Bucket, BucketObject } from './bucket';
import {
	FORMAT_VERSION,
	type PointerDocument,
	type ReleaseDocument,
	type Shard,
	type ShardPlace,
} from './format';
import { type Release, toRelease } from './release';

/** Releases that one isolate remembers: those that a missing asset is looked for in, and some previews. */
const MOST_RELEASES = 12;
const RELEASE_ID = /^[\w-]{1,100}$/;

/** The pointer as it was at one moment. */
export interface Pointer {
	/** Null while nothing is published. */
	readonly document: PointerDocument | null;
	/** When it was moved last. Milliseconds since the epoch. */
	readonly movedAt: number;
	/** Whether it was read for the request that asks. */
	readonly isFresh: boolean;
}

/** A release names it, and it does not lie in the bucket: lost, or cleared away with the release. */
export class MissingPartError extends Error {}

/** Reads a release tree. Documents that never change are remembered; the pointer for a moment. */
export class ReleaseReader {
	readonly #bucket: Bucket;
	readonly #root: string;
	readonly #ttl: number;
	readonly #releases = new Map< string, Release >();
	#last: { readonly pointer: Pointer; readonly readAt: number } | null = null;

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

	/** As it was read last, however long ago; null before the first time. */
	get lastPointer(): PointerDocument | null {
		return this.#last?.pointer.document ?? null;
	}

	/**
	 * As it was a moment ago, or is now.
	 *
	 * @param now
	 */
	async pointer( now: number ): Promise< Pointer > {
		const last = this.#last;
		return last && now - last.readAt < this.#ttl
			? { ...last.pointer, isFresh: false }
			: this.freshPointer( now );
	}

	/**
	 * As it is now.
	 *
	 * @param now
	 */
	async freshPointer( now: number ): Promise< Pointer > {
		const object = await this.#get( 'current.json' );
		const pointer = {
			document: object && ( await parse< PointerDocument >( object ) ),
			movedAt: object?.uploaded.getTime() ?? 0,
			isFresh: true,
		};
		if ( ! this.#last || this.#last.readAt <= now ) {
			this.#last = { pointer, readAt: now };
		}
		return pointer;
	}

	/**
	 * Undefined for one that was not read yet.
	 *
	 * @param id
	 */
	remembered( id: string ): Release | undefined {
		return this.#releases.get( id );
	}

	/**
	 * Reads it anew when it is asked for again.
	 *
	 * @param id
	 */
	forget( id: string ): void {
		this.#releases.delete( id );
	}

	/**
	 * Null for a release that is not kept.
	 *
	 * @param id
	 */
	async release( id: string ): Promise< Release | null > {
		const known = this.#releases.get( id );
		if ( known || ! RELEASE_ID.test( id ) ) {
			return known ?? null;
		}
		const object = await this.#get( `releases/${ id }.json` );
		if ( ! object ) {
			return null;
		}
		const release = await toRelease(
			await parse< ReleaseDocument >( object )
		);
		const [ oldest ] = this.#releases.keys();
		if ( this.#releases.size >= MOST_RELEASES && oldest !== undefined ) {
			this.#releases.delete( oldest );
		}
		this.#releases.set( id, release );
		return release;
	}

	async shard( [
		pack,
		offset,
		length,
	]: NonNullable< ShardPlace > ): Promise< Shard > {
		const object = await this.#get( `shards/${ pack }`, {
			offset,
			length,
		} );
		if ( ! object ) {
			throw new MissingPartError( 'A shard is missing.' );
		}
		return JSON.parse( await object.text() ) as Shard;
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
		const object = await this.#get( `blobs/${ sha256 }`, range );
		if ( ! object ) {
			throw new MissingPartError( 'A blob is missing.' );
		}
		return object.body;
	}

	#get(
		name: string,
		range?: { readonly offset: number; readonly length: number }
	): Promise< BucketObject | null > {
		return this.#bucket.get(
			`${ this.#root }_aether/${ name }`,
			range ? { range } : undefined
		);
	}
}

async function parse< T extends { readonly format: number } >(
	object: BucketObject
): Promise< T > {
	const document = JSON.parse( await object.text() ) as T;
	if ( document.format !== FORMAT_VERSION ) {
		throw new Error( 'The release has a format of another version.' );
	}
	return document;
}
