import type { OperationOptions } from '@aether/provider-sdk';
import { ManualClock } from '@aether/provider-sdk/testing';
import { standTime } from '../stands/object-storage/stand-time';

/** What waits this long is a deadline of a request, not a pause between two. Milliseconds. */
const SHORTEST_DEADLINE_MS = 120_000;

/** Pauses cost no time, here and in the stands; deadlines wait until a test moves the clock. */
export class HastyClock extends ManualClock {
	override async sleep(
		milliseconds: number,
		options: OperationOptions
	): Promise< void > {
		options.signal.throwIfAborted();
		if ( milliseconds >= SHORTEST_DEADLINE_MS ) {
			return super.sleep( milliseconds, options );
		}
		standTime.pass( milliseconds );
		await this.advance( milliseconds );
	}
}
