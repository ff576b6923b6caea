import type { PublishEvent } from '@aether/publish-engine';

/** Shows a run while it goes on. */
export interface Reporter {
	onEvent: ( event: PublishEvent ) => void;
	/** A sentence beside the events: what a logger says, or that a cancel is under way. */
	say: ( line: string ) => void;
	/** Leaves the terminal in order. Idempotent. */
	close: () => void;
}
