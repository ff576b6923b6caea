import {
	AetherError,
	type Logger,
	type OperationOptions,
} from '@aether/provider-sdk';
import type { ReleaseDocument, ShardPlace } from './format';
import type { ListedRelease, ListedTree } from './listed-tree';
import { blobsOf, type PathTable, shardBodies } from './path-table';
import type { CurrentPointer, ReleaseStore } from './release-store';

/** What is there before a deployment. */
export interface PublishedBefore {
	readonly current: CurrentPointer;
	readonly release: ReleaseDocument | null;
	/** Null where nothing may be listed. */
	readonly releases: readonly ListedRelease[] | null;
	/** Numbers of the shards that are as planned already. Nobody has read them. */
	readonly sameShards: ReadonlySet< number >;
	/** The path table, as far as it lies in other shards. */
	readonly table: PathTable;
	/** Those that this part of the table names. */
	readonly blobs: ReadonlySet< string >;
}

/**
 * Reads of what is there no more than what may differ from a planned table. What was lost from the bucket must not make
 * every later publish fail: they are what repairs it.
 *
 * @param store
 * @param planned
 * @param logger
 * @param options
 */
export async function readPublishedBefore(
	store: ReleaseStore,
	planned: PathTable,
	logger: Logger,
	options: OperationOptions
): Promise< PublishedBefore > {
	const tree = await store.listTree( options );
	const releases = tree && tree.releases;
	const reading = readNewest( store, tree, options );
	const current =
		tree?.hasPointer === false
			? { pointer: null, etag: null }
			: // Nothing is on its way any more when this fails.
				await store.readPointer( options ).finally( () => reading );
	const newest = await reading;
	// What was published last, whether all visitors get it or some.
	const id = current.pointer?.canary?.release ?? current.pointer?.release;
	try {
		let release = newest?.id === id ? newest : null;
		if ( ! release && id !== undefined ) {
			release = await store.readRelease( id, options );
		}
		const sameShards = await findSameShards(
			store,
			release,
			tree,
			planned
		);
		const table = await store.readTable(
			( release?.shards ?? [] ).filter(
				( _, index ) => ! sameShards.has( index )
			),
			options
		);
		const blobs = new Set( blobsOf( table.values() ) );
		return { current, release, releases, sameShards, table, blobs };
	} catch ( error ) {
		if (
			! AetherError.isInstance( error ) ||
			error.code !== 'integrity_failed'
		) {
			throw error;
		}
		logger.warn(
			'The release that visitors get is damaged; everything is sent again.',
			{ error }
		);
		return {
			current,
			release: null,
			releases,
			sameShards: new Set(),
			table: new Map(),
			blobs: new Set(),
		};
	}
}

/**
 * The newest release, which is nearly always the one that visitors get. Null where it is not to be had.
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
	} catch {
		// If it is the one, it is asked for again, and whatever is wrong with it is said then.
		return null;
	}
}

/**
 * A shard is read where its digest tells nothing, or where the object that holds it is not known to be there.
 *
 * @param store
 * @param release
 * @param tree
 * @param planned
 */
async function findSameShards(
	store: ReleaseStore,
	release: ReleaseDocument | null,
	tree: ListedTree | null,
	planned: PathTable
): Promise< ReadonlySet< number > > {
	const same = new Set< number >();
	if ( ! release || ! tree ) {
		return same;
	}
	const digests = await store.digestShards( shardBodies( planned ) );
	const isSame = ( place: ShardPlace, digest: string | null ): boolean =>
		place === null || digest === null
			? place === digest
			: tree.packs.has( place[ 0 ] ) && place[ 3 ] === digest;
	for ( const [ index, digest ] of digests.entries() ) {
		if ( isSame( release.shards[ index ] ?? null, digest ) ) {
			same.add( index );
		}
	}
	return same;
}
