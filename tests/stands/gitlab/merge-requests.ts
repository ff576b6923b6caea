import { requirePush } from './access';
import { ApiError, notFound } from './api-error';
import { createPipeline } from './pipelines';
import { presentMergeRequest } from './presenters';
import type { MergeRequest, Project } from './project';
import type { Call } from './routes';

const present = async ( project: Project, request: MergeRequest ) =>
	presentMergeRequest(
		project,
		request,
		( await project.repository.resolve( request.sourceBranch ) ) ??
			'0'.repeat( 40 )
	);

export function listMergeRequests(
	project: Project,
	{ query }: Pick< Call, 'query' >
) {
	const matches = ( name: string, value: string ): boolean =>
		( query.get( name ) ?? value ) === value;
	const found = project.mergeRequests.filter(
		( { sourceBranch, targetBranch, state } ) =>
			matches( 'source_branch', sourceBranch ) &&
			matches( 'target_branch', targetBranch ) &&
			matches( 'state', state )
	);
	return Promise.all(
		found.map( ( request ) => present( project, request ) )
	);
}

export async function createMergeRequest(
	project: Project,
	{ body }: Pick< Call, 'body' >
) {
	const wanted = body as Readonly< Record< string, unknown > >;
	const sourceBranch = String( wanted.source_branch );
	const targetBranch = String( wanted.target_branch );
	const open = project.mergeRequests.find(
		( request ) =>
			request.state === 'opened' &&
			request.sourceBranch === sourceBranch &&
			request.targetBranch === targetBranch
	);
	if ( open ) {
		throw new ApiError( 409, {
			message: [
				`Another open merge request already exists for this source branch: !${ open.iid }`,
			],
		} );
	}
	const request: MergeRequest = {
		iid: project.mergeRequests.length + 1,
		sourceBranch,
		targetBranch,
		title: String( wanted.title ),
		removesSource: wanted.remove_source_branch === true,
		state: 'opened',
	};
	project.mergeRequests.push( request );
	return present( project, request );
}

/**
 * Merges with a commit of two parents; the source must contain the target's head.
 *
 * @param project
 * @param call
 * @param call.parts
 * @param call.body
 * @param call.token
 * @param call.now
 */
export async function acceptMergeRequest(
	project: Project,
	{ parts, body, token, now }: Call
) {
	const request = project.mergeRequests.find(
		( { iid } ) => String( iid ) === parts[ 1 ]
	);
	if ( request === undefined ) {
		throw notFound( 'Merge request' );
	}
	const { repository } = project;
	const { sourceBranch, targetBranch } = request;
	requirePush( token, project, targetBranch );
	const source = await repository.resolve( sourceBranch );
	const target = await repository.resolve( targetBranch );
	const { sha } = ( body ?? {} ) as { sha?: string };
	if ( request.state !== 'opened' || source === null || target === null ) {
		throw new ApiError( 405, '405 Method Not Allowed' );
	}
	if ( sha !== undefined && sha !== source ) {
		throw new ApiError( 409, 'SHA does not match HEAD of source branch' );
	}
	if ( ! ( await repository.isAncestor( target, source ) ) ) {
		throw new ApiError( 422, 'Branch cannot be merged' );
	}
	const merged = await repository.writeMerge(
		target,
		source,
		`Merge branch '${ sourceBranch }' into '${ targetBranch }'`
	);
	await repository.moveBranch( targetBranch, merged, target );
	if ( request.removesSource ) {
		await repository.moveBranch( sourceBranch, null, source );
	}
	request.state = 'merged';
	await createPipeline( project, targetBranch, merged, now );
	return presentMergeRequest( project, request, source );
}
