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
import { PartReader } from './part-reader';
import type { S3Connection, SendCommand } from './send-command';

interface Part {
	readonly PartNumber: number;
	readonly ETag: string;
}

export interface MultipartUpload {
	readonly send: SendCommand;
	readonly sha256: S3Connection[ 'sha256' ];
	readonly beginSha256: S3Connection[ 'beginSha256' ];
	readonly clock: Clock;
	readonly memory: ByteBudget;
	/** `Bucket`, `Key`, and the headers of the object. */
	readonly place: {
		readonly Bucket: string;
		readonly Key: string;
	};
	readonly headers: Readonly< Record< string, string > >;
}

type PartsOptions = Pick< WriteOptions, 'signal' | 'onProgress' | 'sha256' >;

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
	upload: MultipartUpload,
	UploadId: string,
	body: Blob,
	size: number,
	{ signal, onProgress, sha256 }: PartsOptions
): Promise< Part[] > {
	const { send, clock, place, memory } = upload;
	const count = Math.ceil( body.size / size );
	const reader = new PartReader( body, size, upload );
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
			const length = Math.min( size, body.size - index * size );
			const sendPart = async () => {
				const { bytes, sha256: bodySha256 } =
					await reader.read( index );
				return send(
					new UploadPartCommand( {
						...place,
						UploadId,
						PartNumber: index + 1,
						Body: bytes,
					} ),
					{ signal: either, bodySha256 }
				);
			};
			const { ETag } = await repeat(
				() => memory.spend( length, sendPart, { signal: either } ),
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
			loaded += length;
			onProgress?.( loaded );
		}
	};
	try {
		await Promise.all( Array.from( { length: PARALLEL_PARTS }, work ) );
		if ( sha256 !== undefined && ( await reader.digest() ) !== sha256 ) {
			throw new AetherError(
				'integrity_failed',
				'The file was changed while it was sent.'
			);
		}
	} finally {
		signal.removeEventListener( 'abort', follow );
		stop.abort();
	}
	return parts;
}
