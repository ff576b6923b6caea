/**
 * What lies in the bucket, as this Worker reads it:
 *
 *     _aether/blobs/<sha256>…      bytes of a file
 *     _aether/shards/<sha256>…     shards of the path table, one after the other
 *     _aether/releases/<id>.json   where the 256 shards lie, redirects, 404 page
 *     _aether/current.json         the pointer
 */
export const FORMAT_VERSION = 1;
export const SHARD_COUNT = 256;

export interface FileEntry {
	/** Names the blob; begins with its SHA-256. */
	readonly blob: string;
	/** Bytes. */
	readonly size: number;
	readonly type: string;
	readonly cache?: string;
	readonly encoded?: Readonly<
		Partial<
			Record<
				'br' | 'gzip',
				{ readonly blob: string; readonly size: number }
			>
		>
	>;
}

export type Shard = Readonly< Record< string, FileEntry > >;

/**
 * A file whose bytes never change under its name says so to caches.
 * @param root0
 * @param root0.cache
 */
export const isImmutable = ( { cache }: FileEntry ): boolean =>
	/\bimmutable\b/i.test( cache ?? '' );

/** Object, first byte, number of bytes, and what only a publish reads. */
export type ShardPlace =
	| readonly [ pack: string, offset: number, length: number, digest?: string ]
	| null;

export interface ReleaseDocument {
	readonly format: typeof FORMAT_VERSION;
	readonly id: string;
	readonly publishId: string;
	readonly createdAt: string;
	readonly fileCount: number;
	readonly shards: readonly ShardPlace[];
	readonly redirects: readonly {
		readonly from: string;
		readonly to: string;
		readonly status: number;
	}[];
	readonly notFound: string | null;
	readonly headers: Readonly< Record< string, string > >;
}

export interface PointerDocument {
	readonly format: typeof FORMAT_VERSION;
	readonly release: string;
	readonly previous: string | null;
	/** `percent` of the visitors get this release instead. */
	readonly canary?: { readonly release: string; readonly percent: number };
	/**
	 * What visitors got before and get no more, canaries too, newest first; `until` is when it was replaced, ISO 8601.
	 * Pointers of older publishers do not say.
	 */
	readonly recent?: readonly {
		readonly release: string;
		readonly until: string;
	}[];
}

/**
 * FNV-1a over its UTF-8 bytes: 32 bits.
 *
 * @param text
 */
export function hashOf( text: string ): number {
	let hash = 0x811c9dc5;
	for ( const byte of new TextEncoder().encode( text ) ) {
		// eslint-disable-next-line no-bitwise -- A hash is made of bits.
		hash = Math.imul( hash ^ byte, 0x01000193 );
	}
	// eslint-disable-next-line no-bitwise -- A hash is made of bits.
	return hash >>> 0;
}

/**
 * Which of the 256 shards holds a path: its hash, folded.
 *
 * @param path
 */
export function shardOf( path: string ): number {
	const hash = hashOf( path );
	// eslint-disable-next-line no-bitwise -- A hash is made of bits.
	return ( hash ^ ( hash >>> 8 ) ^ ( hash >>> 16 ) ^ ( hash >>> 24 ) ) & 0xff;
}
