import type { OperationOptions, ProviderRuntime } from '@aether/provider-sdk';
import { readText } from '../../families/git/fields';
import { createRequester } from './requester';

const DEFAULT_HOST = 'https://gitlab.com';

/** Loaded with the first request: most page loads of wp-admin publish nothing. */
const loadLibrary = () =>
	import( /* webpackChunkName: "gitbeaker" */ '@gitbeaker/rest' );

/**
 * Address of the installation, sub-path included, without a slash at the end.
 *
 * @param runtime
 * @param runtime.config
 */
export const gitlabHost = ( { config }: ProviderRuntime ): string =>
	readText( config.gitlab_url, DEFAULT_HOST ).replace( /\/+$/, '' );

/**
 * Number, or full path of the project.
 *
 * @param runtime
 * @param runtime.config
 */
export function projectOf( { config }: ProviderRuntime ): string {
	const project = readText( config.project_id ).replaceAll(
		/^\/+|\/+$/g,
		''
	);
	const namespace = readText( config.namespace ).replaceAll(
		/^\/+|\/+$/g,
		''
	);
	const isComplete = /^[0-9]+$/.test( project ) || project.includes( '/' );
	return isComplete || namespace === ''
		? project
		: `${ namespace }/${ project }`;
}

/**
 * The resources of @gitbeaker/rest that are used here, for requests that end with a signal.
 *
 * @param runtime
 * @param options
 */
export async function openGitLab(
	runtime: ProviderRuntime,
	options: OperationOptions
) {
	const library = await loadLibrary();
	const resource = {
		host: gitlabHost( runtime ),
		// The transport puts the token in.
		token: '',
		requesterFn: createRequester( runtime, options ),
		// The library would start a timer of its own for each request.
		queryTimeout: null,
	};
	return {
		branches: new library.Branches( resource ),
		commits: new library.Commits( resource ),
		jobs: new library.Jobs( resource ),
		mergeRequests: new library.MergeRequests( resource ),
		namespaces: new library.Namespaces( resource ),
		pages: new library.GitlabPages( resource ),
		pipelines: new library.Pipelines( resource ),
		projects: new library.Projects( resource ),
		repositories: new library.Repositories( resource ),
		tokens: new library.PersonalAccessTokens( resource ),
	};
}

export type GitLabApi = Awaited< ReturnType< typeof openGitLab > >;
