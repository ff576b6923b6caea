import type { AetherError } from '@aether/provider-sdk';
import type { Finding, PublishEvent } from '../events';
import type { FindingValues } from '../sentences';
import type { LogEntry } from '../ports';

/** What a log says in one line; the error itself is in the summary. Characters. */
const LONGEST_MESSAGE = 1000;

/**
 * What is worth a line: no progress, which the bars show.
 *
 * @param event
 */
export function logEntryOf( event: PublishEvent ): LogEntry | null {
	const { at } = event;
	switch ( event.type ) {
		case 'step-start':
			return {
				at,
				level: 'info',
				kind: 'step-start',
				step: event.step,
				message: '',
			};
		case 'step-skip':
			return {
				at,
				level: 'info',
				kind: 'step-skip',
				step: event.step,
				message: shortened( event.reason ),
				...( event.code === undefined ? {} : { code: event.code } ),
			};
		case 'step-end':
			return {
				at,
				level: event.level === 'warning' ? 'warning' : 'info',
				kind: 'step-end',
				step: event.step,
				message: shortened( event.message ?? '' ),
				...( event.code === undefined ? {} : { code: event.code } ),
				...( event.counts && { counts: event.counts } ),
			};
		case 'step-error':
			return {
				at,
				level: 'error',
				kind: 'error',
				step: event.step,
				...errorLine( event.error ),
			};
		case 'finding':
			return {
				at,
				level: event.finding.severity,
				kind: 'finding',
				step: event.step,
				...findingLine( event.finding ),
			};
		case 'provider-start':
		case 'provider-end':
			return {
				at,
				level: 'info',
				kind: event.type,
				step: event.step,
				providerId: event.providerId,
				message: '',
			};
		case 'provider-error':
			return {
				at,
				level: 'error',
				kind: 'error',
				step: event.step,
				providerId: event.providerId,
				...errorLine( event.error ),
			};
		case 'file-retry':
			return {
				at,
				level: 'warning',
				kind: 'retry',
				providerId: event.providerId,
				message: shortened( event.path ),
			};
		default:
			return null;
	}
}

/** What WordPress takes as one; a provider of somebody else may have odd ones. */
const CODE = /^[\w.:-]{1,100}$/;

const errorLine = ( { code, message }: AetherError ) => ( {
	message: shortened( `${ code }: ${ message }` ),
	...( CODE.test( code ) ? { code } : {} ),
} );

/**
 * A plugin's finding has words of its own, whatever its code.
 *
 * @param finding
 */
function findingLine(
	finding: Finding
): Omit< LogEntry, 'at' | 'level' | 'kind' > {
	const { code, message, values, url, subject, fromPlugin } = finding;
	const place = [ url, subject ].filter( Boolean ).join( ' ' );
	return {
		message: shortened( [ message, place ].filter( Boolean ).join( ' ' ) ),
		...( fromPlugin || ! CODE.test( code )
			? {}
			: { code, place: shortened( place ) } ),
		...( values && { values: shortenedValues( values ) } ),
	};
}

const shortenedValues = ( values: FindingValues ): FindingValues =>
	Object.fromEntries(
		Object.entries( values ).map( ( [ name, value ] ) => [
			name,
			typeof value === 'string' ? shortened( value ) : value,
		] )
	);

/**
 * Half a character has no spelling in JSON that PHP reads.
 *
 * @param text
 */
const shortened = ( text: string ): string =>
	( text.length > LONGEST_MESSAGE
		? `${ text.slice( 0, LONGEST_MESSAGE - 1 ) }…`
		: text
	).replaceAll( /\p{Surrogate}/gu, '\ufffd' );
