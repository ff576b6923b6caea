import {
	AetherError,
	type OperationOptions,
	type PublishFile,
	type PutOptions,
} from '@aether/provider-sdk';
import { BATCH_OVERHEAD, type BatchPart, bytesInBatch } from './batch';
import {
	MOST_FILES_PER_REQUEST,
	PARALLEL_REQUESTS,
	SMALLEST_REQUEST,
} from './limits';
import { Upload } from './upload';

type WriteFiles = (
	parts: readonly BatchPart[],
	options: OperationOptions
) => Promise< void >;

const partOf = ( file: PublishFile, offset: number ) => ( {
	path: file.path,
	sha256: file.sha256,
	contentType: file.contentType,
	offset,
	total: file.size,
} );

const isTooLarge = ( error: unknown ): boolean =>
	AetherError.isInstance( error ) && error.code === 'payload_too_large';

async function openWhole(
	file: PublishFile,
	signal: AbortSignal
): Promise< Blob > {
	const body = await file.open( { signal } );
	if ( body.size !== file.size ) {
		throw new AetherError(
			'integrity_failed',
			`${ file.path } has ${ body.size } bytes instead of ${ file.size }.`
		);
	}
	return body;
}

/**
 * Turns single files into few requests: whatever waits when a request slot becomes free travels together. A file's
 * promise settles with its own request, so a retry repeats only what failed.
 */
export class UploadQueue {
	readonly #write: WriteFiles;
	#largestRequest: number;
	#waiting: Upload[] = [];
	readonly #travelling = new Set< string >();
	#requests = 0;

	/**
	 * @param write          Sends one request.
	 * @param largestRequest Bytes; shrinks when the server refuses a request as too large.
	 */
	constructor( write: WriteFiles, largestRequest: number ) {
		this.#write = write;
		this.#largestRequest = Math.max( largestRequest, SMALLEST_REQUEST );
	}

	add( file: PublishFile, options: PutOptions ): Promise< void > {
		const upload = new Upload( file, options );
		this.#waiting.push( upload );
		// Puts that start together reach the queue before its first request leaves.
		queueMicrotask( () => this.#fillSlots() );
		return upload.done;
	}

	#fillSlots(): void {
		while ( this.#requests < PARALLEL_REQUESTS ) {
			const uploads = this.#takeBatch();
			if ( uploads.length === 0 ) {
				return;
			}
			this.#requests++;
			void this.#send( uploads ).finally( () => {
				this.#requests--;
				uploads.forEach( ( { file } ) =>
					this.#travelling.delete( file.path )
				);
				this.#fillSlots();
			} );
		}
	}

	/** The longest run of waiting files that fits a request; a file that fits none comes alone. */
	#takeBatch(): readonly Upload[] {
		const batch: Upload[] = [];
		const left: Upload[] = [];
		let bytes = BATCH_OVERHEAD;
		let isFull = false;
		for ( const upload of this.#waiting ) {
			if ( upload.isSettled ) {
				continue;
			}
			const { file } = upload;
			const size = bytesInBatch( partOf( file, 0 ), file.size );
			const fits =
				batch.length === 0 ||
				( batch.length < MOST_FILES_PER_REQUEST &&
					bytes + size <= this.#largestRequest );
			// The same path twice: the later put must not overtake the earlier one.
			if ( isFull || ! fits || this.#travelling.has( file.path ) ) {
				isFull ||= ! fits;
				left.push( upload );
				continue;
			}
			this.#travelling.add( file.path );
			batch.push( upload );
			bytes += size;
		}
		this.#waiting = left;
		return batch;
	}

	/**
	 * Never rejects: each upload hears of its own outcome.
	 *
	 * @param uploads
	 */
	async #send( uploads: readonly Upload[] ): Promise< void > {
		const controller = new AbortController();
		uploads.forEach( ( upload ) =>
			upload.onceSettled( () => {
				if ( uploads.every( ( { isSettled } ) => isSettled ) ) {
					controller.abort();
				}
			} )
		);
		const { signal } = controller;
		const [ first ] = uploads;
		if ( first && uploads.length === 1 ) {
			await this.#sendOne( first, signal );
		} else {
			await this.#sendTogether( uploads, signal );
		}
	}

	async #sendTogether(
		uploads: readonly Upload[],
		signal: AbortSignal
	): Promise< void > {
		const parts = new Map< Upload, BatchPart >();
		await Promise.all(
			uploads.map( async ( upload ) => {
				try {
					const body = await openWhole( upload.file, signal );
					parts.set( upload, { ...partOf( upload.file, 0 ), body } );
				} catch ( error ) {
					upload.fail( error );
				}
			} )
		);
		// In the order of the puts, whatever the order in which the bodies opened.
		const opened = uploads.filter(
			( upload ) => parts.has( upload ) && ! upload.isSettled
		);
		if ( opened.length === 0 ) {
			return;
		}
		try {
			await this.#write(
				opened.flatMap( ( upload ) => parts.get( upload ) ?? [] ),
				{ signal }
			);
			opened.forEach( ( upload ) => upload.succeed() );
		} catch ( error ) {
			if ( ! isTooLarge( error ) ) {
				opened.forEach( ( upload ) => upload.fail( error ) );
				return;
			}
			this.#shrink(
				opened.reduce( ( sum, { file } ) => sum + file.size, 0 )
			);
			const half = Math.ceil( opened.length / 2 );
			await this.#send( opened.slice( 0, half ) );
			await this.#send( opened.slice( half ) );
		}
	}

	async #sendOne( upload: Upload, signal: AbortSignal ): Promise< void > {
		const { file } = upload;
		try {
			const body = await openWhole( file, signal );
			let offset = await this.#sendPart( file, body, 0, signal );
			while ( offset < file.size ) {
				upload.progress( offset );
				offset += await this.#sendPart( file, body, offset, signal );
			}
			upload.succeed();
		} catch ( error ) {
			upload.fail( error );
		}
	}

	/**
	 * Sends as much of the body as one request takes.
	 *
	 * @param file
	 * @param body
	 * @param offset
	 * @param signal
	 * @return Bytes sent.
	 */
	async #sendPart(
		file: PublishFile,
		body: Blob,
		offset: number,
		signal: AbortSignal
	): Promise< number > {
		for (;;) {
			const room =
				this.#largestRequest -
				BATCH_OVERHEAD -
				bytesInBatch( partOf( file, offset ), 0 );
			const slice = body.slice( offset, offset + room );
			try {
				await this.#write(
					[ { ...partOf( file, offset ), body: slice } ],
					{ signal }
				);
				return slice.size;
			} catch ( error ) {
				if ( ! isTooLarge( error ) || ! this.#shrink( slice.size ) ) {
					throw error;
				}
			}
		}
	}

	/**
	 * Halves what later requests carry.
	 *
	 * @param refused Bytes of the bodies that were too large together.
	 * @return False when nothing smaller is worth trying.
	 */
	#shrink( refused: number ): boolean {
		if ( refused <= SMALLEST_REQUEST ) {
			return false;
		}
		this.#largestRequest = Math.max(
			SMALLEST_REQUEST,
			Math.min( this.#largestRequest, Math.floor( refused / 2 ) )
		);
		return true;
	}
}
