import { AetherError } from '../../src/errors';
import {
	demand,
	describeError,
	publish,
	settle,
	type Law,
	type TargetUnderTest,
} from './law';
import type { AetherErrorCode } from '../../src/errors';

/** Which codes may stand for an HTTP status of the place behind the target. */
const CODES_BY_STATUS: readonly ( readonly [
	status: number,
	codes: readonly AetherErrorCode[],
] )[] = [
	[ 401, [ 'auth_failed' ] ],
	[ 403, [ 'permission_denied', 'auth_failed' ] ],
	[ 429, [ 'rate_limited' ] ],
	[ 500, [ 'remote_failed' ] ],
	[ 503, [ 'remote_failed', 'rate_limited' ] ],
];

/** What is said about what went wrong. */
export const failureLaws: readonly Law[] = [
	{
		id: 'errors',
		title: 'answers 401, 403, 429 and 5xx of the other side with the error that says so',
		why: 'The engine would retry what cannot work, give up what could, and tell the person nothing that helps.',
		appliesTo: ( subject ) => subject.answerWith !== undefined,
		async check( subject ) {
			for ( const [ status, codes ] of CODES_BY_STATUS ) {
				const error = await failWith( subject, status );
				demand(
					AetherError.isInstance( error ) &&
						codes.includes( error.code ),
					`status ${ status } became ${ describeError(
						error
					) } instead of an AetherError with the code ${ codes.join(
						' or '
					) }`
				);
			}
		},
	},
	{
		id: 'secrets',
		title: 'puts no secret into an error or a log entry',
		why: 'Errors are shown, stored in publish records and pasted into public bug reports.',
		appliesTo: ( subject ) =>
			subject.secrets !== undefined && subject.answerWith !== undefined,
		async check( subject ) {
			const said: string[] = [];
			for ( const [ status ] of CODES_BY_STATUS ) {
				said.push( everythingIn( await failWith( subject, status ) ) );
			}
			said.push( subject.secrets?.readLog() ?? '' );
			for ( const value of subject.secrets?.values ?? [] ) {
				demand(
					! said.some( ( text ) => text.includes( value ) ),
					'a secret stands in an error or in the log'
				);
			}
		},
	},
];

async function failWith(
	subject: TargetUnderTest,
	status: number
): Promise< unknown > {
	await subject.answerWith?.( status );
	const { error } = await settle( () =>
		publish( subject, { 'index.html': `answered with ${ status }` } )
	);
	await subject.answerWith?.( null );
	demand(
		error !== undefined,
		`a publish succeeded though the other side answered ${ status }`
	);
	return error;
}

/**
 * An error with all that it carries: message, stack, details and causes.
 *
 * @param error
 * @param depth
 */
function everythingIn( error: unknown, depth = 0 ): string {
	if ( ! ( error instanceof Error ) || depth > 5 ) {
		return String( error );
	}
	const own = Object.values( error ).map( ( value ) =>
		JSON.stringify( value )
	);
	return [
		error.message,
		error.stack ?? '',
		...own,
		everythingIn( error.cause, depth + 1 ),
	].join( '\n' );
}
