import type { Token } from './access';
import { canPush } from './access';
import type { CommitRow } from './bare-repository';
import type { Pipeline } from './pipelines';
import type { MergeRequest, Project } from './project';

/** The JSON that GitLab shows of each thing. */

export const presentCommit = (
	project: Project,
	{ id, parentIds, message, createdAt }: CommitRow
) => ( {
	id,
	short_id: id.slice( 0, 8 ),
	created_at: createdAt,
	committed_date: createdAt,
	parent_ids: parentIds,
	title: message.split( '\n', 1 )[ 0 ] ?? '',
	message,
	author_name: 'Stand',
	author_email: 'stand@example.test',
	web_url: `https://gitlab.test/${ project.path }/-/commit/${ id }`,
} );

export const presentBranch = (
	project: Project,
	token: Token,
	name: string,
	head: CommitRow
) => ( {
	name,
	merged: false,
	protected: project.isProtected( name ),
	default: name === project.defaultBranch,
	can_push: canPush( token, project, name ),
	commit: presentCommit( project, head ),
} );

export const presentProject = (
	project: Project,
	token: Token,
	isEmpty: boolean
) => ( {
	id: project.id,
	path_with_namespace: project.path,
	default_branch: isEmpty ? null : project.defaultBranch,
	statistics: { repository_size: project.repositorySize },
	empty_repo: isEmpty,
	visibility: project.visibility,
	web_url: `https://gitlab.test/${ project.path }`,
	pages_access_level: project.pages === null ? 'disabled' : 'enabled',
	permissions: {
		project_access: {
			access_level: token.accessLevel,
			notification_level: 3,
		},
		group_access: null,
	},
} );

export const presentPipeline = ( project: Project, pipeline: Pipeline ) => ( {
	id: pipeline.id,
	iid: pipeline.id,
	project_id: project.id,
	sha: pipeline.sha,
	ref: pipeline.ref,
	source: 'push',
	status: pipeline.status,
	created_at: pipeline.createdAt,
	web_url: `https://gitlab.test/${ project.path }/-/pipelines/${ pipeline.id }`,
} );

export const presentJob = ( project: Project, pipeline: Pipeline ) => ( {
	id: pipeline.id,
	name: pipeline.job.name,
	stage: 'deploy',
	status: pipeline.status,
	web_url: `https://gitlab.test/${ project.path }/-/jobs/${ pipeline.id }`,
} );

export const presentMergeRequest = (
	project: Project,
	{ iid, sourceBranch, targetBranch, title, state }: MergeRequest,
	sha: string
) => ( {
	iid,
	title,
	state,
	source_branch: sourceBranch,
	target_branch: targetBranch,
	sha,
	detailed_merge_status: 'mergeable',
	web_url: `https://gitlab.test/${ project.path }/-/merge_requests/${ iid }`,
} );
