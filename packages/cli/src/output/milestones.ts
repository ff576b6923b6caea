import type { Finding, PublishEvent } from '@aether/publish-engine';
import { nextAction } from '../advice';
import { readable } from './readable';
import type { Style } from './style';
import { count, formatBytes, formatDuration } from './units';

type ProviderEnd = Extract< PublishEvent, { type: 'provider-end' } >;

export function formatFinding( finding: Finding, style: Style ): string {
	const mark =
		finding.severity === 'error' ? style.bad( '✗' ) : style.doubtful( '!' );
	const where =
		finding.url === undefined ? '' : ` ${ style.quiet( finding.url ) }`;
	const action =
		finding.action === undefined ? '' : `\n    ${ finding.action }`;
	return `${ mark } ${ finding.message }${ where }${ action }`;
}

function formatProviderEnd( event: ProviderEnd, style: Style ): string {
	const { receipt } = event;
	const facts = [
		`${ count( event.uploaded, 'file' ) } sent (${ formatBytes( event.bytes ) })`,
		`${ event.removed } removed`,
		`${ event.unchanged } unchanged`,
		formatDuration( event.durationMs ),
	].join( ', ' );
	const where = receipt.url === undefined ? '' : ` → ${ receipt.url }`;
	const warnings = ( receipt.warnings ?? [] ).map(
		( warning ) => `\n  ${ style.doubtful( '!' ) } ${ warning }`
	);
	return `${ style.good( '✓' ) } ${ event.providerId }${ where }\n    ${ facts }${ warnings.join( '' ) }`;
}

/**
 * The line that stays on the screen when something has happened.
 *
 * @param event
 * @param labels
 * @param style
 * @return Undefined for events that only move a progress bar.
 */
export function formatMilestone(
	event: PublishEvent,
	labels: ReadonlyMap< string, string >,
	style: Style
): string | undefined {
	const text = textOf( event, labels, style );
	return text === undefined ? undefined : readable( text );
}

function textOf(
	event: PublishEvent,
	labels: ReadonlyMap< string, string >,
	style: Style
): string | undefined {
	switch ( event.type ) {
		case 'step-end': {
			const mark =
				event.level === 'warning'
					? style.doubtful( '!' )
					: style.good( '✓' );
			const text =
				event.message ?? labels.get( event.step ) ?? event.step;
			return `${ mark } ${ text } ${ style.quiet( `(${ formatDuration( event.durationMs ) })` ) }`;
		}
		case 'step-skip':
			return style.quiet( `- ${ event.reason }` );
		case 'step-error':
			return `${ style.bad( '✗' ) } ${ labels.get( event.step ) ?? event.step }: ${ event.error.message }`;
		case 'finding':
			return formatFinding( event.finding, style );
		case 'provider-end':
			return formatProviderEnd( event, style );
		case 'provider-error': {
			const action = nextAction( event.error );
			return `${ style.bad( '✗' ) } ${ event.providerId }: ${ event.error.message }${ action === undefined ? '' : `\n    ${ action }` }`;
		}
		case 'file-retry':
			return style.quiet(
				`  ${ event.providerId }: ${ event.path } again in ${ formatDuration( event.delayMs ) } (attempt ${ event.attempt + 1 })`
			);
		default:
			return undefined;
	}
}
