import {
	AetherError,
	type Logger,
	type OperationOptions,
} from '@aether/provider-sdk';
import type { ReleaseDocument } from './format';
import { blobsOf, type PathTable } from './path-table';
import type { CurrentPointer, ReleaseStore } from './release-store';

/** What is there before a deployment. */
export interface PublishedBefore {
	readonly current: CurrentPointer;
	readonly release: ReleaseDocument | null;
	readonly table: PathTable;
	readonly blobs: ReadonlySet< string >;
}

/**
 * What was lost from the bucket must not make every later publish fail: they are what repairs it.
 *
 * @param releases
 * @param logger
 * @param options
 */
export async function readPublishedBefore(
	releases: ReleaseStore,
	logger: Logger,
	options: OperationOptions
): Promise< PublishedBefore > {
	const current = await releases.findPointer( options );
	try {
		const release = current.pointer
			? await releases.readRelease( current.pointer.release, options )
			: null;
		const table: PathTable = release
			? await releases.readTable( release, options )
			: new Map();
		const blobs = new Set( blobsOf( table.values() ) );
		return { current, release, table, blobs };
	} catch ( error ) {
		if (
			! AetherError.isInstance( error ) ||
			error.code !== 'integrity_failed'
		) {
			throw error;
		}
		logger.warn(
			'The release that visitors get is damaged; everything is sent again.',
			{ error }
		);
		return {
			current,
			release: null,
			table: new Map(),
			blobs: new Set(),
		};
	}
}
