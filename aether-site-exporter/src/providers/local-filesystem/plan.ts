import {
	type DeploymentManifest,
	type LedgerEntry,
	toTargetPath,
	type TransferPlan,
	type TransferReason,
} from '@aether/provider-sdk';
import type { KeptFile } from './local-routes';

/** A transfer plan, and the files that the new release takes over from the active one. */
export interface LocalPlan extends TransferPlan {
	readonly kept: readonly KeptFile[];
}

function reasonToSend(
	there: LedgerEntry | undefined,
	wanted: { readonly sha256: string; readonly contentType: string }
): TransferReason | null {
	if ( there === undefined ) {
		return 'new';
	}
	if ( there.sha256 !== wanted.sha256 ) {
		return 'content';
	}
	return there.contentType === wanted.contentType ? null : 'headers';
}

/**
 * Compares what shall be with what the active release holds.
 *
 * @param manifest
 * @param active   The active release by path; empty when there is none.
 */
export function planLocalTransfer(
	manifest: DeploymentManifest,
	active: ReadonlyMap< string, LedgerEntry >
): LocalPlan {
	const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
	const kept: KeptFile[] = [];
	const wanted = new Set< string >();
	for ( const [ path, file ] of manifest.files ) {
		wanted.add( path );
		const reason = reasonToSend( active.get( path ), file );
		if ( reason === null ) {
			kept.push( { path, sha256: file.sha256 } );
		} else {
			uploads.push( { path, reason } );
		}
	}
	const removals = [ ...active.keys() ]
		.filter( ( path ) => ! wanted.has( path ) )
		.map( ( path ) => toTargetPath( path ) );
	return { uploads, removals, kept, unchanged: kept.length };
}
