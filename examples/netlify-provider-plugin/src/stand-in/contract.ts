import { Ajv, type AnySchemaObject } from 'ajv';

/*
 * What the plugin uses of Netlify's API, from its OpenAPI document 2.60.0: requests and good answers. `required` lists
 * what the plugin reads, which the document leaves open.
 */

const TEXT = { type: 'string' };
const SHA1 = { type: 'string', pattern: '^[0-9a-f]{40}$' };
const listOf = ( items: AnySchemaObject ) => ( { type: 'array', items } );
const shape = (
	required: Readonly< Record< string, AnySchemaObject > >,
	optional: Readonly< Record< string, AnySchemaObject > > = {}
): AnySchemaObject => ( {
	type: 'object',
	required: Object.keys( required ),
	properties: { ...required, ...optional },
} );

const DEPLOY = shape(
	{
		id: TEXT,
		site_id: TEXT,
		state: {
			enum: [
				'new',
				'pending_review',
				'accepted',
				'rejected',
				'enqueued',
				'building',
				'uploading',
				'uploaded',
				'preparing',
				'prepared',
				'processing',
				'processed',
				'ready',
				'error',
				'retrying',
			],
		},
		created_at: TEXT,
	},
	{
		title: TEXT,
		draft: { type: 'boolean' },
		required: listOf( SHA1 ),
		error_message: TEXT,
	}
);
const FILE = shape( {
	id: TEXT,
	path: { type: 'string', pattern: '^/' },
	sha: SHA1,
	mime_type: TEXT,
	size: { type: 'integer' },
} );
const DEPLOY_FILES = {
	type: 'object',
	additionalProperties: false,
	required: [ 'files' ],
	properties: {
		files: { type: 'object', additionalProperties: SHA1 },
		draft: { type: 'boolean' },
		async: { type: 'boolean' },
	},
};

interface Operation {
	/** Of a JSON body; null: there is none, or it is bytes. */
	readonly request: AnySchemaObject | null;
	readonly status: number;
	readonly answer: AnySchemaObject;
}

const OPERATIONS = {
	getSite: {
		request: null,
		status: 200,
		answer: shape( { id: TEXT }, { published_deploy: DEPLOY } ),
	},
	listSiteFiles: { request: null, status: 200, answer: listOf( FILE ) },
	listSiteDeploys: { request: null, status: 200, answer: listOf( DEPLOY ) },
	createSiteDeploy: { request: DEPLOY_FILES, status: 200, answer: DEPLOY },
	getDeploy: { request: null, status: 200, answer: DEPLOY },
	uploadDeployFile: { request: null, status: 200, answer: FILE },
	restoreSiteDeploy: { request: null, status: 201, answer: DEPLOY },
	cancelSiteDeploy: { request: null, status: 201, answer: DEPLOY },
} satisfies Record< string, Operation >;

export type OperationId = keyof typeof OPERATIONS;

const ajv = new Ajv( { allErrors: true } );

/**
 * @param id
 * @param body Parsed JSON; undefined for none, or bytes.
 * @return What is wrong with it; null: nothing.
 */
export function requestProblem(
	id: OperationId,
	body: unknown
): string | null {
	const { request }: Operation = OPERATIONS[ id ];
	if ( request === null ) {
		return body === undefined ? null : `${ id } takes no JSON`;
	}
	return problemOf( id, request, body );
}

/**
 * @param id
 * @param status
 * @param answer Parsed JSON of a good answer.
 */
export function answerProblem(
	id: OperationId,
	status: number,
	answer: unknown
): string | null {
	const operation: Operation = OPERATIONS[ id ];
	return status === operation.status
		? problemOf( id, operation.answer, answer )
		: `${ id } answers ${ operation.status }, not ${ status }`;
}

const problemOf = (
	id: OperationId,
	schema: AnySchemaObject,
	value: unknown
): string | null =>
	ajv.validate( schema, value ) ? null : `${ id }: ${ ajv.errorsText() }`;
