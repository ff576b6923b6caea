import type { PublishEvent } from '../events';
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
				message: shortened(
					`${ event.error.code }: ${ event.error.message }`
				),
			};
		case 'finding': {
			const { severity, message, url, subject } = event.finding;
			return {
				at,
				level: severity,
				kind: 'finding',
				step: event.step,
				message: shortened(
					[ message, url, subject ].filter( Boolean ).join( ' ' )
				),
			};
		}
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
				message: shortened(
					`${ event.error.code }: ${ event.error.message }`
				),
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
