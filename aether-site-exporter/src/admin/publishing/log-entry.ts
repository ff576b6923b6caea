import type { PublishEvent } from '@aether/publish-engine';

export type LogLevel = 'info' | 'warning' | 'error';

export interface LogEntry {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly level: LogLevel;
	/** Id of the step it belongs to. */
	readonly step?: string;
	readonly providerId?: string;
	/** The engine's words; empty where `kind` says it all. */
	readonly message: string;
	readonly kind: LogKind;
}

export type LogKind =
	| 'step-start'
	| 'step-skip'
	| 'step-end'
	| 'provider-start'
	| 'provider-end'
	| 'retry'
	| 'finding'
	| 'error';

/**
 * What is worth a line: no progress, which the bars show.
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
				message: event.reason,
			};
		case 'step-end':
			return {
				at,
				level: event.level === 'warning' ? 'warning' : 'info',
				kind: 'step-end',
				step: event.step,
				message: event.message ?? '',
			};
		case 'step-error':
			return {
				at,
				level: 'error',
				kind: 'error',
				step: event.step,
				message: `${ event.error.code }: ${ event.error.message }`,
			};
		case 'finding':
			return {
				at,
				level: event.finding.severity,
				kind: 'finding',
				step: event.step,
				message: [
					event.finding.message,
					event.finding.url,
					event.finding.subject,
				]
					.filter( Boolean )
					.join( ' ' ),
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
				message: `${ event.error.code }: ${ event.error.message }`,
			};
		case 'file-retry':
			return {
				at,
				level: 'warning',
				kind: 'retry',
				providerId: event.providerId,
				message: event.path,
			};
		default:
			return null;
	}
}
