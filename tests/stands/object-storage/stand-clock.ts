import type { OperationOptions } from '@aether/provider-sdk';
import { ManualClock } from '@aether/provider-sdk/testing';
import { standTime } from './stand-time';

/** A wait for another attempt is shorter than the time limit of a request. Milliseconds. */
const LONGEST_WAIT = 60_000;

/** Stands still at this moment. Who waits does so in the time of the stand, which passes at once; no request times out. */
export class StandClock extends ManualClock {
	/** How long each wait was, in milliseconds. */
	readonly delays: number[] = [];

	constructor() {
		super( Date.now() );
	}

	override async sleep(
		milliseconds: number,
		options: OperationOptions
	): Promise< void > {
		if ( milliseconds > LONGEST_WAIT ) {
			return super.sleep( milliseconds, options );
		}
		options.signal.throwIfAborted();
		this.delays.push( milliseconds );
		standTime.pass( milliseconds );
	}
}
