import {
	type DeploymentManifest,
	type OperationOptions,
	type PublishFile,
	type TargetPath,
	toTargetPath,
} from '@aether/provider-sdk';
import { readMessage } from './commit-message';
import { ownedPaths } from './ownership';
import { type GitPlace, prefixOf } from './place';
import type { GitCommit } from './repository';

/**
 * What an earlier release held, as something that can be published again: only what differs from now is read back.
 *
 * @param place
 * @param release
 * @param publishId Of the commit that brings it back.
 * @param options
 */
export async function releaseManifest(
	place: GitPlace,
	release: GitCommit,
	publishId: string,
	options: OperationOptions
): Promise< DeploymentManifest > {
	const { repository, folder, baseUrl, deployment } = place;
	const prefix = prefixOf( place );
	const tree = await repository.tree( release.id, folder, options );
	const said = readMessage( release.message );
	const files = new Map< TargetPath, PublishFile >();
	for ( const path of ownedPaths( tree.keys(), said?.foreign ?? [] ) ) {
		const id = tree.get( path )?.id ?? '';
		const target = toTargetPath( path.slice( prefix.length ) );
		files.set( target, {
			path: target,
			size: 0,
			contentType: 'application/octet-stream',
			sha256: '',
			digest: async () => id,
			open: async ( { signal = options.signal } = {} ) =>
				new Blob( [ await repository.blob( id, { signal } ) ] ),
		} );
	}
	return {
		publishId,
		deploymentType: deployment.split( '/' ).at( -1 ) ?? deployment,
		baseUrl,
		files,
		redirects: [],
	};
}
