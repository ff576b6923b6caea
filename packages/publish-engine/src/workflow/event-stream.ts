import type { Clock, Logger } from '@aether/provider-sdk';
import type { PublishEvent, PublishEventBody } from '../events';

export type EventListener = ( event: PublishEvent ) => void;
export type Emit = ( body: PublishEventBody ) => void;

export interface EventStreamOptions {
	readonly runId: string;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly listeners: readonly EventListener[];
}

/**
 * Numbers and dates what happens. A listener that throws is logged: whoever watches cannot break a publish. `run-end` is
 * the last event: what a step says that was given up is not heard any more.
 *
 * @param options
 */
export function createEventStream( options: EventStreamOptions ): Emit {
	const { runId, clock, logger, listeners } = options;
	let seq = 0;
	let hasEnded = false;
	return ( body ) => {
		if ( hasEnded ) {
			return;
		}
		hasEnded = body.type === 'run-end';
		const event: PublishEvent = {
			runId,
			seq: seq++,
			at: clock.now(),
			...body,
		};
		for ( const listener of listeners ) {
			try {
				listener( event );
			} catch ( error ) {
				logger.error( 'A listener of the publish failed.', {
					event: body.type,
					error,
				} );
			}
		}
	};
}
