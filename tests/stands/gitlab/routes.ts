import { requireMaintainer, requirePush, type Token } from './access';
import { ApiError, notFound } from './api-error';
import { createCommit, readNewCommit } from './commits';
import type { OperationId } from './contract';
import {
	acceptMergeRequest,
	createMergeRequest,
	listMergeRequests,
} from './merge-requests';
import { advance } from './pipelines';
import {
	presentBranch,
	presentCommit,
	presentJob,
	presentPipeline,
	presentProject,
} from './presenters';
import type { Project } from './project';
import { listTree } from './tree-pages';

export interface Call {
	/** One without any right where nobody said who they are. */
	readonly token: Token;
	/** The parts of the path that the pattern leaves open, decoded. */
	readonly parts: readonly string[];
	readonly query: URLSearchParams;
	readonly body: unknown;
	/** ISO 8601. */
	readonly now: string;
	/** Address of this request, without its query. */
	readonly url: string;
	readonly findProject: ( id: string ) => Project;
	readonly projects: readonly Project[];
	readonly createProject: ( path: string ) => Promise< Project >;
}

export interface Answer {
	readonly status: number;
	/** Sent as JSON; a text and bytes are sent as they are. */
	readonly body?: unknown;
	readonly headers?: Readonly< Record< string, string > >;
}

export interface Route {
	readonly operation: OperationId;
	readonly method: string;
	/** Matched against the path below `/api/v4`; groups are decoded. */
	readonly pattern: RegExp;
	readonly handle: ( call: Call ) => Promise< Answer >;
	/** Answers without a token where the project is public. */
	readonly isPublic?: boolean;
}

const PROJECT = '/projects/([^/]+)';

const route = (
	operation: OperationId,
	method: string,
	pattern: string,
	handle: Route[ 'handle' ]
): Route => ( {
	operation,
	method,
	pattern: new RegExp( `^${ pattern }$` ),
	handle,
} );

const ok = ( body: unknown, headers: Record< string, string > = {} ) => ( {
	status: 200,
	body,
	headers,
} );

const projectOf = ( { parts, findProject }: Call ): Project =>
	findProject( parts[ 0 ] ?? '' );

const numberIn = (
	query: URLSearchParams,
	name: string,
	fallback: number
): number => Math.max( 1, Number( query.get( name ) ?? fallback ) || fallback );

async function requireCommit( project: Project, ref: string ) {
	const id = await project.repository.resolve( ref );
	if ( id === null ) {
		throw notFound( 'Commit' );
	}
	return project.repository.commit( id );
}

function pipelineOf( project: Project, id: string | undefined ) {
	const pipeline = project.pipelines.find(
		( candidate ) => String( candidate.id ) === id
	);
	if ( pipeline === undefined ) {
		throw notFound( 'Pipeline' );
	}
	return pipeline;
}

