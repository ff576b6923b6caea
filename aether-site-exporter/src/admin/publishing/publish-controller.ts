import { toAetherError } from '@aether/provider-sdk';
import type { PublishEvent, PublishSummary } from '@aether/publish-engine';
import {
	IDLE,
	isActive,
	type PublishAction,
	type PublishState,
	reducePublish,
} from './publish-state';
import { listenForStop } from './stop-signal';

export interface RunPublishOptions {
	/** Takes the lease from a run that has gone silent. */
	readonly takeOver: boolean;
	/** Publishes to these providers only; absent: to all that are switched on. */
	readonly only?: readonly string[];
	/** Codes of the errors that a person decided to publish with. */
	readonly acceptFindings: readonly string[];
	readonly signal: AbortSignal;
	readonly onEvent: ( event: PublishEvent ) => void;
}

/** Runs the engine once. Rejects when the publish could not begin or its outcome could not be recorded. */
export type RunPublish = (
	options: RunPublishOptions
) => Promise< PublishSummary >;

export type StartPublishOptions = Partial<
	Pick< RunPublishOptions, 'takeOver' | 'only' | 'acceptFindings' >
>;

export interface PublishController {
	readonly getState: () => PublishState;
	/**
	 * @param listener Called after changes, at most once per frame while the publish runs.
	 * @return Ends the subscription.
	 */
	readonly subscribe: ( listener: () => void ) => () => void;
	/** Resolves when the publish has ended, however it ended. Does nothing while one is running. */
	readonly startPublish: ( options?: StartPublishOptions ) => Promise< void >;
	readonly cancel: () => void;
}

/** Thirty pictures a second are smooth; an engine that tells of each file must not slow itself down. Milliseconds. */
const FRAME_MS = 33;

/**
 * Connects one run of the engine with the screen.
 *
 * @param runPublish
 */
export function createPublishController(
	runPublish: RunPublish
): PublishController {
	const listeners = new Set< () => void >();
	let state = IDLE;
	let abort: AbortController | null = null;
	let frame: ReturnType< typeof setTimeout > | null = null;

	const notify = () => {
		if ( frame !== null ) {
			clearTimeout( frame );
			frame = null;
		}
		listeners.forEach( ( listener ) => listener() );
	};
	const dispatch = ( action: PublishAction ) => {
		const before = state;
		state = reducePublish( state, action );
		if ( state.status !== before.status ) {
			notify();
		} else {
			frame ??= setTimeout( notify, FRAME_MS );
		}
	};

	const cancel = () => {
		abort?.abort();
		dispatch( { type: 'cancel-request' } );
	};

	return {
		getState: () => state,
		subscribe( listener ) {
			listeners.add( listener );
			return () => listeners.delete( listener );
		},
		async startPublish( {
			takeOver = false,
			acceptFindings = [],
			only,
		} = {} ) {
			if ( isActive( state ) ) {
				return;
			}
			const controller = new AbortController();
			abort = controller;
			const selection = only === undefined ? {} : { only };
			let publishId: string | null = null;
			const stopListening = listenForStop( ( stopped ) => {
				if ( stopped === publishId ) {
					cancel();
				}
			} );
			dispatch( { type: 'publish-request', ...selection } );
			try {
				await runPublish( {
					...selection,
					takeOver,
					acceptFindings,
					signal: controller.signal,
					onEvent( event ) {
						publishId = event.runId;
						dispatch( event );
					},
				} );
			} catch ( error ) {
				dispatch(
					controller.signal.aborted
						? { type: 'publish-cancelled' }
						: {
								type: 'publish-error',
								error: toAetherError( error ),
							}
				);
			} finally {
				abort = null;
				stopListening();
			}
		},
		cancel,
	};
}
