import {
	AetherError,
	type OperationOptions,
	type Release,
} from '@aether/provider-sdk';
import type { PointerDocument } from './format';
import type { ReleaseStore } from './release-store';
import { isShown, switchPointer } from './switch-pointer';

/**
 * What is kept, newest first, and who gets it.
 *
 * @param store
 * @param options
 */
export async function listKeptReleases(
	store: ReleaseStore,
	options: OperationOptions
): Promise< readonly Release[] > {
	const { pointer } = await store.findPointer( options );
	const releases: Release[] = [];
	for ( const { id } of await store.listReleases( options ) ) {
		const release = await store.readRelease( id, options );
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
 * Gives a release to all visitors: one write, or none where they have it.
 *
 * @param  store
 * @param  id
 * @param  options
 * @throws {AetherError} `not_found`, `conflict`.
 */
export async function showKeptRelease(
	store: ReleaseStore,
	id: string,
	options: OperationOptions
): Promise< void > {
	const current = await store.readPointer( options );
	const release = /^[\w-]+$/.test( id )
		? await store.readRelease( id, options )
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
}
