import { isTargetPath } from './target-path';
import type {
	DeploymentManifest,
	LedgerEntry,
	PublishFile,
	TransferPlan,
	TransferReason,
} from './types';

/** What a place is known to have under a path. */
export type KnownFile = Pick< LedgerEntry, 'sha256' | 'contentType' >;

/**
 * Compares what shall be with what is there: what `prepare()` answers for a place whose files are known by their SHA-256,
 * from a ledger or from the place itself.
 *
 * @param manifest
 * @param known    By path; only what is ours, since the rest would be removed. What is no path of a site is passed over:
 *                 nobody who has changed a ledger leads a removal astray.
 */
export function planTransfer(
	manifest: Pick< DeploymentManifest, 'files' >,
	known: ReadonlyMap< string, KnownFile >
): TransferPlan {
	const uploads = [ ...manifest.files.values() ].flatMap( ( file ) => {
		const reason = findReason( file, known.get( file.path ) );
		return reason === null ? [] : [ { path: file.path, reason } ];
	} );
	return {
		uploads,
		removals: [ ...known.keys() ]
			.filter( isTargetPath )
			.filter( ( path ) => ! manifest.files.has( path ) ),
		unchanged: manifest.files.size - uploads.length,
	};
}

function findReason(
	file: PublishFile,
	known: KnownFile | undefined
): TransferReason | null {
	if ( known === undefined ) {
		return 'new';
	}
	if ( known.sha256 !== file.sha256 ) {
		return 'content';
	}
	return known.contentType === file.contentType ? null : 'headers';
}
