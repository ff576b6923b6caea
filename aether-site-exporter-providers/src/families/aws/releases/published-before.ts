import {
	AetherError,
	type Logger,
	type OperationOptions,
} from '@aether/provider-sdk';
import { KEYS_PER_REQUEST } from '../s3/limits';
import { type ReleaseDocument, type ShardPlace, shardOf } from './format';
import { CHECK_INTERVAL_MS, MOST_PACKS, WORTH_A_SEARCH } from './limits';
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
	isDamage,
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
	/** When the bucket was last searched for blobs that were lost. ISO 8601. */
	readonly checkedAt?: string;
}

/** How a planned table differs from a release. */
type Comparison = Pick< PublishedBefore, 'sameShards' | 'table' | 'names' >;

const NOTHING: Comparison = {
	sameShards: new Set(),
	table: new Map(),
	names: new Map(),
};

export interface ReadOptions extends OperationOptions {
	/** Milliseconds since the epoch. */
	readonly now: number;
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
	const unlessDamaged = async < Value >(
		reading: Promise< Value >
	): Promise< Value | null > => {
		try {
			return await reading;
		} catch ( error ) {
			if ( ! isDamage( error ) ) {
				throw error;
			}
			logger.warn(
				'The release that visitors get is damaged; everything is sent again.',
				{ error }
			);
			return null;
		}
	};
	const tree = await store.listTree( options );
	const { current, reading } = await readCurrent( store, tree, options );
	const release = await unlessDamaged( reading );
	const before = { current, releases: tree && tree.releases };
	const compare = ( blobs: ListedBlobs | null ) =>
		release
			? unlessDamaged(
					compareWith(
						store,
						release,
						{ tree, blobs },
						planned,
						options
					)
				)
			: null;
	if ( release && wasCheckedLately( release, options.now ) ) {
		const comparison = await compare( null );
		if (
			comparison &&
			countMissing( planned, comparison ) < WORTH_A_SEARCH
		) {
			return {
				...before,
				...comparison,
				release,
				found: new Map(),
				...( release.checkedAt === undefined
					? {}
					: { checkedAt: release.checkedAt } ),
			};
		}
	}
	const blobs = await store.listBlobs( options );
	const comparison = await compare( blobs );
	return {
		...before,
		...( comparison ?? NOTHING ),
		release: comparison && release,
		found: findSent( blobs, planned, options ),
		...( blobs
			? { checkedAt: new Date( options.now ).toISOString() }
			: {} ),
	};
}

/**
 * Whether a publish takes it for granted that the blobs of a release are there. A search of a small site is one request.
 *
 * @param release
 * @param release.fileCount
 * @param release.checkedAt
 * @param now
 */
function wasCheckedLately(
	{ fileCount, checkedAt = '' }: ReleaseDocument,
	now: number
): boolean {
	const age = now - Date.parse( checkedAt );
	return fileCount > KEYS_PER_REQUEST && age >= 0 && age < CHECK_INTERVAL_MS;
}

/**
 * Of how many blobs that a table needs the bucket is not known to have them.
 *
 * @param planned
 * @param comparison
 * @param comparison.sameShards
 * @param comparison.names
 */
function countMissing(
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

interface Current {
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
async function readCurrent(
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
 * @param store
 * @param release
 * @param listed
 * @param planned
 * @param options
 */
async function compareWith(
	store: ReleaseStore,
	release: ReleaseDocument,
	listed: Listed,
	planned: PathTable,
	options: OperationOptions
): Promise< Comparison > {
	const sameShards = await findSameShards( store, release, listed, planned );
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

interface Listed {
	readonly tree: ListedTree | null;
	/** Null: those that the release names are taken to be there. */
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
	if ( ! tree || packsOf( release.shards ).length >= MOST_PACKS ) {
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
	for ( const [ path, entry ] of blobs ? planned : [] ) {
		for ( const content of blobsOf( [ entry ] ) ) {
			if ( ! blobs?.withContent( content ) ) {
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
