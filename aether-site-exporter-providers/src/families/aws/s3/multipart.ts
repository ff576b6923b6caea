import { AetherError, type Clock } from '@aether/provider-sdk';
import {
	AbortMultipartUploadCommand,
	CompleteMultipartUploadCommand,
	CreateMultipartUploadCommand,
	UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
	ABORT_TIMEOUT_MS,
	PARALLEL_PARTS,
	PART_ATTEMPTS,
	PART_RETRY_MS,
} from './limits';
import type { ByteBudget } from './byte-budget';
import { demandEtag } from './etag';
import type { WriteOptions } from './object-store';
import { partSizeFor } from './part-size';
import { repeat } from './repeat';
import type { SendCommand } from './send-command';

interface Part {
	readonly PartNumber: number;
	readonly ETag: string;
}

export interface MultipartUpload {
	readonly send: SendCommand;
	readonly clock: Clock;
	readonly memory: ByteBudget;
	/** `Bucket`, `Key`, and the headers of the object. */
	readonly place: {
		readonly Bucket: string;
		readonly Key: string;
	};
	readonly headers: Readonly< Record< string, string > >;
}

type PartsOptions = Pick< WriteOptions, 'signal' | 'onProgress' >;

/**
 * Sends a large body in parts, each again while that can help. What is not finished is given up, so that no invisible
 * parts are left to be paid for.
 *
 * @param upload
 * @param body
 * @param options
 */
export async function putInParts(
	upload: MultipartUpload,
	body: Blob,
	options: PartsOptions
): Promise< string > {
	const { send, place, headers } = upload;
	const size = partSizeFor( body.size );
	const { UploadId } = await send(
		new CreateMultipartUploadCommand( { ...place, ...headers } ),
		options
	);
	if ( UploadId === undefined ) {
		throw new AetherError(
			'remote_failed',
			'The object store opened no upload in parts.'
		);
	}
	try {
		const parts = await sendParts( upload, UploadId, body, size, options );
		const { ETag } = await send(
			new CompleteMultipartUploadCommand( {
				...place,
				UploadId,
				MultipartUpload: { Parts: parts },
			} ),
			options
		);
		return demandEtag( ETag );
	} catch ( error ) {
		await send( new AbortMultipartUploadCommand( { ...place, UploadId } ), {
			signal: AbortSignal.timeout( ABORT_TIMEOUT_MS ),
		} ).catch( () => {} ); // The error that led here is the one to report.
		throw error;
	}
}

async function sendParts(
	{ send, clock, place, memory }: MultipartUpload,
	UploadId: string,
	body: Blob,
	size: number,
	{ signal, onProgress }: PartsOptions
): Promise< Part[] > {
	const count = Math.ceil( body.size / size );
	const parts: Part[] = [];
	const stop = new AbortController();
	const { signal: either } = stop;
	const follow = () => stop.abort( signal.reason );
	signal.throwIfAborted();
	signal.addEventListener( 'abort', follow, { once: true } );
	let next = 0;
	let loaded = 0;

	const work = async (): Promise< void > => {
		while ( next < count ) {
			const index = next++;
			const slice = body.slice( index * size, ( index + 1 ) * size );
			const { ETag } = await repeat(
				() =>
					memory.spend(
						slice.size,
						async () =>
							send(
								new UploadPartCommand( {
									...place,
									UploadId,
									PartNumber: index + 1,
									Body: new Uint8Array(
										await slice.arrayBuffer()
									),
								} ),
								{ signal: either }
							),
						{ signal: either }
					),
				{
					clock,
					signal: either,
					attempts: PART_ATTEMPTS,
					firstDelayMs: PART_RETRY_MS,
				}
			);
			parts[ index ] = {
				PartNumber: index + 1,
				ETag: demandEtag( ETag ),
			};
			loaded += slice.size;
			onProgress?.( loaded );
		}
	};
	try {
		await Promise.all( Array.from( { length: PARALLEL_PARTS }, work ) );
	} finally {
		signal.removeEventListener( 'abort', follow );
		stop.abort();
	}
	return parts;
}
