import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import { FORMAT_VERSION } from './format';
import type { CurrentPointer, ReleaseStore } from './release-store';

/**
 * Shows a release to visitors, if the pointer is still the one that was read. What another publish showed in the
 * meantime stays.
 *
 * @param releases
 * @param id
 * @param before
 * @param options
 * @return The pointer as it lies there now.
 */
export async function switchPointer(
	releases: ReleaseStore,
	id: string,
	before: CurrentPointer,
	options: OperationOptions
): Promise< CurrentPointer > {
	try {
		return await releases.writePointer(
			{
				format: FORMAT_VERSION,
				release: id,
				previous: before.pointer?.release ?? null,
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
		if ( now.pointer?.release !== id ) {
			throw new AetherError(
				'conflict',
				'Another publish went live in this bucket in the meantime; it was left as it is. Publish again.',
				{ cause: error }
			);
		}
		return now;
	}
}
