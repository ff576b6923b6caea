import {
	AetherError,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { openGitLab, projectOf } from './gitlab-api';

/**
 * Makes the project when it is missing. Its group must be there.
 *
 * @param runtime
 * @param options
 */
export async function ensureProject(
	runtime: ProviderRuntime,
	options: OperationOptions
): Promise< void > {
	const { projects, namespaces } = await openGitLab( runtime, options );
	const path = projectOf( runtime );
	try {
		await projects.show( path );
		return;
	} catch ( error ) {
		const isMissing =
			AetherError.isInstance( error ) && error.code === 'not_found';
		if ( ! isMissing || /^[0-9]+$/.test( path ) ) {
			throw error;
		}
	}
	const segments = path.split( '/' );
	const name = segments.pop() ?? path;
	const group = segments.join( '/' );
	const found =
		group === ''
			? []
			: await namespaces.all( {
					search: group,
					perPage: 100,
					maxPages: 1,
				} );
	const namespace = found.find(
		( candidate ) => candidate.full_path === group
	);
	if ( group !== '' && namespace === undefined ) {
		throw new AetherError(
			'not_found',
			`The access token sees no group or user "${ group }" to create the project in.`
		);
	}
	await projects.create( {
		name,
		path: name,
		visibility: 'private',
		...( namespace ? { namespaceId: namespace.id } : {} ),
	} );
	runtime.logger.debug( 'The GitLab project was created.' );
}
