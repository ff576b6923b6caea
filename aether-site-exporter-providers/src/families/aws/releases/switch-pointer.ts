import {
	AetherError,
	type Clock,
	type OperationOptions,
} from '@aether/provider-sdk';
import { FORMAT_VERSION, type PointerDocument, type Shown } from './format';
import type { CurrentPointer, ReleaseStore } from './release-store';
import { recentAfter } from './seen-releases';

/**
 * What visitors get after a publish.
 *
 * @param id      The release that was published.
 * @param pointer As it was before; null where nothing was published.
 * @param percent Of the visitors who get it, 1 to 100; the others keep the release that they have.
 */
export function shownAfter(
	id: string,
	pointer: PointerDocument | null,
	percent: number
): Shown {
	return pointer === null || pointer.release === id || percent >= 100
		? { release: id }
		: { release: pointer.release, canary: { release: id, percent } };
}

/**
 * Whether visitors get exactly this already.
 *
 * @param shown
 * @param pointer
 */
export const isShown = (
	shown: Shown,
	pointer: PointerDocument | null
): boolean =>
	pointer?.release === shown.release &&
	pointer.canary?.release === shown.canary?.release &&
	pointer.canary?.percent === shown.canary?.percent;

/**
 * Shows visitors something else, if the pointer is still the one that was read. What another publish showed in the
 * meantime stays.
 *
 * @param releases
 * @param shown
 * @param before
 * @param options
 * @param options.clock
 * @return The pointer as it lies there now.
 */
export async function switchPointer(
	releases: ReleaseStore,
	shown: Shown,
	before: CurrentPointer,
	{ clock, ...options }: OperationOptions & { readonly clock: Clock }
): Promise< CurrentPointer > {
	const { pointer } = before;
	try {
		return await releases.writePointer(
			{
				format: FORMAT_VERSION,
				...shown,
				previous:
					( pointer?.release === shown.release
						? pointer.previous
						: pointer?.release ) ?? null,
				recent: recentAfter( pointer, shown, clock.now() ),
			},
			before,
			options
		);
	} catch ( error ) {
		if ( ! AetherError.isInstance( error ) || error.code !== 'conflict' ) {
			throw error;
		}
		// The answer to an earlier attempt may have been lost on its way.
		const now = await releases.readPointer( options );
		if ( ! isShown( shown, now.pointer ) ) {
			throw new AetherError(
				'conflict',
				'Another publish went live in this bucket in the meantime; it was left as it is. Publish again.',
				{ cause: error }
			);
		}
		return now;
	}
}
