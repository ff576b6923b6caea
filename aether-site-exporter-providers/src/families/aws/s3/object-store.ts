import type { OperationOptions } from '@aether/provider-sdk';

export interface StoredObject {
	readonly body: Uint8Array;
	/** With its quotes, as `If-Match` wants it. */
	readonly etag: string;
}

export interface ListedObject {
	readonly key: string;
	/** Milliseconds since the epoch. */
	readonly modifiedAt: number;
	/** Bytes. */
	readonly size: number;
	/** With its quotes; empty where the store lists none. */
	readonly etag: string;
}

/** What a visitor's browser is told of an object, besides its bytes. */
export interface ObjectHeaders {
	readonly contentType: string;
	readonly cacheControl?: string;
	readonly contentEncoding?: string;
}

export interface WriteOptions extends OperationOptions {
	readonly headers: ObjectHeaders;
	/** `absent`: only where nothing is yet; an ETag: only instead of exactly that. Default: in any case. */
	readonly only?: 'absent' | { readonly etag: string };
	/** Lower-case hex, where it is known: other bytes are refused. */
	readonly sha256?: string;
	/** Bytes sent so far. */
	readonly onProgress?: ( loaded: number ) => void;
}

/**
 * A bucket, as far as a publish needs one. Every failure is an `AetherError`; an abort rejects with the signal's reason.
 */
export interface ObjectStore {
	/**
	 * Null when nothing has this key.
	 *
	 * Rejects with `integrity_failed` for more than `largest` bytes, with `config_invalid` where the ETag is hidden.
	 */
	get: (
		key: string,
		options: OperationOptions & { readonly largest: number }
	) => Promise< StoredObject | null >;
	/**
	 * Rejects with `conflict` when the condition of `only` does not hold, with `config_invalid` where the ETag is hidden.
	 */
	put: (
		key: string,
		body: Blob,
		options: WriteOptions
	) => Promise< { readonly etag: string } >;
	/** Lower-case hex SHA-256, where a page has no Web Crypto, too. */
	sha256: ( body: Uint8Array ) => Promise< string >;
	readonly md5: ( body: Uint8Array ) => Promise< Uint8Array >;
	/** Every object below a prefix, in the order of the keys; only those whose keys come after another, if that is given. */
	list: (
		prefix: string,
		options: OperationOptions & { readonly after?: string }
	) => AsyncIterable< ListedObject >;
	/** Removes exactly these keys, a thousand with a request; one that is gone already is a success. */
	remove: (
		keys: readonly string[],
		options: OperationOptions
	) => Promise< void >;
}
