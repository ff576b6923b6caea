import type { Clock, Logger } from '@aether/provider-sdk';
import { retry, type RetryPolicy } from '../async/retry';
import type { PublishEvent } from '../events';
import type {
	JournalBatch,
	JournalFile,
	LogEntry,
	PublishLease,
} from '../ports';
import { logEntryOf } from './log-entry';

/** Lines that are no errors. WordPress keeps as many, and as many errors and files, of one publish. */
export const MOST_LINES = 2000;
export const MOST_ERRORS = 500;
/** Of all providers together. */
export const MOST_FILES = 10_000;

/** Of one request. */
export const LINES_PER_BATCH = 500;
export const FILES_PER_BATCH = 1000;

const RETRY_POLICY: RetryPolicy = {
	attempts: 3,
	firstDelayMs: 1000,
	longestDelayMs: 5000,
};

/** What a person asks the history for is worth keeping at once: the next moment this host may be gone. */
const MILESTONES: ReadonlySet< PublishEvent[ 'type' ] > = new Set( [
	'step-end',
	'step-error',
	'provider-plan',
	'provider-error',
] );

export interface PublishJournalOptions {
	readonly note: NonNullable< PublishLease[ 'note' ] >;
	readonly clock: Clock;
	readonly random: () => number;
	readonly logger: Logger;
}

/**
 * Keeps the log of a publish and its list of files where others can read them later: batch after batch, one request at a
 * time, while the publish goes on. Nothing of it can fail a publish; after a batch that did not get through nothing more
 * is written.
 */
export class PublishJournal {
	readonly #options: PublishJournalOptions;
	readonly #deploymentTypes = new Map< string, string >();
	#lines: LogEntry[] = [];
	#files: JournalFile[] = [];
	#omitted = { lines: 0, files: 0 };
	#lineCount = 0;
	#errorCount = 0;
	#fileCount = 0;
	#parts = 0;
	#isBroken = false;
	#writing: Promise< void > | null = null;

	constructor( options: PublishJournalOptions ) {
		this.#options = options;
	}

	readonly observe = ( event: PublishEvent ): void => {
		const entry = logEntryOf( event );
		if ( entry ) {
			this.#addLine( entry );
		}
		if ( event.type === 'provider-start' ) {
			this.#deploymentTypes.set( keyOf( event ), event.deploymentType );
		} else if ( event.type === 'provider-plan' ) {
			this.#addFiles( event );
		}
		if (
			MILESTONES.has( event.type ) ||
			this.#lines.length >= LINES_PER_BATCH
		) {
			this.#write();
		}
	};

	/** Writes what is left. Resolves when no request is under way any more, and never rejects. */
	async close(): Promise< void > {
		this.#write();
		await this.#writing;
	}

	#addLine( entry: LogEntry ): void {
		const isError = entry.level === 'error';
		const hasRoom = isError
			? this.#errorCount < MOST_ERRORS
			: this.#lineCount < MOST_LINES;
		if ( ! hasRoom ) {
			this.#omitted.lines++;
		} else {
			this.#lines.push( entry );
			this.#errorCount += isError ? 1 : 0;
			this.#lineCount += isError ? 0 : 1;
		}
	}

	#addFiles(
		event: Extract< PublishEvent, { readonly type: 'provider-plan' } >
	): void {
		const { providerId, plan } = event;
		const deploymentType =
			this.#deploymentTypes.get( keyOf( event ) ) ?? '';
		const { uploads, removals } = plan;
		const room = MOST_FILES - this.#fileCount;
		const found = uploads.length + removals.length;
		const files = [
			// A removal is rarer, and who looks for a page that is gone looks for it.
			...removals.slice( 0, room ).map( ( path ) => ( {
				path,
				reason: 'gone' as const,
			} ) ),
			...uploads.slice( 0, Math.max( 0, room - removals.length ) ),
		];
		for ( const { path, reason } of files ) {
			this.#files.push( { path, reason, providerId, deploymentType } );
		}
		this.#fileCount += files.length;
		this.#omitted.files += found - files.length;
	}

	#write(): void {
		this.#writing ??= this.#drain().finally( () => {
			this.#writing = null;
		} );
	}

	async #drain(): Promise< void > {
		// Whoever tells of an event does not wait for this.
		await null;
		for ( let batch = this.#take(); batch; batch = this.#take() ) {
			await this.#send( batch );
		}
	}

	#take(): JournalBatch | null {
		const { lines: lineCount, files: fileCount } = this.#omitted;
		const isEmpty =
			this.#lines.length + this.#files.length + lineCount + fileCount ===
			0;
		if ( isEmpty || this.#isBroken ) {
			return null;
		}
		const batch = {
			part: this.#parts++,
			lines: this.#lines.splice( 0, LINES_PER_BATCH ),
			files: this.#files.splice( 0, FILES_PER_BATCH ),
			omitted: this.#omitted,
		};
		this.#omitted = { lines: 0, files: 0 };
		return batch;
	}

	async #send( batch: JournalBatch ): Promise< void > {
		const { note, clock, random, logger } = this.#options;
		try {
			await retry( () => note( batch ), RETRY_POLICY, {
				clock,
				random,
				// A publish that was cancelled has a log, too.
				signal: new AbortController().signal,
			} );
		} catch ( error ) {
			this.#isBroken = true;
			logger.warn( 'The log of the publish could not be kept.', {
				error,
			} );
		}
	}
}

const keyOf = ( event: {
	readonly step: string;
	readonly providerId: string;
} ): string => `${ event.step } ${ event.providerId }`;
