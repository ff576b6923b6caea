import type { Clock, OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
import type { PointerDocument, ShardPlace } from './format';
import { GRACE_PERIOD_MS, LISTING_VALID_MS } from './limits';
import type { ListedRelease } from './listed-tree';
import { blobsOf } from './path-table';
import {
	type CurrentPointer,
	isDamage,
	packsOf,
	type ReleaseStore,
} from './release-store';
import { isUnseen, namedBy, recentOf } from './seen-releases';

export interface GarbageOptions extends OperationOptions {
	/** How many of the newest releases that visitors got stay. Minimum: 1. */
	readonly keep: number;
	/** How many objects one run removes at most. Minimum: 1. */
	readonly most: number;
	readonly clock: Clock;
	/** As it was read, or written, last. Default: it is read. */
	readonly current?: CurrentPointer;
	/** Default: a day. Milliseconds. */
	readonly gracePeriodMs?: number;
}

/**
 * One step of clearing up: what no release names any more, else the releases that are too old. Each publish makes one, so
 * that it costs one request, and none while no release is too old.
 *
 * A step removes either objects that no release in the bucket names, or releases: whatever part of it was done when it
 * was killed, every release that is left is whole. Nothing is removed that is younger than the grace period: visitors
 * with old pages still ask for it, and it may belong to a deployment that goes on at this moment. What is older can belong
 * to no other one, however late its removal reaches the bucket: no deployment takes so long, builds upon what is so old
 * and in no release, or gives a new object a name that was there before.
 *
 * A list is not acted upon when it has grown old, or when something else is shown since: then a release may have come back.
 *
 * @param store
 * @param releases
 * @param options
 * @return How many objects it removed.
 */
export async function collectGarbage(
	store: ObjectStore,
	releases: ReleaseStore,
	options: GarbageOptions
): Promise< number > {
	const validUntil = options.clock.now() + LISTING_VALID_MS;
	const current =
		options.current ?? ( await releases.readPointer( options ) );
	const step = await nextStep( store, releases, current, options );
	if ( step.length === 0 ) {
		return 0;
	}
	const now = await releases.readPointer( options );
	if ( now.etag !== current.etag || options.clock.now() > validUntil ) {
		return 0;
	}
	await store.remove( step, options );
	return step.length;
}

/**
 * Keys of what one step removes.
 *
 * @param store
 * @param releases
 * @param current
 * @param current.pointer
 * @param options
 */
async function nextStep(
	store: ObjectStore,
	releases: ReleaseStore,
	{ pointer }: CurrentPointer,
	options: GarbageOptions
): Promise< readonly string[] > {
	const listed = await releases.listReleases( options );
	const ids = new Set( listed.map( ( { id } ) => id ) );
	const old = findOldReleases( listed, pointer, options );
	// What is shown and not there was lost, or somebody else is at work.
	if (
		old.length === 0 ||
		namedBy( pointer ).some( ( id ) => ! ids.has( id ) )
	) {
		return [];
	}
	const { damaged, ...named } = await readNames( releases, ids, options );
	if ( damaged.size > 0 ) {
		// Nobody knows what it names, so nothing else goes before it.
		return keysOf(
			releases,
			old.filter( ( { id } ) => damaged.has( id ) ),
			options
		);
	}
	const unnamed = await findUnnamed( store, releases, named, options );
	return unnamed.length > 0 ? unnamed : keysOf( releases, old, options );
}

const keysOf = (
	{ keys }: ReleaseStore,
	removed: readonly ListedRelease[],
	{ most }: GarbageOptions
): string[] => removed.slice( 0, most ).map( ( { id } ) => keys.release( id ) );

/**
 * What was written later stays. Milliseconds since the epoch.
 * @param root0
 * @param root0.clock
 * @param root0.gracePeriodMs
 */
const endOfGrace = ( {
	clock,
	gracePeriodMs = GRACE_PERIOD_MS,
}: Pick< GarbageOptions, 'clock' | 'gracePeriodMs' > ): number =>
	clock.now() - gracePeriodMs;

/**
 * Releases that need not stay: neither what visitors get, or got a moment ago, nor the newest of those that any visitor got.
 *
 * @param listed  Newest first.
 * @param pointer
 * @param options
 */
export function findOldReleases(
	listed: readonly ListedRelease[],
	pointer: PointerDocument | null,
	options: Pick< GarbageOptions, 'keep' | 'clock' | 'gracePeriodMs' >
): readonly ListedRelease[] {
	const before = endOfGrace( options );
	const kept = new Set( [
		...listed
			.filter( ( release ) => ! isUnseen( release, pointer ) )
			.slice( 0, options.keep )
			.map( ( { id } ) => id ),
		...namedBy( pointer ),
		...recentOf( pointer )
			.filter( ( { until } ) => Date.parse( until ) >= before )
			.map( ( { release } ) => release ),
	] );
	return listed.filter(
		( { id, modifiedAt } ) => ! kept.has( id ) && modifiedAt < before
	);
}

/** What releases name. */
interface Names {
	readonly packs: ReadonlySet< string >;
	readonly blobs: ReadonlySet< string >;
}

/**
 * Keys of packs and blobs that no release names, no more than one step removes.
 *
 * @param store
 * @param releases
 * @param releases.keys
 * @param named
 * @param options
 */
async function findUnnamed(
	store: ObjectStore,
	{ keys }: ReleaseStore,
	named: Names,
	options: GarbageOptions
): Promise< string[] > {
	const unnamed: string[] = [];
	const isUnnamed = (
		name: string,
		modifiedAt: number,
		names: ReadonlySet< string >
	) => ! names.has( name ) && modifiedAt < endOfGrace( options );
	for ( const [ prefix, names ] of [
		[ keys.packs, named.packs ],
		[ keys.blobs, named.blobs ],
	] as const ) {
		for await ( const { key, modifiedAt } of store.list(
			prefix,
			options
		) ) {
			if ( unnamed.length >= options.most ) {
				return unnamed;
			}
			if ( isUnnamed( key.slice( prefix.length ), modifiedAt, names ) ) {
				unnamed.push( key );
			}
		}
	}
	return unnamed;
}

/**
 * What releases name. They share most of their shards, and each is read once.
 *
 * @param releases
 * @param ids
 * @param options
 * @return As well, which of them could not be read whole.
 */
async function readNames(
	releases: ReleaseStore,
	ids: Iterable< string >,
	options: OperationOptions
): Promise< Names & { readonly damaged: ReadonlySet< string > } > {
	const places = new Map< string, ShardPlace >();
	const blobs = new Set< string >();
	const damaged = new Set< string >();
	for ( const id of ids ) {
		try {
			const news = new Map< string, ShardPlace >();
			const release = await releases.readRelease( id, options );
			if ( ! release ) {
				damaged.add( id );
			}
			for ( const place of release?.shards ?? [] ) {
				if ( place && ! places.has( place.join() ) ) {
					news.set( place.join(), place );
				}
			}
			await releases.readShards(
				[ ...news.values() ],
				options,
				( shard ) => {
					for ( const name of blobsOf( Object.values( shard ) ) ) {
						blobs.add( name );
					}
				}
			);
			news.forEach( ( place, key ) => places.set( key, place ) );
		} catch ( error ) {
			if ( ! isDamage( error ) ) {
				throw error;
			}
			damaged.add( id );
		}
	}
	return {
		damaged,
		blobs,
		packs: new Set( packsOf( [ ...places.values() ] ) ),
	};
}
