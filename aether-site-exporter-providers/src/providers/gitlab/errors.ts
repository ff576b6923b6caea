import {
	AetherError,
	type AetherErrorCode,
	errorCodeForStatus,
	parseRetryAfter,
} from '@aether/provider-sdk';

const LONGEST_MESSAGE = 300;

/** What GitLab says when the branch is no longer what the plan knew. */
const STALE = [
	'A file with this name already exists',
	"A file with this name doesn't exist",
	'A directory with this name already exists',
	'The file has changed since you started editing it',
	'You can only create or edit files when you are on a branch',
	'Please refresh and try again',
	'already exists. Switch to that branch',
];

/** Words of our own for the answers that a person can do something about. */
const ADVICE: Partial< Record< AetherErrorCode, string > > = {
	auth_failed:
		'GitLab does not take the access token: it is wrong, revoked or too old. Make a new one with the scope "api" and enter it.',
	rate_limited: 'GitLab asks to wait before the next request.',
	not_found:
		'GitLab does not show this project to the access token. Check the address, the project and who the token belongs to.',
};

/**
 * Turns an answer outside 2xx into the contract's error.
 *
 * @param response Its body is read.
 * @param now      Milliseconds since the epoch.
 */
export async function gitlabError(
	response: Response,
	now: number
): Promise< AetherError > {
	const said = readMessage( await response.text().catch( () => '' ) );
	const { status } = response;
	const retryAfterMs = parseRetryAfter(
		response.headers.get( 'Retry-After' ),
		now
	);
	const code = codeFor( status, said );
	return new AetherError( code, wordsFor( code, status, said ), {
		status,
		...( retryAfterMs === undefined ? {} : { retryAfterMs } ),
		details: fieldFor( code, said ),
	} );
}

function codeFor( status: number, said: string ): AetherErrorCode {
	if ( status === 400 && STALE.some( ( text ) => said.includes( text ) ) ) {
		return 'conflict';
	}
	return status >= 300 && status < 400
		? 'config_invalid'
		: errorCodeForStatus( status );
}

function wordsFor(
	code: AetherErrorCode,
	status: number,
	said: string
): string {
	if ( code === 'config_invalid' ) {
		return 'GitLab is at another address: enter the one that a browser ends up at.';
	}
	if ( said.includes( 'insufficient_scope' ) ) {
		return 'The access token may not write: it needs the scope "api".';
	}
	if ( said.includes( 'not allowed to push' ) ) {
		return 'This account may not push to the branch. It needs the role Developer, for a protected branch the role Maintainer.';
	}
	const answer = `GitLab answered ${ status }${ said === '' ? '' : `: ${ said }` }`;
	return ADVICE[ code ] ? `${ ADVICE[ code ] } (${ answer })` : answer;
}

/**
 * Where a person can do something about it.
 *
 * @param code
 * @param said
 */
function fieldFor(
	code: AetherErrorCode,
	said: string
): { readonly field?: string } {
	if ( code === 'auth_failed' || said.includes( 'insufficient_scope' ) ) {
		return { field: 'personal_access_token' };
	}
	return code === 'config_invalid' ? { field: 'gitlab_url' } : {};
}

/**
 * GitLab answers with `message`, `error`, both or a page of HTML.
 *
 * @param text
 */
function readMessage( text: string ): string {
	try {
		const body = JSON.parse( text ) as Record< string, unknown > | null;
		const said = [ body?.error, body?.message ]
			.filter( ( part ) => part !== undefined )
			.map( ( part ) =>
				typeof part === 'string' ? part : JSON.stringify( part )
			);
		return said.join( ': ' ).slice( 0, LONGEST_MESSAGE );
	} catch {
		return '';
	}
}