export const ROUTES: readonly Route[] = [
	route(
		'tokenSelf',
		'GET',
		'/personal_access_tokens/self',
		async ( { token } ) =>
			ok( {
				id: 1,
				name: 'stand',
				scopes: token.scopes,
				active: true,
				revoked: false,
				expires_at: token.expiresAt,
				user_id: 1,
			} )
	),
	route( 'listNamespaces', 'GET', '/namespaces', async ( call ) => {
		const groups = [
			...new Set(
				call.projects.map( ( { path } ) =>
					path.split( '/' ).slice( 0, -1 ).join( '/' )
				)
			),
		];
		return ok(
			groups.map( ( path, index ) => ( {
				id: index + 1,
				full_path: path,
			} ) )
		);
	} ),
	route( 'createProject', 'POST', '/projects', async ( call ) => {
		const { path } = call.body as { path: string };
		const [ group = 'stand' ] =
			call.projects[ 0 ]?.path.split( '/', 1 ) ?? [];
		const full = `${ group }/${ path }`;
		if ( call.projects.some( ( project ) => project.path === full ) ) {
			throw new ApiError( 400, {
				message: { path: [ 'has already been taken' ] },
			} );
		}
		const project = await call.createProject( full );
		return {
			status: 201,
			body: presentProject( project, call.token, true ),
		};
	} ),
	route( 'getProject', 'GET', PROJECT, async ( call ) => {
		const project = projectOf( call );
		return ok(
			presentProject( project, call.token, await project.isEmpty() )
		);
	} ),
	route( 'editProject', 'PUT', PROJECT, async ( call ) => {
		const project = projectOf( call );
		requireMaintainer( call.token );
		const { default_branch: wanted } = call.body as {
			default_branch?: string;
		};
		const branches = await project.repository.branches();
		if ( wanted !== undefined && ! branches.includes( wanted ) ) {
			throw new ApiError( 400, {
				message: { base: [ 'Could not set the default branch' ] },
			} );
		}
		project.defaultBranch = wanted ?? project.defaultBranch;
		return ok(
			presentProject( project, call.token, await project.isEmpty() )
		);
	} ),
	route(
		'listMergeRequests',
		'GET',
		`${ PROJECT }/merge_requests`,
		async ( call ) =>
			ok( await listMergeRequests( projectOf( call ), call ) )
	),
	route(
		'createMergeRequest',
		'POST',
		`${ PROJECT }/merge_requests`,
		async ( call ) => ( {
			status: 201,
			body: await createMergeRequest( projectOf( call ), call ),
		} )
	),
	route(
		'acceptMergeRequest',
		'PUT',
		`${ PROJECT }/merge_requests/([0-9]+)/merge`,
		async ( call ) =>
			ok( await acceptMergeRequest( projectOf( call ), call ) )
	),
	route(
		'listBranches',
		'GET',
		`${ PROJECT }/repository/branches`,
		async ( call ) => {
			const project = projectOf( call );
			const search = call.query.get( 'search' ) ?? '';
			const names = ( await project.repository.branches() ).filter(
				( name ) =>
					search.startsWith( '^' )
						? name.startsWith( search.slice( 1 ) )
						: name.includes( search )
			);
			const rows = names
				.slice( 0, numberIn( call.query, 'per_page', 20 ) )
				.map( async ( name ) =>
					presentBranch(
						project,
						call.token,
						name,
						await requireCommit( project, name )
					)
				);
			return ok( await Promise.all( rows ) );
		}
	),
	route(
		'getBranch',
		'GET',
		`${ PROJECT }/repository/branches/([^/]+)`,
		async ( call ) => {
			const project = projectOf( call );
			const name = call.parts[ 1 ] ?? '';
			const names = await project.repository.branches();
			if ( ! names.includes( name ) ) {
				throw notFound( 'Branch' );
			}
			return ok(
				presentBranch(
					project,
					call.token,
					name,
					await requireCommit( project, name )
				)
			);
		}
	),
	route(
		'deleteBranch',
		'DELETE',
		`${ PROJECT }/repository/branches/([^/]+)`,
		async ( call ) => {
			const project = projectOf( call );
			const name = call.parts[ 1 ] ?? '';
			requirePush( call.token, project, name );
			const head = await project.repository.resolve( name );
			if ( head === null ) {
				throw notFound( 'Branch' );
			}
			if (
				project.isProtected( name ) ||
				name === project.defaultBranch
			) {
				throw new ApiError( 403, '403 Forbidden' );
			}
			await project.repository.moveBranch( name, null, head );
			return { status: 204 };
		}
	),
	route( 'listTree', 'GET', `${ PROJECT }/repository/tree`, ( call ) =>
		listTree( projectOf( call ), call )
	),
	route(
		'listCommits',
		'GET',
		`${ PROJECT }/repository/commits`,
		async ( call ) => {
			const project = projectOf( call );
			const ref = call.query.get( 'ref_name' ) ?? project.defaultBranch;
			const head = await project.repository.resolve( ref );
			const limit = numberIn( call.query, 'per_page', 20 );
			const page = numberIn( call.query, 'page', 1 );
			const rows =
				head === null
					? []
					: await project.repository.log(
							head,
							limit,
							( page - 1 ) * limit
						);
			return ok( rows.map( ( row ) => presentCommit( project, row ) ) );
		}
	),
	route(
		'createCommit',
		'POST',
		`${ PROJECT }/repository/commits`,
		async ( call ) => {
			const project = projectOf( call );
			const { branch } = ( call.body ?? {} ) as { branch?: unknown };
			if ( typeof branch === 'string' ) {
				requirePush( call.token, project, branch );
			}
			const commit = await createCommit(
				project,
				readNewCommit( call.body ),
				call.now
			);
			return {
				status: 201,
				body: {
					...presentCommit( project, commit ),
					project_id: project.id,
					status: null,
					last_pipeline: null,
				},
			};
		}
	),
	route(
		'getCommit',
		'GET',
		`${ PROJECT }/repository/commits/([^/]+)`,
		async ( call ) => {
			const project = projectOf( call );
			return ok(
				presentCommit(
					project,
					await requireCommit( project, call.parts[ 1 ] ?? '' )
				)
			);
		}
	),
	route(
		'getBlob',
		'GET',
		`${ PROJECT }/repository/blobs/([0-9a-f]+)`,
		async ( call ) => {
			const sha = call.parts[ 1 ] ?? '';
			const content = await projectOf( call ).repository.blob( sha );
			if ( content === null ) {
				throw notFound( 'Blob' );
			}
			return ok( {
				size: content.length,
				encoding: 'base64',
				content: content.toString( 'base64' ),
				sha,
			} );
		}
	),
	{
		...route(
			'getRawFile',
			'GET',
			`${ PROJECT }/repository/files/([^/]+)/raw`,
			async ( call ) => {
				const { repository, defaultBranch } = projectOf( call );
				const head = await repository.resolve(
					call.query.get( 'ref' ) ?? defaultBranch
				);
				const rows =
					head === null ? null : await repository.tree( head );
				const file = rows?.find(
					( { type, path } ) =>
						type === 'blob' && path === call.parts[ 1 ]
				);
				if ( ! file ) {
					throw notFound( 'File' );
				}
				return {
					status: 200,
					body: await repository.blob( file.id ),
					headers: { 'Cache-Control': 'no-store' },
				};
			}
		),
		isPublic: true,
	},
	route( 'getPages', 'GET', `${ PROJECT }/pages`, async ( call ) => {
		const { pages } = projectOf( call );
		requireMaintainer( call.token );
		if ( pages === null ) {
			throw notFound( 'Pages' );
		}
		return ok( {
			url: pages.url.replace( /\/$/, '' ),
			is_unique_domain_enabled: false,
			force_https: false,
			primary_domain: null,
			deployments: pages.deployments.map( ( { createdAt } ) => ( {
				created_at: createdAt,
				url: pages.url,
				path_prefix: null,
				root_directory: 'public',
			} ) ),
		} );
	} ),
	route( 'listPipelines', 'GET', `${ PROJECT }/pipelines`, async ( call ) => {
		const project = projectOf( call );
		const sha = call.query.get( 'sha' );
		const found = project.pipelines
			.filter( ( pipeline ) => sha === null || pipeline.sha === sha )
			.toReversed();
		return ok(
			found.map( ( pipeline ) => presentPipeline( project, pipeline ) )
		);
	} ),
	route(
		'getPipeline',
		'GET',
		`${ PROJECT }/pipelines/([0-9]+)`,
		async ( call ) => {
			const project = projectOf( call );
			const pipeline = pipelineOf( project, call.parts[ 1 ] );
			await advance( project, pipeline, call.now );
			return ok( presentPipeline( project, pipeline ) );
		}
	),
	route(
		'listPipelineJobs',
		'GET',
		`${ PROJECT }/pipelines/([0-9]+)/jobs`,
		async ( call ) => {
			const project = projectOf( call );
			return ok( [
				presentJob( project, pipelineOf( project, call.parts[ 1 ] ) ),
			] );
		}
	),
	route(
		'jobTrace',
		'GET',
		`${ PROJECT }/jobs/([0-9]+)/trace`,
		async ( call ) =>
			ok( pipelineOf( projectOf( call ), call.parts[ 1 ] ).log )
	),
];
