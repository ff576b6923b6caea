import type { PublishEvent } from '@aether/publish-engine';
import { formatMilestone } from './milestones';
import type { Output } from './output';
import type { Reporter } from './reporter';
import type { Style } from './style';

/** A log file wants a sign of life, not a line per page. Milliseconds. */
const PROGRESS_INTERVAL_MS = 10_000;

/**
 * One line per thing that happened, for logs and pipes.
 * @param output
 * @param style
 */
export function createPlainReporter( output: Output, style: Style ): Reporter {
	const labels = new Map< string, string >();
	let lastProgressAt = 0;

	const onEvent = ( event: PublishEvent ) => {
		if ( event.type === 'step-start' ) {
			labels.set( event.step, event.label );
			lastProgressAt = event.at;
			output.write( `${ event.label }…\n` );
			return;
		}
		if (
			event.type === 'step-progress' &&
			event.at - lastProgressAt >= PROGRESS_INTERVAL_MS
		) {
			lastProgressAt = event.at;
			const total = event.total === null ? '' : ` of ${ event.total }`;
			output.write( `  ${ event.loaded }${ total }\n` );
			return;
		}
		const milestone = formatMilestone( event, labels, style );
		if ( milestone !== undefined ) {
			output.write( `${ milestone }\n` );
		}
	};
	return {
		onEvent,
		say: ( line ) => output.write( `${ line }\n` ),
		close: () => {},
	};
}
