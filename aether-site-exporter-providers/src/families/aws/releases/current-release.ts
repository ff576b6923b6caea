import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { ReleaseDocument } from './format';
import type { ListedTree } from './listed-tree';
import {
	type CurrentPointer,
	isDamage,
	type ReleaseStore,
} from './release-store';

export interface Current {
	readonly current: CurrentPointer;
	/** Of what was published last, whether all visitors get it or some; null while nothing was. */
	readonly reading: Promise< ReleaseDocument | null >;
}

/**
 * The pointer, and the release that it names: both at the same time where that is the newest one.
 *
 * @param store
 * @param tree
 * @param options
 */
export async function readCurrent(
	store: ReleaseStore,
	tree: ListedTree | null,
	options: OperationOptions
): Promise< Current > {
	const readingNewest = readNewest( store, tree, options );
	readingNewest.catch( () => {} ); // Awaited below, perhaps after it has failed.
	const current =
		tree?.hasPointer === false
			? { pointer: null, etag: null }
			: // Nothing is on its way any more when this fails.
				await store
					.readPointer( options )
					.finally( () => readingNewest );
	const newest = await readingNewest;
	const id = current.pointer?.canary?.release ?? current.pointer?.release;
	if ( id === undefined ) {
		return { current, reading: Promise.resolve( null ) };
	}
	return {
		current,
		reading:
			newest?.id === id
				? Promise.resolve( newest )
				: store.readRelease( id, options ),
	};
}

/**
 * The newest release, which is nearly always the one that visitors get. Null where it is not to be had, or damaged.
 *
 * @param store
 * @param tree
 * @param options
 */
async function readNewest(
	store: ReleaseStore,
	tree: ListedTree | null,
	options: OperationOptions
): Promise< ReleaseDocument | null > {
	const [ newest ] = tree?.hasPointer ? tree.releases : [];
	try {
		return newest ? await store.readRelease( newest.id, options ) : null;
	} catch ( error ) {
		if (
			AetherError.isInstance( error ) &&
			error.isRetryable &&
			! isDamage( error )
		) {
			throw error;
		}
		// If it is the one, it is asked for again, and whatever is wrong with it is said then.
		return null;
	}
}
