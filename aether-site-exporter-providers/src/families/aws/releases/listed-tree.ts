import type { OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
import { unlessDenied } from '../s3/unless-denied';
import type { ObjectKeys } from './format';

export interface ListedRelease {
	readonly id: string;
	/** Milliseconds since the epoch. */
	readonly modifiedAt: number;
}

/** What lies in a release tree beside the blobs. */
export interface ListedTree {
	readonly hasPointer: boolean;
	/** Names of the objects that hold shards. */
	readonly packs: ReadonlySet< string >;
	/** Newest first. */
	readonly releases: readonly ListedRelease[];
}

interface KeyListing extends OperationOptions {
	readonly prefix: string;
	/** Only keys that come after it. */
	readonly after?: string;
}

/**
 * What of a release tree lies below a prefix.
 *
 * @param store
 * @param keys
 * @param listing
 */
export async function listKeys(
	store: Pick< ObjectStore, 'list' >,
	keys: ObjectKeys,
	listing: KeyListing
): Promise< ListedTree > {
	const { pointer, packs, releases } = keys;
	const { prefix, ...options } = listing;
	const found: ListedRelease[] = [];
	const packNames = new Set< string >();
	let hasPointer = false;
	for await ( const { key, modifiedAt } of store.list( prefix, options ) ) {
		hasPointer ||= key === pointer;
		if ( key.startsWith( packs ) ) {
			packNames.add( key.slice( packs.length ) );
		} else if ( key.startsWith( releases ) && key.endsWith( '.json' ) ) {
			const id = key.slice( releases.length, -'.json'.length );
			found.push( { id, modifiedAt } );
		}
	}
	return {
		hasPointer,
		packs: packNames,
		releases: found.sort( ( one, other ) =>
			one.id < other.id ? 1 : -1
		),
	};
}

/**
 * All that lies there but the blobs, with one request: whoever asks for nothing that is not there makes no browser write
 * an error into its console. Null for a key that may list nothing.
 *
 * @param store
 * @param keys
 * @param options
 */
export const listTree = (
	store: Pick< ObjectStore, 'list' >,
	keys: ObjectKeys,
	options: OperationOptions
): Promise< ListedTree | null > =>
	unlessDenied( options.signal, () =>
		listKeys( store, keys, {
			...options,
			prefix: keys.tree,
			// Digests are hexadecimal, and the keys of the blobs come before all others.
			after: `${ keys.blobs }g`,
		} )
	);
