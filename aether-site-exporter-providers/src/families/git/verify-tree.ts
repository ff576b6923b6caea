import {
	AetherError,
	type DeploymentManifest,
	type OperationOptions,
} from '@aether/provider-sdk';
import { type GitPlace, prefixOf } from './place';

/**
 * Compares every file with the branch, by blob id: git vouches for the bytes.
 *
 * @param  place
 * @param  manifest
 * @param  options
 * @throws {AetherError} `integrity_failed` names the first file that differs.
 */
export async function verifyTree(
	place: GitPlace,
	manifest: DeploymentManifest,
	options: OperationOptions
): Promise< void > {
	const { repository, branch, folder } = place;
	const head = ( await repository.branch( branch, options ) )?.head;
	const tree = head && ( await repository.tree( head.id, folder, options ) );
	for ( const [ path, file ] of manifest.files ) {
		const there = tree?.get( `${ prefixOf( place ) }${ path }` );
		if ( there?.id !== ( await file.digest( 'git-sha1' ) ) ) {
			throw new AetherError(
				'integrity_failed',
				`${ path } is not on "${ branch }" as it was published.`,
				{ details: { path } }
			);
		}
	}
}
