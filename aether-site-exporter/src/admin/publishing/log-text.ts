import type { LogEntry } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { providerName } from './destinations';
import { sentenceWords } from './sentence-words';
import { stepLabel } from './step-labels';

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
		default:
			return [ provider || step, entry.message ]
				.filter( Boolean )
				.join( ': ' );
	}
}
