import type { DeploymentLedger, LedgerEntry } from '../src/types';

export interface MemoryLedger extends DeploymentLedger {
	/** What was written last; null when nothing was. */
	readonly entries: ReadonlyMap< string, LedgerEntry > | null;
	/** How often it was written. */
	readonly writes: number;
}

/**
 * A ledger that forgets when the process ends.
 */
export function memoryLedger(): MemoryLedger {
	let entries: ReadonlyMap< string, LedgerEntry > | null = null;
	let writes = 0;
	return {
		get entries() {
			return entries;
		},
		get writes() {
			return writes;
		},
		async read( { signal } ) {
			signal.throwIfAborted();
			return entries === null ? null : new Map( entries );
		},
		async write( next, { signal } ) {
			signal.throwIfAborted();
			entries = new Map( next );
			writes++;
		},
	};
}
