import {
	AetherError,
	type DeploymentManifest,
	type LedgerEntry,
	type TargetPath,
	type TransferPlan,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { LARGEST_WORKER } from './limits';

/**
 * Compares what shall run with what runs.
 *
 * @param manifest
 * @param deployed What the live version was made of; empty when that is not known.
 */
export function planModules(
	manifest: DeploymentManifest,
	deployed: ReadonlyMap< string, LedgerEntry >
): TransferPlan {
	const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
	for ( const file of manifest.files.values() ) {
		const before = deployed.get( file.path );
		if ( before === undefined ) {
			uploads.push( { path: file.path, reason: 'new' } );
		} else if ( before.sha256 !== file.sha256 ) {
			uploads.push( { path: file.path, reason: 'content' } );
		} else if ( before.contentType !== file.contentType ) {
			uploads.push( { path: file.path, reason: 'headers' } );
		}
	}
	return {
		uploads,
		removals: [ ...deployed.keys() ].filter(
			( path ) => ! manifest.files.has( path as TargetPath )
		) as TargetPath[],
		unchanged: manifest.files.size - uploads.length,
	};
}

/**
 * @param manifest
 */
export const entriesOf = (
	manifest: DeploymentManifest
): ReadonlyMap< string, LedgerEntry > =>
	new Map(
		[ ...manifest.files.values() ].map(
			( { path, sha256, size, contentType } ) => [
				path,
				{ sha256, size, contentType },
			]
		)
	);

/**
 * @param  manifest
 * @param  manifest.files
 * @throws {AetherError} `payload_too_large`.
 */
export function checkSize( { files }: DeploymentManifest ): void {
	const size = [ ...files.values() ].reduce(
		( sum, file ) => sum + file.size,
		0
	);
	if ( size > LARGEST_WORKER ) {
		throw new AetherError(
			'payload_too_large',
			sprintf(
				/* translators: 1: a number, 2: the largest one. */
				__(
					'The modules have %1$d bytes together; Cloudflare takes %2$d.',
					'aether-site-exporter-providers'
				),
				size,
				LARGEST_WORKER
			)
		);
	}
}
