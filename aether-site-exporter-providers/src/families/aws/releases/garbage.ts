import type { Clock, OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
import { GRACE_PERIOD_MS } from './limits';
import { blobsOf } from './path-table';
import { packsOf, type ReleaseStore } from './release-store';

export interface GarbageOptions extends OperationOptions {
	/** How many of the newest releases stay. Minimum: 1. */
	readonly keep: number;
	readonly clock: Clock;
	/** Default: a day. Milliseconds. */
	readonly gracePeriodMs?: number;
}

/**
 * Removes old releases, then what no release names any more. A release always goes before its blobs, so a run that ends
 * anywhere leaves no release behind that lacks one; what it leaves over, the next run finds.
 *
 * Nothing is removed that is younger than the grace period: it may belong to a deployment that goes on at this moment.
 *
 * @param store
 * @param releases
 * @param options
 */
export async function collectGarbage(
	store: ObjectStore,
	releases: ReleaseStore,
	options: GarbageOptions
): Promise< void > {
	const { keys } = releases;
	const before =
		options.clock.now() - ( options.gracePeriodMs ?? GRACE_PERIOD_MS );
	const { pointer } = await releases.readPointer( options );
	const ids = await releases.listReleaseIds( options );
	const kept = new Set( [
		...ids.slice( 0, options.keep ),
		...[ pointer?.release, pointer?.previous, pointer?.canary?.release ],
	] );
	const old = new Set< string >();
	for await ( const object of store.list( keys.releases, options ) ) {
		const id = object.key.slice( keys.releases.length, -'.json'.length );
		if ( ! kept.has( id ) && object.modifiedAt < before ) {
			old.add( id );
		}
	}
	if ( old.size === 0 ) {
		return;
	}
	const named = new Set< string >();
	for ( const id of ids.filter( ( candidate ) => ! old.has( candidate ) ) ) {
		const release = await releases.readRelease( id, options );
		if ( ! release ) {
			continue;
		}
		packsOf( release ).forEach( ( name ) =>
			named.add( keys.pack( name ) )
		);
		const table = await releases.readTable( release, options );
		for ( const sha256 of blobsOf( table ) ) {
			named.add( keys.blob( sha256 ) );
		}
	}
	const garbage: string[] = [];
	for ( const prefix of [ keys.packs, keys.blobs ] ) {
		for await ( const { key, modifiedAt } of store.list(
			prefix,
			options
		) ) {
			if ( ! named.has( key ) && modifiedAt < before ) {
				garbage.push( key );
			}
		}
	}
	await store.remove( [ ...old ].map( keys.release ), options );
	await store.remove( garbage, options );
}
