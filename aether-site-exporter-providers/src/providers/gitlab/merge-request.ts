import type { OperationOptions, ProviderRuntime } from '@aether/provider-sdk';
import type { Review } from '../../families/git';
import { branchScope } from '../../families/git/temporary-branch';
import { openGitLab, projectOf } from './gitlab-api';

/**
 * The way into a protected branch: a branch beside it, and a merge request for somebody who may merge.
 *
 * @param runtime
 * @param target     The protected branch.
 * @param deployment
 */
export function mergeRequestReview(
	runtime: ProviderRuntime,
	target: string,
	deployment: string
): Review {
	const branch = `aether-review/${ branchScope( runtime.site.homeUrl, deployment ) }`;
	return {
		branch,
		propose: ( title, options ) =>
			propose( runtime, branch, target, title, options ),
	};
}

async function propose(
	runtime: ProviderRuntime,
	source: string,
	target: string,
	title: string,
	options: OperationOptions
): Promise< string > {
	const { mergeRequests } = await openGitLab( runtime, options );
	const projectId = projectOf( runtime );
	const [ open ] = await mergeRequests.all( {
		projectId,
		sourceBranch: source,
		targetBranch: target,
		state: 'opened',
		perPage: 1,
		maxPages: 1,
	} );
	const { web_url: address } =
		open ??
		( await mergeRequests.create( projectId, source, target, title, {
			removeSourceBranch: true,
		} ) );
	return address;
}
