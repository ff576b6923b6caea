import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type {
	JournalBatch,
	PublishLease,
	PublishRecords,
	PublishSummary,
	RunProgress,
} from '../src/ports';

export interface MemoryRecordsOptions {
	/** Default: 60,000. */
	readonly heartbeatMs?: number;
}

interface MemoryRecord {
	readonly publishId: string;
	/** What it is for, as it was said at the beginning; absent: everything. */
	readonly only?: readonly string[];
	readonly heartbeats: RunProgress[];
	/** The log and the files, portion by portion. */
	readonly notes: JournalBatch[];
	summary: PublishSummary | null;
}

/** WordPress' records and its one lease, in memory. */
export class MemoryRecords implements PublishRecords {
	readonly #records: MemoryRecord[] = [];
	readonly #heartbeatMs: number;
	#holder: string | null = null;
	#lossReason = '';

	constructor( { heartbeatMs = 60_000 }: MemoryRecordsOptions = {} ) {
		this.#heartbeatMs = heartbeatMs;
	}

	/** Every run so far, oldest first. A summary is null until the run is closed. */
	get records(): readonly Readonly< MemoryRecord >[] {
		return this.#records;
	}

	/**
	 * As when a person cancels from elsewhere, or another run takes over.
	 *
	 * @param reason What the next heartbeat is told.
	 */
	loseLease( reason = 'cancelled' ): void {
		this.#holder = null;
		this.#lossReason = reason;
	}

	async open(
		{ takeOver = false, only }: Parameters< PublishRecords[ 'open' ] >[ 0 ],
		{ signal }: OperationOptions
	): Promise< PublishLease > {
		signal.throwIfAborted();
		if ( this.#holder !== null && ! takeOver ) {
			throw new AetherError(
				'publish_running',
				'Another publish is running.'
			);
		}
		const record: MemoryRecord = {
			publishId: crypto.randomUUID(),
			...( only === undefined ? {} : { only } ),
			heartbeats: [],
			notes: [],
			summary: null,
		};
		this.#records.push( record );
		this.#holder = record.publishId;
		return {
			publishId: record.publishId,
			heartbeatMs: this.#heartbeatMs,
			heartbeat: async ( progress ) => {
				this.#assertHeld( record );
				record.heartbeats.push( progress );
			},
			note: async ( batch ) => {
				record.notes.push( batch );
			},
			close: async ( summary ) => {
				record.summary = summary;
				this.#assertHeld( record );
				this.#holder = null;
			},
		};
	}

	async lastSummary( {
		signal,
	}: OperationOptions ): Promise< PublishSummary | null > {
		signal.throwIfAborted();
		const last = this.#records.findLast(
			( { summary } ) =>
				summary?.status === 'success' || summary?.status === 'partial'
		);
		return last?.summary ?? null;
	}

	#assertHeld( { publishId }: MemoryRecord ): void {
		if ( this.#holder !== publishId ) {
			throw new AetherError(
				'lease_lost',
				'This publish does not hold the lease any more.',
				{ details: { reason: this.#lossReason } }
			);
		}
	}
}
