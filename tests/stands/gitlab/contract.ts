import { Ajv, type ValidateFunction } from 'ajv';

/*
 * What this project uses of GitLab's REST API v4, operation by operation: the shape of a request's body and of the good
 * answer. The stand checks itself and its callers against it.
 */

const TEXT = { type: 'string' };
const WHOLE = { type: 'integer' };
const YES_NO = { type: 'boolean' };
const OBJECT_ID = {
	type: 'string',
	pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$',
};
const orNull = ( schema: object ) => ( { ...schema, nullable: true } );
const listOf = ( items: object ) => ( { type: 'array', items } );
const shape = ( required: object, optional: object = {} ) => ( {
	type: 'object',
	required: Object.keys( required ),
	properties: { ...required, ...optional },
} );

const COMMIT = shape(
	{
		id: OBJECT_ID,
		short_id: TEXT,
		created_at: TEXT,
		parent_ids: listOf( OBJECT_ID ),
		title: TEXT,
		message: TEXT,
		web_url: TEXT,
	},
	{ committed_date: TEXT, last_pipeline: orNull( { type: 'object' } ) }
);
const BRANCH = shape(
	{ name: TEXT, commit: COMMIT },
	{ protected: YES_NO, can_push: YES_NO, default: YES_NO }
);
const TREE_ENTRY = shape( {
	id: OBJECT_ID,
	name: TEXT,
	type: { enum: [ 'blob', 'tree', 'commit' ] },
	path: TEXT,
	mode: { enum: [ '100644', '100755', '040000', '120000', '160000' ] },
} );
const PIPELINE = shape(
	{ id: WHOLE, status: TEXT, sha: OBJECT_ID, ref: TEXT },
	{ web_url: TEXT, created_at: TEXT }
);
const JOB = shape(
	{ id: WHOLE, name: TEXT, status: TEXT, stage: TEXT },
	{ web_url: TEXT }
);
const PROJECT = shape(
	{ id: WHOLE, path_with_namespace: TEXT },
	{
		default_branch: orNull( TEXT ),
		empty_repo: YES_NO,
		pages_access_level: TEXT,
		permissions: { type: 'object' },
	}
);
const MERGE_REQUEST = shape(
	{
		iid: WHOLE,
		state: { enum: [ 'opened', 'closed', 'merged' ] },
		sha: OBJECT_ID,
	},
	{ web_url: TEXT, title: TEXT, detailed_merge_status: TEXT }
);
const ACTION = {
	type: 'object',
	additionalProperties: false,
	required: [ 'action', 'file_path' ],
	properties: {
		action: { enum: [ 'create', 'update', 'move', 'delete', 'chmod' ] },
		file_path: { type: 'string', minLength: 1 },
		previous_path: TEXT,
		content: TEXT,
		encoding: { enum: [ 'text', 'base64' ] },
		last_commit_id: TEXT,
		execute_filemode: YES_NO,
	},
};
const NEW_COMMIT = {
	type: 'object',
	additionalProperties: false,
	required: [ 'branch', 'commit_message', 'actions' ],
	not: { required: [ 'start_branch', 'start_sha' ] },
	properties: {
		branch: { type: 'string', minLength: 1 },
		commit_message: { type: 'string', minLength: 1 },
		start_branch: TEXT,
		start_sha: OBJECT_ID,
		actions: { type: 'array', minItems: 1, items: ACTION },
		stats: YES_NO,
		force: YES_NO,
	},
};

interface Operation {
	readonly request?: object;
	/** Absent: the answer is text or nothing. */
	readonly response?: object;
}

const OPERATIONS = {
	tokenSelf: {
		response: shape(
			{ id: WHOLE, scopes: listOf( TEXT ), active: YES_NO },
			{ revoked: YES_NO, expires_at: orNull( TEXT ) }
		),
	},
	getProject: { response: PROJECT },
	createProject: {
		request: shape( { name: TEXT, path: TEXT } ),
		response: PROJECT,
	},
	editProject: {
		request: shape( {}, { default_branch: TEXT } ),
		response: PROJECT,
	},
	listMergeRequests: { response: listOf( MERGE_REQUEST ) },
	createMergeRequest: {
		request: shape(
			{ source_branch: TEXT, target_branch: TEXT, title: TEXT },
			{ remove_source_branch: YES_NO, squash: YES_NO }
		),
		response: MERGE_REQUEST,
	},
	acceptMergeRequest: {
		request: shape(
			{},
			{ sha: OBJECT_ID, should_remove_source_branch: YES_NO }
		),
		response: MERGE_REQUEST,
	},
	listNamespaces: {
		response: listOf( shape( { id: WHOLE, full_path: TEXT } ) ),
	},
	listBranches: { response: listOf( BRANCH ) },
	getBranch: { response: BRANCH },
	deleteBranch: {},
	listTree: { response: listOf( TREE_ENTRY ) },
	listCommits: { response: listOf( COMMIT ) },
	createCommit: { request: NEW_COMMIT, response: COMMIT },
	getCommit: { response: COMMIT },
	getBlob: {
		response: shape( {
			size: WHOLE,
			encoding: { const: 'base64' },
			content: TEXT,
			sha: OBJECT_ID,
		} ),
	},
	getRawFile: {},
	getPages: {
		response: shape( {
			url: TEXT,
			is_unique_domain_enabled: YES_NO,
			force_https: YES_NO,
			deployments: listOf( shape( { created_at: TEXT, url: TEXT } ) ),
		} ),
	},
	listPipelines: { response: listOf( PIPELINE ) },
	getPipeline: { response: PIPELINE },
	listPipelineJobs: { response: listOf( JOB ) },
	jobTrace: {},
} as const satisfies Record< string, Operation >;

export type OperationId = keyof typeof OPERATIONS;

const ajv = new Ajv( { allErrors: true, strict: false } );
const compiled = new Map< object, ValidateFunction >();

/**
 * @param operation
 * @param side
 * @param value
 * @return What is wrong, in words; null when nothing is.
 */
export function findViolation(
	operation: OperationId,
	side: 'request' | 'response',
	value: unknown
): string | null {
	const contract: Operation = OPERATIONS[ operation ];
	const schema = contract[ side ];
	if ( schema === undefined ) {
		return null;
	}
	const validate = compiled.get( schema ) ?? ajv.compile( schema );
	compiled.set( schema, validate );
	return validate( value )
		? null
		: `${ operation } ${ side }: ${ ajv.errorsText( validate.errors ) }`;
}
