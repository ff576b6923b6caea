import type { PublishEvent } from '@aether/publish-engine';
import { formatBytes } from './units';

/** One line of the display: a step, or a provider within a step. */
export interface Activity {
	readonly label: string;
	readonly startedAt: number;
	readonly loaded: number;
	/** Null while unknown. */
	readonly total: number | null;
	/** What is being worked on. */
	readonly detail: string;
}

/** What is going on, by key, in the order in which it began. */
export type Activities = ReadonlyMap< string, Activity >;

const stepKey = ( step: string ) => `step ${ step }`;
const providerKey = ( step: string, provider: string ) =>
	`provider ${ step } ${ provider }`;

function updated(
	activities: Activities,
	key: string,
	change: Partial< Activity >
): Activities {
	const known = activities.get( key );
	return known === undefined
		? activities
		: new Map( activities ).set( key, { ...known, ...change } );
}

function without(
	activities: Activities,
	isOver: ( key: string ) => boolean
): Activities {
	return new Map(
		[ ...activities ].filter( ( [ key ] ) => ! isOver( key ) )
	);
}

/**
 * The display is a projection of the event stream: this is its next state.
 * @param activities
 * @param event
 */
export function reduceActivities(
	activities: Activities,
	event: PublishEvent
): Activities {
	switch ( event.type ) {
		case 'step-start':
			return new Map( activities ).set( stepKey( event.step ), {
				label: event.label,
				startedAt: event.at,
				loaded: 0,
				total: null,
				detail: '',
			} );
		case 'step-progress':
			return updated( activities, stepKey( event.step ), {
				loaded: event.loaded,
				total: event.total,
				detail: event.caption ?? '',
			} );
		case 'step-end':
		case 'step-error':
			return without(
				activities,
				( key ) =>
					key === stepKey( event.step ) ||
					key.startsWith( providerKey( event.step, '' ) )
			);
		case 'provider-start':
			return new Map( activities ).set(
				providerKey( event.step, event.providerId ),
				{
					label: event.providerId,
					startedAt: event.at,
					loaded: 0,
					total: null,
					detail: 'looking what is there',
				}
			);
		case 'provider-progress':
			return updated(
				activities,
				providerKey( event.step, event.providerId ),
				{
					loaded: event.loaded,
					total: event.total,
					detail: event.status ?? formatBytes( event.bytes ),
				}
			);
		case 'provider-end':
		case 'provider-error':
			return without(
				activities,
				( key ) => key === providerKey( event.step, event.providerId )
			);
		default:
			return activities;
	}
}
