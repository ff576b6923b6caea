import type { Clock, OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
import type { PointerDocument, ShardPlace } from './format';
import { GRACE_PERIOD_MS, LISTING_VALID_MS } from './limits';
import type { ListedRelease } from './listed-tree';
import { blobsOf } from './path-table';
import {
	type CurrentPointer,
	packsOf,
	type ReleaseStore,
} from './release-store';

export interface GarbageOptions extends OperationOptions {
	/** How many of the newest releases stay. Minimum: 1. */
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
 * with old pages still ask for it, and it may belong to a deployment that goes on at this moment. A list is not acted
 * upon when it has grown old, or when another publish has gone live since: a page that slept must not remove what was
 * written anew while it did.
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
	const old = findOldReleases( listed, pointer, options );
	if ( old.length === 0 ) {
		return [];
	}
	const unnamed = await findUnnamed( store, releases, {
		...options,
		ids: listed.map( ( { id } ) => id ),
		before: endOfGrace( options ),
	} );
	return unnamed.length > 0
		? unnamed
		: old
				.slice( 0, options.most )
				.map( ( { id } ) => releases.keys.release( id ) );
}

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
 * Releases that need not stay.
 *
 * @param listed  Newest first.
 * @param pointer What it names stays.
 * @param options
 */
export function findOldReleases(
	listed: readonly ListedRelease[],
	pointer: PointerDocument | null,
	options: Pick< GarbageOptions, 'keep' | 'clock' | 'gracePeriodMs' >
): readonly ListedRelease[] {
	const before = endOfGrace( options );
	const kept = new Set( [
		...listed.slice( 0, options.keep ).map( ( { id } ) => id ),
		...[ pointer?.release, pointer?.previous, pointer?.canary?.release ],
	] );
	return listed.filter(
		( { id, modifiedAt } ) => ! kept.has( id ) && modifiedAt < before
	);
}

interface FindOptions extends GarbageOptions {
	/** Of all releases that are there. */
	readonly ids: readonly string[];
	/** What was written later is left alone. Milliseconds since the epoch. */
	readonly before: number;
}

/**
 * Keys of packs and blobs that no release names, no more than one step removes.
 *
 * @param store
 * @param releases
 * @param options
 */
async function findUnnamed(
	store: ObjectStore,
	releases: ReleaseStore,
	options: FindOptions
): Promise< string[] > {
	const { keys } = releases;
	const named = await namesIn( releases, options );
	const unnamed: string[] = [];
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
			if (
				! names.has( key.slice( prefix.length ) ) &&
				modifiedAt < options.before
			) {
				unnamed.push( key );
			}
		}
	}
	return unnamed;
}

/**
 * What the releases name. They share most of their shards, and each is read once.
 *
 * @param releases
 * @param options
 */
async function namesIn( releases: ReleaseStore, options: FindOptions ) {
	const places = new Map< string, ShardPlace >();
	for ( const id of options.ids ) {
		const release = await releases.readRelease( id, options );
		for ( const place of release?.shards ?? [] ) {
			if ( place ) {
				places.set( place.join(), place );
			}
		}
	}
	const all = [ ...places.values() ];
	const blobs = new Set< string >();
	await releases.readShards( all, options, ( shard ) => {
		for ( const sha256 of blobsOf( Object.values( shard ) ) ) {
			blobs.add( sha256 );
		}
	} );
	return { packs: new Set( packsOf( all ) ), blobs };
}
