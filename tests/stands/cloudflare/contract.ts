import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

const FILE = join( import.meta.dirname, 'openapi.yaml' );
const METHODS = [ 'get', 'put', 'post', 'patch', 'delete' ] as const;
const ROOT = 'cloudflare';

interface Reference {
	readonly $ref?: string;
}

interface Parameter extends Reference {
	readonly name: string;
	readonly in: string;
}

interface Operation {
	readonly operationId: string;
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: Reference;
}

interface Document {
	readonly paths: Readonly<
		Record<
			string,
			Partial< Record< ( typeof METHODS )[ number ], Operation > >
		>
	>;
}

/** One operation of the contract, ready to be compared with a request. */
export interface ContractOperation {
	readonly id: string;
	readonly method: string;
	/** With a named group for each part of the path that varies. */
	readonly pattern: RegExp;
	readonly query: ReadonlyMap< string, ValidateFunction >;
	/** Null for an operation without a body. */
	readonly body: ValidateFunction | null;
	readonly isUpload: boolean;
	/** Of the envelope's `result`. */
	readonly result: ValidateFunction;
}

const document = parse( readFileSync( FILE, 'utf8' ) ) as Document;
const ajv = new Ajv( {
	allErrors: true,
	strict: false,
	formats: {
		uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	},
} );
ajv.addSchema( document, ROOT );

const escapePart = ( part: string ): string =>
	encodeURIComponent( part.replaceAll( '~', '~0' ).replaceAll( '/', '~1' ) );

function resolve( pointer: readonly string[] ): unknown {
	return pointer.reduce< unknown >(
		( value, part ) => ( value as Record< string, unknown > )[ part ],
		document
	);
}

/**
 * Follows a reference, so that a pointer into what it names can be made.
 *
 * @param pointer Parts of a JSON pointer.
 */
function follow( pointer: readonly string[] ): readonly string[] {
	const { $ref } = ( resolve( pointer ) ?? {} ) as Reference;
	return $ref === undefined ? pointer : $ref.slice( 2 ).split( '/' );
}

function compile( pointer: readonly string[] ): ValidateFunction {
	const reference = `${ ROOT }#/${ pointer.map( escapePart ).join( '/' ) }`;
	return ajv.compile( { $ref: reference } );
}

function readOperation(
	path: string,
	method: string,
	operation: Operation
): ContractOperation {
	const place = [ 'paths', path, method ];
	const body = operation.requestBody
		? follow( [ ...place, 'requestBody' ] )
		: null;
	const isUpload =
		body !== null &&
		resolve( [ ...body, 'content', 'multipart/form-data' ] ) !== undefined;
	const answer = follow( [ ...place, 'responses', '200' ] );
	return {
		id: operation.operationId,
		method: method.toUpperCase(),
		pattern: new RegExp(
			`^${ path.replaceAll( /\{(\w+)\}/g, '(?<$1>[^/]+)' ) }$`
		),
		query: new Map(
			( operation.parameters ?? [] ).map( ( _, index ) => {
				const at = follow( [
					...place,
					'parameters',
					String( index ),
				] );
				const { name } = resolve( at ) as Parameter;
				return [ name, compile( [ ...at, 'schema' ] ) ];
			} )
		),
		body:
			body &&
			compile( [
				...body,
				'content',
				isUpload ? 'multipart/form-data' : 'application/json',
				'schema',
			] ),
		isUpload,
		result: compile( [
			...answer,
			'content',
			'application/json',
			'schema',
		] ),
	};
}

/** Every operation, in the file's order. */
export const OPERATIONS: readonly ContractOperation[] = Object.entries(
	document.paths
).flatMap( ( [ path, methods ] ) =>
	METHODS.flatMap( ( method ) => {
		const operation = methods[ method ];
		return operation ? [ readOperation( path, method, operation ) ] : [];
	} )
);

const ENVELOPE = compile( [ 'components', 'schemas', 'envelope' ] );

/**
 * @param validate
 * @param value
 * @param what     Opens the sentence.
 * @return What is wrong, in words; null when nothing is.
 */
function findMistake(
	validate: ValidateFunction,
	value: unknown,
	what: string
): string | null {
	return validate( value )
		? null
		: `${ what }: ${ ajv.errorsText( validate.errors ) }`;
}

/**
 * What is wrong with a request, in words; null when nothing is.
 *
 * @param operation
 * @param query
 * @param body      Parsed; of an upload `{ metadata }`.
 */
export function findRequestMistake(
	operation: ContractOperation,
	query: URLSearchParams,
	body: unknown
): string | null {
	for ( const [ name, value ] of query ) {
		const validate = operation.query.get( name );
		const mistake = validate
			? findMistake( validate, value, `${ operation.id } ?${ name }` )
			: `${ operation.id } has no parameter ${ name }`;
		if ( mistake !== null ) {
			return mistake;
		}
	}
	if ( operation.body === null ) {
		return body === undefined ? null : `${ operation.id } takes no body`;
	}
	return findMistake( operation.body, body, `${ operation.id } request` );
}

/**
 * The same for an answer of the stand's own.
 *
 * @param operation
 * @param envelope
 * @param envelope.result
 */
export const findAnswerMistake = (
	operation: ContractOperation,
	envelope: { readonly result: unknown }
): string | null =>
	findMistake( ENVELOPE, envelope, `${ operation.id } answer` ) ??
	findMistake(
		operation.result,
		envelope.result,
		`${ operation.id } result`
	);
