import type { WordPressAccess } from './types';

type Answer = { readonly output: string } | { readonly error: string };

/** A demo site takes about a minute to fill; nothing takes longer. */
const LONGEST_RUN_MS = 300_000;

const isAnswer = ( value: unknown ): value is Answer =>
	typeof value === 'object' &&
	value !== null &&
	( 'output' in value || 'error' in value );

/**
 * Runs PHP (without the opening tag) inside a stand, with no user logged in.
 *
 * @param  access What is needed of the stand.
 * @param  code   PHP source.
 * @param  signal Stops waiting; PHP itself finishes.
 * @return What the code printed.
 * @throws {Error} With PHP's own message when the code throws, with the answer when PHP dies.
 */
export async function runPhp(
	access: Pick< WordPressAccess, 'url' | 'controlToken' >,
	code: string,
	signal?: AbortSignal
): Promise< string > {
	const limit = AbortSignal.timeout( LONGEST_RUN_MS );
	const response = await fetch( `${ access.url }/`, {
		method: 'POST',
		headers: {
			'Content-Type': 'application/octet-stream',
			'X-Stand-Token': access.controlToken,
		},
		body: code,
		signal: signal ? AbortSignal.any( [ signal, limit ] ) : limit,
	} );
	const text = await response.text();
	let answer: unknown;
	try {
		answer = JSON.parse( text );
	} catch {
		answer = undefined;
	}
	if ( ! isAnswer( answer ) ) {
		throw new Error(
			`PHP in the stand ended with status ${ response.status }: ${ text.slice( 0, 2000 ) }`
		);
	}
	if ( 'error' in answer ) {
		throw new Error( `PHP in the stand failed: ${ answer.error }` );
	}
	return answer.output;
}
