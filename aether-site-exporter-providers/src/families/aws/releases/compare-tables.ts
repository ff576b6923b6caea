import type { OperationOptions } from '@aether/provider-sdk';
import { type ReleaseDocument, type ShardPlace, shardOf } from './format';
import { MOST_PACKS } from './limits';
import type { ListedBlobs } from './listed-blobs';
import type { ListedTree } from './listed-tree';
import { contentOf } from './names';
import { blobsOf, type PathTable, variantPaths } from './path-table';
import { packsOf, type ReleaseStore } from './release-store';

/** How a planned table differs from that of a release. */
export interface Comparison {
	/** Numbers of the shards that are as planned already. Nobody has read them. */
	readonly sameShards: ReadonlySet< number >;
	/** The path table, as far as it lies in other shards. */
	readonly table: PathTable;
	/** Names of blobs that lie there, by their content: those that this part of the table names. */
	readonly names: ReadonlyMap< string, string >;
}

/** A path table that a deployment makes. */
export interface Planned {
	readonly table: PathTable;
	/** What tells its shards apart; null for those without a path. */
	readonly digests: Promise< readonly ( string | null )[] >;
}

/** With a bucket that has no release. */
export const NOTHING_THERE: Comparison = {
	sameShards: new Set(),
	table: new Map(),
	names: new Map(),
};

/** What lies in a bucket, as far as it is known. */
export interface Listed {
	readonly tree: ListedTree | null;
	/** Null: those that the release names are taken to be there. */
	readonly blobs: ListedBlobs | null;
}

/**
 * Reads no more of a release than what may differ. Rejects with `integrity_failed` for one that is damaged.
 *
 * @param store
 * @param release
 * @param listed
 * @param planned
 * @param options
 */
export async function compareTables(
	store: ReleaseStore,
	release: ReleaseDocument,
	listed: Listed,
	planned: Planned,
	options: OperationOptions
): Promise< Comparison > {
	const sameShards = await findSameShards( release, listed, planned );
	const table = await store.readTable(
		release.shards.filter( ( _, index ) => ! sameShards.has( index ) ),
		options
	);
	const names = new Map(
		[ ...blobsOf( table.values() ) ]
			.filter( ( name ) => listed.blobs?.has( name ) ?? true )
			.map( ( name ) => [ contentOf( name ), name ] )
	);
	return { sameShards, table, names };
}

/**
 * A shard is read where its digest tells nothing, and where the object that holds it, or a blob that it names, is not
 * known to be there. All are read when all are to be written anew, and those of compressed variants with what they belong
 * to: only a shard says what its blobs are called.
 *
 * @param release
 * @param listed
 * @param listed.tree
 * @param listed.blobs
 * @param planned
 * @param planned.table
 * @param planned.digests
 */
async function findSameShards(
	release: ReleaseDocument,
	{ tree, blobs }: Listed,
	{ table, digests }: Planned
): Promise< ReadonlySet< number > > {
	const same = new Set< number >();
	if ( ! tree || packsOf( release.shards ).length >= MOST_PACKS ) {
		return same;
	}
	const isSame = ( place: ShardPlace, digest: string | null ): boolean =>
		place === null || digest === null
			? place === digest
			: tree.packs.has( place[ 0 ] ) && place[ 3 ] === digest;
	for ( const [ index, digest ] of ( await digests ).entries() ) {
		if ( isSame( release.shards[ index ] ?? null, digest ) ) {
			same.add( index );
		}
	}
	for ( const [ path, entry ] of blobs ? table : [] ) {
		for ( const content of blobsOf( [ entry ] ) ) {
			if ( ! blobs?.withContent( content ) ) {
				same.delete( shardOf( path ) );
			}
		}
	}
	for ( const [ path, { encoded } ] of table ) {
		if ( encoded && ! same.has( shardOf( path ) ) ) {
			for ( const variant of variantPaths( path ) ) {
				same.delete( shardOf( variant ) );
			}
		}
	}
	return same;
}

/**
 * Of how many blobs that a table needs the bucket is not known to have them.
 *
 * @param planned
 * @param comparison
 * @param comparison.sameShards
 * @param comparison.names
 */
export function countMissing(
	planned: PathTable,
	{ sameShards, names }: Comparison
): number {
	const missing = new Set< string >();
	for ( const [ path, entry ] of planned ) {
		if ( ! sameShards.has( shardOf( path ) ) ) {
			for ( const content of blobsOf( [ entry ] ) ) {
				if ( ! names.has( content ) ) {
					missing.add( content );
				}
			}
		}
	}
	return missing.size;
}
