import { ApiError, invalid, notFound } from './api-error';
import type { CommitRow } from './bare-repository';
import { applyActions, type CommitAction } from './commit-actions';
import { createPipeline } from './pipelines';
import type { Project } from './project';

export interface NewCommit {
	readonly branch: string;
	readonly commit_message: string;
	readonly start_branch?: string;
	readonly start_sha?: string;
	readonly actions: readonly CommitAction[];
	readonly force?: boolean;
}

/**
 * The checks that come before Gitaly, with their exact words.
 *
 * @param body
 */
export function readNewCommit( body: unknown ): NewCommit {
	const fields = ( body ?? {} ) as Partial< Record< string, unknown > >;
	for ( const name of [ 'branch', 'commit_message' ] ) {
		if ( typeof fields[ name ] !== 'string' || fields[ name ] === '' ) {
			throw invalid( `${ name } is required` );
		}
	}
	if ( fields.start_branch !== undefined && fields.start_sha !== undefined ) {
		throw invalid( 'start_branch, start_sha are mutually exclusive' );
	}
	const { actions } = fields;
	if ( actions !== undefined && ! Array.isArray( actions ) ) {
		throw invalid( 'actions must be an array' );
	}
	if ( actions === undefined || actions.length === 0 ) {
		throw invalid( 'actions is required' );
	}
	actions.forEach( ( action: Record< string, unknown >, index ) => {
		if (
			action.encoding !== undefined &&
			action.encoding !== 'text' &&
			action.encoding !== 'base64'
		) {
			throw invalid(
				`actions[${ index }][encoding] must be text or base64`
			);
		}
		if ( action.action === 'update' && action.content === undefined ) {
			throw invalid( `actions[${ index }][content] is missing` );
		}
	} );
	return fields as unknown as NewCommit;
}

/**
 * Makes the commit and moves the branch, as Gitaly's UserCommitFiles does.
 *
 * @param project
 * @param request
 * @param now     ISO 8601.
 */
export async function createCommit(
	project: Project,
	request: NewCommit,
	now: string
): Promise< CommitRow > {
	const { repository } = project;
	const { branch } = request;
	const head = await repository.resolve( branch );
	const start = await startOf( project, request, head );
	const tree = start === null ? [] : await repository.tree( start );
	const changes = await applyActions(
		repository,
		tree ?? [],
		request.actions
	);
	const id = await repository.writeCommit(
		start,
		changes,
		request.commit_message
	);
	if ( ! ( await repository.moveBranch( branch, id, head ) ) ) {
		throw new ApiError(
			400,
			`Could not update refs/heads/${ branch }. Please refresh and try again.`
		);
	}
	if ( start === null ) {
		project.defaultBranch = branch;
	}
	await createPipeline( project, branch, id, now );
	return repository.commit( id );
}

async function startOf(
	project: Project,
	request: NewCommit,
	head: string | null
): Promise< string | null > {
	const { branch, force } = request;
	const named = request.start_sha ?? request.start_branch;
	if ( named === undefined ) {
		if ( head === null && ! ( await project.isEmpty() ) ) {
			throw new ApiError(
				400,
				'You can only create or edit files when you are on a branch'
			);
		}
		return head;
	}
	if ( head !== null && ! force && request.start_branch !== branch ) {
		throw new ApiError(
			400,
			`A branch called '${ branch }' already exists. Switch to that branch in order to make changes`
		);
	}
	const start = await project.repository.resolve( named );
	if ( start === null ) {
		throw request.start_sha === undefined
			? new ApiError( 400, 'Invalid branch name' )
			: notFound( 'Commit' );
	}
	return start;
}
