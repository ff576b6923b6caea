import type { Logger, OperationOptions } from '@aether/provider-sdk';
import { KEYS_PER_REQUEST } from '../s3/limits';
import {
	type Comparison,
	compareTables,
	countMissing,
	NOTHING_THERE,
	type Planned,
} from './compare-tables';
import { readCurrent } from './current-release';
import type { ReleaseDocument } from './format';
import { CHECK_INTERVAL_MS, WORTH_A_SEARCH } from './limits';
import type { ListedBlobs } from './listed-blobs';
import type { ListedRelease } from './listed-tree';
import { type PathTable, shardBodies } from './path-table';
import {
	type CurrentPointer,
	isDamage,
	type ReleaseStore,
} from './release-store';

/** What is there before a deployment. */
export interface PublishedBefore extends Comparison {
	readonly current: CurrentPointer;
	readonly release: ReleaseDocument | null;
	/** Null where nothing may be listed. */
	readonly releases: readonly ListedRelease[] | null;
	/**
	 * Names of more blobs that lie there, by their content: what dead deployments have sent, and what nobody can take for
	 * garbage before this one ends.
	 */
	readonly found: ReadonlyMap< string, string >;
	/** When the bucket was last searched for blobs that were lost. ISO 8601. */
	readonly checkedAt?: string;
}

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
 * @param table   Planned.
 * @param logger
 * @param options
 */
export async function readPublishedBefore(
	store: ReleaseStore,
	table: PathTable,
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
	// While the bucket is waited for.
	const digests = store.digestShards( shardBodies( table ) );
	digests.catch( () => {} ); // Awaited below.
	const planned: Planned = { table, digests };
	const tree = await store.listTree( options );
	const { current, reading } = await readCurrent( store, tree, options );
	const release = await unlessDamaged( reading );
	const before = { current, releases: tree && tree.releases };
	const compare = ( there: ReleaseDocument, blobs: ListedBlobs | null ) =>
		unlessDamaged(
			compareTables( store, there, { tree, blobs }, planned, options )
		);
	if ( release && wasCheckedLately( release, options.now ) ) {
		const comparison = await compare( release, null );
		if (
			comparison &&
			countMissing( table, comparison ) < WORTH_A_SEARCH
		) {
			const { checkedAt = '' } = release;
			return {
				...before,
				...comparison,
				release,
				found: new Map(),
				checkedAt,
			};
		}
	}
	const blobs = await store.listBlobs( options );
	const comparison = release && ( await compare( release, blobs ) );
	return {
		...before,
		...( comparison ?? NOTHING_THERE ),
		release: comparison && release,
		found: findSent( blobs, table, options ),
		...( blobs && {
			checkedAt: new Date( options.now ).toISOString(),
		} ),
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
