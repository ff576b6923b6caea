import type {
	DeploymentReceipt,
	OperationOptions,
	ProviderRuntime,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { type GitPlace, prefixOf } from '../../families/git/place';
import { gitlabHost, openGitLab, projectOf } from './gitlab-api';

/** What the engine calls the newest bundle; the name stays, what it holds changes. */
const NEWEST_BUNDLE = 'blueprint.zip';

/**
 * Where a bundle can be had. Of a public project the address is that of the API, for two reasons: it is the only part of
 * GitLab that pages of other origins may read, such as Playground's; and it gives the file itself where the project keeps
 * archives in LFS. (GitLab's config/application.rb and lib/api/files.rb.)
 *
 * @param runtime
 * @param place
 * @param members Where GitLab gives it to members of the project. With trailing slash.
 * @param options
 * @return Without an address where only members have one.
 */
export async function bundleReceipt(
	runtime: ProviderRuntime,
	place: Pick< GitPlace, 'branch' | 'folder' >,
	members: string,
	options: OperationOptions
): Promise< DeploymentReceipt > {
	const project = projectOf( runtime );
	const { projects } = await openGitLab( runtime, options );
	const { visibility } = await projects.show( project );
	if ( visibility === 'public' ) {
		const [ id, file, ref ] = [
			project,
			prefixOf( place ) + NEWEST_BUNDLE,
			place.branch,
		].map( encodeURIComponent );
		return {
			url: `${ gitlabHost( runtime ) }/api/v4/projects/${ id }/repository/files/${ file }/raw?ref=${ ref }&lfs=true`,
		};
	}
	return {
		warnings: [
			sprintf(
				/* translators: %s: an address. */
				__(
					'The project is not public: only its members get the bundle, and Playground cannot open it: %s',
					'aether-site-exporter-providers'
				),
				members + NEWEST_BUNDLE
			),
		],
	};
}
