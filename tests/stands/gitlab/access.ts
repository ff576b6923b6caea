import type { IncomingMessage } from 'node:http';
import { ApiError, forbidden } from './api-error';
import type { Project } from './project';

/** GitLab's roles by number. */
export const ACCESS_LEVELS = {
	reporter: 20,
	developer: 30,
	maintainer: 40,
} as const;

export interface Token {
	readonly value: string;
	readonly scopes: readonly string[];
	/** `YYYY-MM-DD`; null: never. */
	readonly expiresAt: string | null;
	/** One of `ACCESS_LEVELS`, in every project of the stand. */
	readonly accessLevel: number;
}

/**
 * Who asks, by the headers that GitLab reads.
 *
 * @param request
 * @param tokens
 * @param now     Milliseconds since the epoch.
 */
export function authenticate(
	request: IncomingMessage,
	tokens: readonly Token[],
	now: number
): Token {
	const given =
		request.headers[ 'private-token' ] ??
		/^Bearer (.+)$/.exec( request.headers.authorization ?? '' )?.[ 1 ];
	const token = tokens.find( ( { value } ) => value === given );
	if ( token === undefined ) {
		throw new ApiError( 401, '401 Unauthorized' );
	}
	if ( token.expiresAt !== null && Date.parse( token.expiresAt ) <= now ) {
		throw new ApiError( 401, {
			error: 'invalid_token',
			error_description:
				'Token is expired. You can either do re-authorization or token refresh.',
		} );
	}
	return token;
}

/** Whoever sends no token. */
export const ANYBODY: Token = {
	value: '',
	scopes: [],
	expiresAt: null,
	accessLevel: 0,
};

export const isAnonymous = ( { headers }: IncomingMessage ): boolean =>
	headers[ 'private-token' ] === undefined &&
	headers.authorization === undefined;

/**
 * The API wants `api` to write and `read_api` to read; `write_repository` is for git itself.
 *
 * @param token
 * @param method
 */
export function requireScope( token: Token, method: string ): void {
	const enough = method === 'GET' ? [ 'api', 'read_api' ] : [ 'api' ];
	if ( ! enough.some( ( scope ) => token.scopes.includes( scope ) ) ) {
		throw new ApiError( 403, {
			error: 'insufficient_scope',
			error_description:
				'The request requires higher privileges than provided by the access token.',
			scope: enough.join( ' ' ),
		} );
	}
}

/**
 * @param token
 * @param project
 * @param branch
 */
export const canPush = (
	token: Token,
	project: Project,
	branch: string
): boolean =>
	token.accessLevel >=
	( project.isProtected( branch )
		? ACCESS_LEVELS.maintainer
		: ACCESS_LEVELS.developer );

/**
 * @param token
 * @param project
 * @param branch
 */
export function requirePush(
	token: Token,
	project: Project,
	branch: string
): void {
	if ( ! canPush( token, project, branch ) ) {
		throw forbidden( 'You are not allowed to push into this branch' );
	}
}

export function requireMaintainer( token: Token ): void {
	if ( token.accessLevel < ACCESS_LEVELS.maintainer ) {
		throw forbidden();
	}
}
