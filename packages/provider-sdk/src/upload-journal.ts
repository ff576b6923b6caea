import type {
	DeploymentLedger,
	LedgerEntry,
	OperationOptions,
	PublishFile,
} from './types';

/** A ledger is written as a whole, so not after every file; a run that dies repeats at most this many uploads. */
const CHANGES_PER_CHECKPOINT = 200;

/** Stands for bytes that nobody vouches for: an upload may have begun, and its end was never seen. */
const UNKNOWN: LedgerEntry = Object.freeze( {
	sha256: '0'.repeat( 64 ),
	size: 0,
	contentType: '',
} );

/**
 * What one run does to the files of a ledger, written ahead: before the first change, everything that may change is put
 * down as unknown. So a run that dies at any moment leaves no file that the next one would wrongly take for unchanged,
 * and none that it would not recognise as ours.
 */
export class UploadJournal {
	readonly #ledger: DeploymentLedger;
	readonly #before: ReadonlyMap< string, LedgerEntry >;
	readonly #entries: Map< string, LedgerEntry >;
	readonly #planned: ReadonlySet< string >;
	readonly #begun = new Set< string >();
	#announcement: Promise< void > | null = null;
	#lastWrite: Promise< unknown > = Promise.resolve();
	#changes = 0;

	/**
	 * @param ledger
	 * @param before  What the ledger says.
	 * @param planned Paths that this run is going to upload or remove.
	 */
	constructor(
		ledger: DeploymentLedger,
		before: ReadonlyMap< string, LedgerEntry >,
		planned: Iterable< string >
	) {
		this.#ledger = ledger;
		this.#before = before;
		this.#entries = new Map( before );
		this.#planned = new Set( planned );
	}

	/**
	 * To be awaited before each upload or removal.
	 *
	 * @param path
	 * @param options
	 */
	async begin( path: string, options: OperationOptions ): Promise< void > {
		this.#announcement ??= this.#announce( options );
		try {
			await this.#announcement;
		} catch ( error ) {
			// The next attempt announces again.
			this.#announcement = null;
			throw error;
		}
		this.#begun.add( path );
	}

	/**
	 * To be awaited after each upload.
	 *
	 * @param file
	 * @param options
	 */
	async uploaded(
		file: PublishFile,
		options: OperationOptions
	): Promise< void > {
		const { sha256, size, contentType } = file;
		this.#entries.set( file.path, { sha256, size, contentType } );
		this.#changes++;
		if ( this.#changes >= CHANGES_PER_CHECKPOINT ) {
			await this.#write( options );
		}
	}

	/**
	 * @param path
	 */
	removed( path: string ): void {
		this.#entries.delete( path );
		this.#changes++;
	}

	/**
	 * Writes what became of this run; nothing when nothing was done. What was planned and never begun is as before.
	 *
	 * @param options
	 */
	async close( options: OperationOptions ): Promise< void > {
		if ( this.#announcement === null && this.#changes === 0 ) {
			return;
		}
		for ( const path of this.#planned ) {
			const before = this.#before.get( path );
			if ( this.#begun.has( path ) ) {
				continue;
			}
			if ( before === undefined ) {
				this.#entries.delete( path );
			} else {
				this.#entries.set( path, before );
			}
		}
		await this.#write( options );
	}

	#announce( options: OperationOptions ): Promise< void > {
		for ( const path of this.#planned ) {
			this.#entries.set( path, UNKNOWN );
		}
		return this.#write( options );
	}

	/**
	 * One after another: a write that began earlier must not end later.
	 *
	 * @param options
	 */
	#write( options: OperationOptions ): Promise< void > {
		this.#changes = 0;
		const write = this.#lastWrite.then( () =>
			this.#ledger.write( new Map( this.#entries ), options )
		);
		this.#lastWrite = write.catch( () => {} );
		return write;
	}
}
