/**
 * A site as a tree of objects in a bucket, below a root of its own:
 *
 *     _aether/blobs/<sha256>-<mark>    bytes of a file
 *     _aether/shards/<sha256>-<mark>   one or more shards of the path table, one after the other
 *     _aether/releases/<id>.json       where the 256 shards lie, redirects, 404 page
 *     _aether/current.json             the pointer: the only object that ever changes
 *
 * The mark is that of the deployment that wrote the object, so that no name is used twice.
 *
 * The Worker that serves it has the same types and the same `shardOf()`; a test holds both together.
 */
export const FORMAT_VERSION = 1;
export const SHARD_COUNT = 256;

const encoder = new TextEncoder();

/** What a visitor gets for one path. */
export interface FileEntry {
	/** The name of the blob, which begins with its SHA-256 as lower-case hex. */
	readonly blob: string;
	/** Bytes. */
	readonly size: number;
	readonly type: string;
	readonly cache?: string;
	/** The same file compressed beforehand, by content coding. */
	readonly encoded?: Readonly<
		Partial<
			Record<
				'br' | 'gzip',
				{ readonly blob: string; readonly size: number }
			>
		>
	>;
}

/** A 256th of the path table: entries by path. */
export type Shard = Readonly< Record< string, FileEntry > >;

/**
 * Where a shard lies: object, first byte, number of bytes; and a digest of what it says, by which a publish sees without
 * reading a shard that it would write the same one. Null for a shard without a path.
 */
export type ShardPlace =
	| readonly [
			pack: string,
			offset: number,
			length: number,
			/**
			 * The first half of a SHA-256 as lower-case hex, over the shard without the marks in the names of its blobs. Older
			 * releases have none.
			 */
			digest?: string,
	  ]
	| null;

export interface ReleaseRedirect {
	readonly from: string;
	readonly to: string;
	readonly status: number;
}

export interface ReleaseDocument {
	readonly format: typeof FORMAT_VERSION;
	readonly id: string;
	readonly publishId: string;
	/** ISO 8601. */
	readonly createdAt: string;
	/** When a publish last searched the bucket for blobs that were lost. ISO 8601. Older releases do not say. */
	readonly checkedAt?: string;
	readonly fileCount: number;
	/** One place for each of the 256 shards. */
	readonly shards: readonly ShardPlace[];
	readonly redirects: readonly ReleaseRedirect[];
	/** Path of the file that answers for what is missing. */
	readonly notFound: string | null;
	/** For every answer of this release. */
	readonly headers: Readonly< Record< string, string > >;
}

/** What visitors do not get any more. */
export interface RecentRelease {
	readonly release: string;
	/** When they got something else. ISO 8601. */
	readonly until: string;
}

export interface PointerDocument {
	readonly format: typeof FORMAT_VERSION;
	readonly release: string;
	readonly previous: string | null;
	/** Newest first, no more than 32: for a day the Worker finds their assets. Older publishers wrote none. */
	readonly recent?: readonly RecentRelease[];
	/** Some visitors get this release instead. `percent` is 1 to 99. */
	readonly canary?: { readonly release: string; readonly percent: number };
}

/** What visitors get: all of them one release, or some of them another. */
export type Shown = Pick< PointerDocument, 'release' | 'canary' >;

/**
 * Names of the objects below a root, which is empty or ends with a slash.
 * @param root
 */
export const objectKeys = ( root: string ) => ( {
	tree: `${ root }_aether/`,
	pointer: `${ root }_aether/current.json`,
	blobs: `${ root }_aether/blobs/`,
	blob: ( name: string ) => `${ root }_aether/blobs/${ name }`,
	packs: `${ root }_aether/shards/`,
	pack: ( name: string ) => `${ root }_aether/shards/${ name }`,
	releases: `${ root }_aether/releases/`,
	release: ( id: string ) => `${ root }_aether/releases/${ id }.json`,
} );

export type ObjectKeys = ReturnType< typeof objectKeys >;

/* eslint-disable no-bitwise -- A hash is made of bits. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

const fold = ( hash: number ): number =>
	( hash ^ ( hash >>> 8 ) ^ ( hash >>> 16 ) ^ ( hash >>> 24 ) ) & 0xff;

/**
 * Which of the 256 shards holds a path: FNV-1a over its UTF-8 bytes, folded.
 *
 * @param path
 */
export function shardOf( path: string ): number {
	let hash = OFFSET;
	for ( let at = 0; at < path.length; at++ ) {
		const code = path.charCodeAt( at );
		if ( code > 0x7f ) {
			return shardOfBytes( encoder.encode( path ) );
		}
		// Most paths are ASCII, and whole sites are sorted by this.
		hash = Math.imul( hash ^ code, PRIME );
	}
	return fold( hash );
}

const shardOfBytes = ( bytes: Uint8Array ): number =>
	fold(
		bytes.reduce(
			( hash, byte ) => Math.imul( hash ^ byte, PRIME ),
			OFFSET
		)
	);
