import {
	AetherError,
	type Logger,
	type OperationOptions,
} from '@aether/provider-sdk';
import { type ReleaseDocument, type ShardPlace, shardOf } from './format';
import { MOST_PACKS } from './limits';
import type { ListedBlobs } from './listed-blobs';
import type { ListedRelease, ListedTree } from './listed-tree';
import { contentOf } from './names';
import {
	blobsOf,
	type PathTable,
	shardBodies,
	variantPaths,
} from './path-table';
import {
	type CurrentPointer,
	packsOf,
	type ReleaseStore,
} from './release-store';

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
	/** Names of blobs that lie there, by their content: those that this part of the table names. */
	readonly names: ReadonlyMap< string, string >;
	/** The same for what dead deployments have sent, and what nobody can take for garbage before this one ends. */
	readonly found: ReadonlyMap< string, string >;
}

export interface ReadOptions extends OperationOptions {
	/** Blobs that no release names are built upon only if they were written later. Milliseconds since the epoch. */
	readonly foundAfter: number;
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
	options: ReadOptions
): Promise< PublishedBefore > {
	const [ tree, blobs ] = await Promise.all( [
		store.listTree( options ),
		store.listBlobs( options ),
	] );
	const releases = tree && tree.releases;
	const reading = readNewest( store, tree, options );
	reading.catch( () => {} ); // Awaited below, perhaps after it has failed.
	const current =
		tree?.hasPointer === false
			? { pointer: null, etag: null }
			: // Nothing is on its way any more when this fails.
				await store.readPointer( options ).finally( () => reading );
	const newest = await reading;
	// What was published last, whether all visitors get it or some.
	const id = current.pointer?.canary?.release ?? current.pointer?.release;
	const nothing = {
		current,
		release: null,
		releases,
		sameShards: new Set< number >(),
		table: new Map(),
		names: new Map< string, string >(),
	};
	const read = async () => {
		let release = newest?.id === id ? newest : null;
		if ( ! release && id !== undefined ) {
			release = await store.readRelease( id, options );
		}
		const sameShards = release
			? await findSameShards( store, release, { tree, blobs }, planned )
			: nothing.sameShards;
		const table = await store.readTable(
			( release?.shards ?? [] ).filter(
				( _, index ) => ! sameShards.has( index )
			),
			options
		);
		const names = new Map(
			[ ...blobsOf( table.values() ) ]
				.filter( ( name ) => blobs?.has( name ) ?? true )
				.map( ( name ) => [ contentOf( name ), name ] )
		);
		return { ...nothing, release, sameShards, table, names };
	};
	const before = await read().catch( ( error: unknown ) => {
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
		return nothing;
	} );
	return { ...before, found: findSent( blobs, planned, options ) };
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
			error.code !== 'integrity_failed'
		) {
			throw error;
		}
		// If it is the one, it is asked for again, and whatever is wrong with it is said then.
		return null;
	}
}

interface Listed {
	readonly tree: ListedTree | null;
	readonly blobs: ListedBlobs | null;
}

/**
 * A shard is read where its digest tells nothing, and where the object that holds it, or a blob that it names, is not
 * known to be there. All are read when all are to be written anew, and those of compressed variants with what they belong
 * to: only a shard says what its blobs are called.
 *
 * @param store
 * @param release
 * @param listed
 * @param listed.tree
 * @param listed.blobs
 * @param planned
 */
async function findSameShards(
	store: ReleaseStore,
	release: ReleaseDocument,
	{ tree, blobs }: Listed,
	planned: PathTable
): Promise< ReadonlySet< number > > {
	const same = new Set< number >();
	if ( ! tree || ! blobs || packsOf( release.shards ).length >= MOST_PACKS ) {
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
	for ( const [ path, entry ] of planned ) {
		for ( const content of blobsOf( [ entry ] ) ) {
			if ( ! blobs.withContent( content ) ) {
				same.delete( shardOf( path ) );
			}
		}
	}
	for ( const [ path, { encoded } ] of planned ) {
		if ( encoded && ! same.has( shardOf( path ) ) ) {
			for ( const variant of variantPaths( path ) ) {
				same.delete( shardOf( variant ) );
			}
		}
	}
	return same;
}

/**
 * What dead deployments have sent of a planned table.
 *
 * @param blobs
 * @param planned
 * @param options
 * @param options.foundAfter
 */
function findSent(
	blobs: ListedBlobs | null,
	planned: PathTable,
	{ foundAfter }: ReadOptions
): ReadonlyMap< string, string > {
	const found = new Map< string, string >();
	for ( const { blob, size } of planned.values() ) {
		const there = blobs?.withContent( blob );
		if ( there && there.size === size && there.modifiedAt > foundAfter ) {
			found.set( blob, there.name );
		}
	}
	return found;
}
