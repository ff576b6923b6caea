import type { OperationOptions } from '@aether/provider-sdk';
import type { ListedObject, ObjectStore } from '../s3/object-store';
import { unlessDenied } from '../s3/unless-denied';
import type { ObjectKeys } from './format';
import { listByDigest } from './list-by-digest';
import { contentOf } from './names';

export interface ListedBlob {
	readonly name: string;
	/** Bytes. */
	readonly size: number;
	/** Milliseconds since the epoch. */
	readonly modifiedAt: number;
}

/** The blobs that lie in a bucket. */
export interface ListedBlobs {
	readonly has: ( name: string ) => boolean;
	/** The youngest with these bytes. */
	readonly withContent: ( sha256: string ) => ListedBlob | undefined;
}

/**
 * All blobs of a tree: what a publish that was cancelled has sent, and what was lost. Null for a key that may list nothing.
 *
 * @param store
 * @param keys
 * @param options
 */
export const listBlobs = (
	store: Pick< ObjectStore, 'list' >,
	keys: ObjectKeys,
	options: OperationOptions
): Promise< ListedBlobs | null > =>
	unlessDenied( options.signal, async () => {
		const names = new Set< string >();
		const youngest = new Map< string, ListedBlob >();
		const add = ( { key, size, modifiedAt }: ListedObject ): void => {
			const name = key.slice( keys.blobs.length );
			const content = contentOf( name );
			names.add( name );
			if (
				modifiedAt >=
				( youngest.get( content )?.modifiedAt ?? -Infinity )
			) {
				youngest.set( content, { name, size, modifiedAt } );
			}
		};
		await listByDigest( store, keys.blobs, options, add );
		return {
			has: ( name ) => names.has( name ),
			withContent: ( sha256 ) => youngest.get( sha256 ),
		};
	} );
