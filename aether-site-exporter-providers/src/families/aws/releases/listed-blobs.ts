import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
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
export async function listBlobs(
	store: Pick< ObjectStore, 'list' >,
	keys: ObjectKeys,
	options: OperationOptions
): Promise< ListedBlobs | null > {
	const names = new Set< string >();
	const youngest = new Map< string, ListedBlob >();
	try {
		await listByDigest(
			store,
			keys.blobs,
			options,
			( { key, size, modifiedAt } ) => {
				const name = key.slice( keys.blobs.length );
				const content = contentOf( name );
				names.add( name );
				if (
					modifiedAt >=
					( youngest.get( content )?.modifiedAt ?? -Infinity )
				) {
					youngest.set( content, { name, size, modifiedAt } );
				}
			}
		);
	} catch ( error ) {
		options.signal.throwIfAborted();
		if (
			AetherError.isInstance( error ) &&
			error.code === 'permission_denied'
		) {
			return null;
		}
		throw error;
	}
	return {
		has: ( name ) => names.has( name ),
		withContent: ( sha256 ) => youngest.get( sha256 ),
	};
}
