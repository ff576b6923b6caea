import {
	AetherError,
	type Clock,
	type OperationOptions,
	type Release,
} from '@aether/provider-sdk';
import type { PointerDocument, ReleaseDocument } from './format';
import { findOldReleases } from './garbage';
import { GRACE_PERIOD_MS, SAFETY_MARGIN_MS } from './limits';
import type { ListedRelease } from './listed-tree';
import { isDamage, type ReleaseStore } from './release-store';
import { isUnseen } from './seen-releases';
import { isShown, switchPointer } from './switch-pointer';

export interface KeptOptions extends OperationOptions {
	/** How many of the newest releases stay. Minimum: 1. */
	readonly keep: number;
	readonly clock: Clock;
	/** Default: a day. Milliseconds. */
	readonly gracePeriodMs?: number;
}

/**
 * What is kept, newest first, and who gets it. Not what the next publish, or one that goes on at this moment, may remove;
 * not what no visitor ever got; not what is damaged.
 *
 * @param store
 * @param options
 */
export async function listKeptReleases(
	store: ReleaseStore,
	options: KeptOptions
): Promise< readonly Release[] > {
	const { pointer } = await store.findPointer( options );
	const releases: Release[] = [];
	for ( const { id } of await findKept( store, pointer, options ) ) {
		const release = await readWhole( store, id, options );
		if ( release ) {
			releases.push( {
				id,
				createdAt: release.createdAt,
				active: id === pointer?.release,
				fileCount: release.fileCount,
				...shareOf( id, pointer ),
			} );
		}
	}
	return releases;
}

async function findKept(
	store: ReleaseStore,
	pointer: PointerDocument | null,
	options: KeptOptions
): Promise< readonly ListedRelease[] > {
	const { gracePeriodMs = GRACE_PERIOD_MS } = options;
	const listed = await store.listReleases( options );
	const old = new Set(
		findOldReleases( listed, pointer, {
			...options,
			gracePeriodMs: gracePeriodMs - SAFETY_MARGIN_MS,
		} )
	);
	return listed.filter(
		( release ) => ! old.has( release ) && ! isUnseen( release, pointer )
	);
}

/**
 * Null for a release that is not there, or damaged.
 *
 * @param store
 * @param id
 * @param options
 */
async function readWhole(
	store: ReleaseStore,
	id: string,
	options: OperationOptions
): Promise< ReleaseDocument | null > {
	try {
		return await store.readRelease( id, options );
	} catch ( error ) {
		if ( ! isDamage( error ) ) {
			throw error;
		}
		return null;
	}
}

/**
 * Which of the visitors get a release, where not all get the same.
 *
 * @param id
 * @param pointer
 */
function shareOf(
	id: string,
	pointer: PointerDocument | null
): Pick< Release, 'visitorsPercent' > {
	const { canary } = pointer ?? {};
	if ( canary?.release === id ) {
		return { visitorsPercent: canary.percent };
	}
	return canary && pointer?.release === id
		? { visitorsPercent: 100 - canary.percent }
		: {};
}

/**
 * Gives a release to all visitors: one write, or none where they have it. Should it be removed at the same moment, by a
 * publish that keeps fewer, it is written again.
 *
 * @param  store
 * @param  id
 * @param  options
 * @throws {AetherError} `not_found`, `conflict`.
 */
export async function showKeptRelease(
	store: ReleaseStore,
	id: string,
	options: KeptOptions
): Promise< void > {
	const current = await store.readPointer( options );
	const kept = await findKept( store, current.pointer, options );
	const release = kept.some( ( one ) => one.id === id )
		? await readWhole( store, id, options )
		: null;
	if ( ! release ) {
		throw new AetherError(
			'not_found',
			'This release is not kept any more.'
		);
	}
	const shown = { release: id };
	if ( ! isShown( shown, current.pointer ) ) {
		await switchPointer( store, shown, current, options );
	}
	if ( ! ( await readWhole( store, id, options ) ) ) {
		await store.writeRelease( release, options );
	}
}
