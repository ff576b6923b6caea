import { AetherError, type Clock, type Logger } from '@aether/provider-sdk';
import { withDeadline } from '../async/abort';
import type { PublishLease, RunProgress } from '../ports';

export interface LeaseKeeperOptions {
	readonly lease: PublishLease;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly progress: () => RunProgress;
	/** Called once, when somebody else took over or cancelled from elsewhere. */
	readonly onLost: ( error: AetherError ) => void;
}

export interface LeaseKeeper {
	/** Resolves when no heartbeat is under way any more. */
	stop: () => Promise< void >;
}

/** Two heartbeats may get lost before others may take over. */
const BEATS_PER_LIMIT = 3;

/** A person who stops a publish from elsewhere waits for the next one. Milliseconds. */
const LONGEST_PAUSE_MS = 1000;

/**
 * Keeps the lease until it is stopped. The next heartbeat waits for the answer to the last, so that a slow site hears fewer. A heartbeat that does not get through is tried again at the next beat: whether the
 * lease is lost is for WordPress to say.
 *
 * @param options
 */
export function keepLease( options: LeaseKeeperOptions ): LeaseKeeper {
	const { lease, clock, logger, progress, onLost } = options;
	const stopped = new AbortController();
	const { signal } = stopped;
	const deadlineMs = lease.heartbeatMs / BEATS_PER_LIMIT;
	const pauseMs = Math.min( deadlineMs, LONGEST_PAUSE_MS );

	const beat = async (): Promise< void > => {
		let missed = 0;
		while ( ! signal.aborted ) {
			await clock.sleep( pauseMs, { signal } );
			try {
				await withDeadline(
					( linked ) =>
						lease.heartbeat( progress(), { signal: linked } ),
					{
						clock,
						signal,
						milliseconds: deadlineMs,
						expired: () =>
							new AetherError(
								'network_failed',
								'WordPress did not answer the heartbeat.'
							),
					}
				);
				missed = 0;
			} catch ( error ) {
				signal.throwIfAborted();
				if (
					AetherError.isInstance( error ) &&
					error.code === 'lease_lost'
				) {
					onLost( error );
					return;
				}
				// A busy site misses one now and then, and the lease outlives that.
				logger[ ++missed > 1 ? 'warn' : 'debug' ](
					'A heartbeat of the publish did not get through.',
					{ error, missed }
				);
			}
		}
	};
	const beating = beat().catch( ( error: unknown ) => {
		if ( ! signal.aborted ) {
			logger.error( 'The heartbeat of the publish stopped.', { error } );
		}
	} );
	return {
		stop: () => {
			stopped.abort();
			return beating;
		},
	};
}
