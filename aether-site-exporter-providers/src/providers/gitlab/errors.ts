import {
	AetherError,
	type AetherErrorCode,
	errorCodeForStatus,
	parseRetryAfter,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';

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

/** Words of our own for the answers that a person can do something about. Functions, because translations arrive later. */
const ADVICE: Partial< Record< AetherErrorCode, () => string > > = {
	auth_failed: () =>
		__(
			'GitLab does not take the access token: it is wrong, revoked or too old. Make a new one with the scope "api" and enter it.',
			'aether-site-exporter-providers'
		),
	rate_limited: () =>
		__(
			'GitLab asks to wait before the next request.',
			'aether-site-exporter-providers'
		),
	not_found: () =>
		__(
			'GitLab does not show this project to the access token. Check the address, the project and who the token belongs to.',
			'aether-site-exporter-providers'
		),
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
		return __(
			'GitLab is at another address: enter the one that a browser ends up at.',
			'aether-site-exporter-providers'
		);
	}
	if ( said.includes( 'insufficient_scope' ) ) {
		return __(
			'The access token may not write: it needs the scope "api".',
			'aether-site-exporter-providers'
		);
	}
	if ( said.includes( 'not allowed to push' ) ) {
		return __(
			'This account may not push to the branch. It needs the role Developer, for a protected branch the role Maintainer.',
			'aether-site-exporter-providers'
		);
	}
	const answer = sprintf(
		/* translators: %s: a status and what GitLab said, such as "404: 404 Project Not Found". */
		__( 'GitLab answered %s', 'aether-site-exporter-providers' ),
		said === '' ? String( status ) : `${ status }: ${ said }`
	);
	const advice = ADVICE[ code ]?.();
	return advice === undefined ? answer : `${ advice } (${ answer })`;
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
