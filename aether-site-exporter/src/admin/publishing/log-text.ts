import type { LogEntry } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { describeError } from '../error-messages';
import { providerName } from './destinations';
import { findingWords } from './finding-words';
import { sentenceWords } from './sentence-words';
import { stepLabel } from './step-labels';

const about = ( subject: string, text: string ): string =>
	[ subject, text ].filter( Boolean ).join( ': ' );

/**
 * The sentence that tells most, and where. What has no code speaks for itself: findings of plugins, and logs of before.
 *
 * @param entry
 * @param entry.code
 * @param entry.message
 * @param entry.values
 * @param entry.place
 */
function findingText( { code, message, values, place = '' }: LogEntry ) {
	if ( code === undefined ) {
		return message;
	}
	const { title, detail = '' } = findingWords( {
		code,
		message,
		...( values && { values } ),
	} );
	return title === message
		? message
		: [ title, detail, place ].filter( Boolean ).join( ' ' );
}

/**
 * What it means, and the technical sentence.
 *
 * @param entry
 * @param entry.code
 * @param entry.message
 */
const errorText = ( { code, message }: LogEntry ): string =>
	code === undefined
		? message
		: `${ describeError( code ).title } (${ message })`;

/**
 * One line of the log, in words.
 *
 * @param entry
 */
export function logText( entry: LogEntry ): string {
	const step = entry.step === undefined ? '' : stepLabel( entry.step );
	const provider =
		entry.providerId === undefined ? '' : providerName( entry.providerId );
	switch ( entry.kind ) {
		case 'step-start':
			return sprintf(
				/* translators: %s: name of a step of the publish. */
				__( '%s: begins', 'aether-site-exporter' ),
				step
			);
		case 'step-skip':
			return sprintf(
				/* translators: 1: name of a step of the publish. 2: reason. */
				__( '%1$s: left out. %2$s', 'aether-site-exporter' ),
				step,
				sentenceWords( entry )
			);
		case 'step-end':
			return sprintf(
				/* translators: 1: name of a step of the publish. 2: a sentence, or nothing. */
				__( '%1$s: done. %2$s', 'aether-site-exporter' ),
				step,
				sentenceWords( entry )
			);
		case 'provider-start':
			return sprintf(
				/* translators: %s: name of a provider. */
				__( '%s: begins', 'aether-site-exporter' ),
				provider
			);
		case 'provider-end':
			return sprintf(
				/* translators: %s: name of a provider. */
				__( '%s: done', 'aether-site-exporter' ),
				provider
			);
		case 'retry':
			return sprintf(
				/* translators: 1: name of a provider. 2: path of a file. */
				__( '%1$s: sends again %2$s', 'aether-site-exporter' ),
				provider,
				entry.message
			);
		case 'finding':
			return about( step, findingText( entry ) );
		case 'error':
			return about( provider || step, errorText( entry ) );
		default:
			return about( provider || step, entry.message );
	}
}
