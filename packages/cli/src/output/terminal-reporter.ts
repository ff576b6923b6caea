import type { PublishEvent } from '@aether/publish-engine';
import { reduceActivities, type Activities, type Activity } from './activity';
import { LiveArea } from './live-area';
import { formatMilestone } from './milestones';
import type { Output } from './output';
import type { Reporter } from './reporter';
import type { Style } from './style';
import { formatDuration } from './units';

/** Milliseconds between two drawings; the eye wants no more. */
const FRAME_MS = 100;
const BAR_WIDTH = 24;

function bar( fraction: number ): string {
	const filled = Math.round( fraction * BAR_WIDTH );
	return '█'.repeat( filled ) + '░'.repeat( BAR_WIDTH - filled );
}

function formatActivity(
	activity: Activity,
	now: number,
	style: Style
): string {
	const { label, loaded, total, detail, startedAt } = activity;
	let amount = '';
	if ( total !== null ) {
		amount = ` ${ loaded }/${ total }`;
	} else if ( loaded > 0 ) {
		amount = ` ${ loaded }`;
	}
	const time = formatDuration( now - startedAt );
	return `  ${ label }${ amount } ${ style.quiet( `${ time } ${ detail }` ) }`;
}

/**
 * One line per step and provider that is at work, drawn anew in place, below what has happened so far.
 * @param output
 * @param style
 */
export function createTerminalReporter(
	output: Output,
	style: Style
): Reporter {
	const area = new LiveArea( output );
	const labels = new Map< string, string >();
	let activities: Activities = new Map();
	let fraction = 0;
	let drawnAt = 0;

	const draw = ( now: number ) => {
		drawnAt = now;
		const percent = `${ Math.floor( fraction * 100 ) } %`;
		area.draw( [
			`${ bar( fraction ) } ${ percent }`,
			...[ ...activities.values() ].map( ( activity ) =>
				formatActivity( activity, now, style )
			),
		] );
	};
	const onEvent = ( event: PublishEvent ) => {
		if ( event.type === 'step-start' ) {
			labels.set( event.step, event.label );
		}
		if ( event.type === 'run-progress' ) {
			fraction = event.fraction;
		}
		activities = reduceActivities( activities, event );
		if ( event.type === 'run-end' ) {
			area.clear();
			return;
		}
		const milestone = formatMilestone( event, labels, style );
		if ( milestone !== undefined ) {
			area.writeAbove( milestone );
			draw( event.at );
		} else if ( event.at - drawnAt >= FRAME_MS ) {
			draw( event.at );
		}
	};
	return {
		onEvent,
		say: ( line ) => area.writeAbove( line ),
		close: () => area.clear(),
	};
}
