import type { Logger } from '@aether/provider-sdk';
import { toJsonLine } from './output/json-lines';

/**
 * Warnings and errors as lines; the rest only when the person wants to read it.
 * @param say
 * @param isVerbose
 */
export function createLogger(
	say: ( line: string ) => void,
	isVerbose: boolean
): Logger {
	const line = (
		level: string,
		message: string,
		fields?: Readonly< Record< string, unknown > >
	) =>
		say(
			`${ level }: ${ message }${ fields === undefined ? '' : ` ${ toJsonLine( fields ) }` }`
		);
	return {
		debug: ( message, fields ) => {
			if ( isVerbose ) {
				line( 'debug', message, fields );
			}
		},
		warn: ( message, fields ) => line( 'warning', message, fields ),
		error: ( message, fields ) => line( 'error', message, fields ),
	};
}
