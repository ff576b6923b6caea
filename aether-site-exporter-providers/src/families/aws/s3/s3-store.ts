import { AetherError, type ProviderRuntime } from '@aether/provider-sdk';
import {
	DeleteObjectsCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
} from '@aws-sdk/client-s3';
import { ByteBudget } from './byte-budget';
import { type BucketCors, bucketCors } from './bucket-cors';
import { demandEtag } from './etag';
import {
	BYTES_IN_FLIGHT,
	KEYS_PER_REQUEST,
	LARGEST_SINGLE_PUT,
	MOST_LIST_PAGES,
	PART_SIZE,
} from './limits';
import { putInParts } from './multipart';
import type { ObjectHeaders, ObjectStore, WriteOptions } from './object-store';
import { createSendCommand, type S3Place } from './send-command';

export type { S3Place } from './send-command';

/** A bucket, and what only a bucket with an S3 API has. */
export interface S3Store extends ObjectStore {
	/** Whether an answer has come through WordPress, because a page gets none from the bucket. */
	readonly isRelayed: () => boolean;
	readonly cors: BucketCors;
}

const headerInput = ( headers: ObjectHeaders ) => ( {
	ContentType: headers.contentType,
	...( headers.cacheControl === undefined
		? {}
		: { CacheControl: headers.cacheControl } ),
	...( headers.contentEncoding === undefined
		? {}
		: { ContentEncoding: headers.contentEncoding } ),
} );

const conditionInput = ( only: WriteOptions[ 'only' ] ) => {
	if ( only === undefined ) {
		return {};
	}
	return only === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: only.etag };
};

const isMissingKey = ( error: unknown ): boolean =>
	AetherError.isInstance( error ) && error.details.storeCode === 'NoSuchKey';

const isTooLarge = ( error: unknown ): boolean =>
	AetherError.isInstance( error ) && error.code === 'payload_too_large';

/**
 * A bucket behind an S3 API: R2, S3, MinIO and their like.
 *
 * @param runtime
 * @param place
 */
export function openS3Store(
	runtime: ProviderRuntime,
	place: S3Place
): S3Store {
	const connection = createSendCommand( runtime, place );
	const { send, sha256, md5, isRelayed } = connection;
	const Bucket = place.bucket;
	const memory = new ByteBudget( BYTES_IN_FLIGHT );

	const get: ObjectStore[ 'get' ] = async ( Key, { signal, largest } ) => {
		try {
			const answer = await send(
				new GetObjectCommand( { Bucket, Key } ),
				{
					signal,
				}
			);
			const body =
				( await answer.Body?.transformToByteArray() ) ??
				new Uint8Array();
			if ( body.length > largest ) {
				throw new AetherError(
					'integrity_failed',
					`The object ${ Key } is larger than it can be.`
				);
			}
			return { body, etag: demandEtag( answer.ETag ) };
		} catch ( error ) {
			signal.throwIfAborted();
			if ( isMissingKey( error ) ) {
				return null;
			}
			throw error;
		}
	};

	const putWhole: ObjectStore[ 'put' ] = ( Key, body, options ) => {
		const { signal, headers, only, sha256: bodySha256 } = options;
		return memory.spend(
			body.size,
			async () => {
				const { ETag } = await send(
					new PutObjectCommand( {
						Bucket,
						Key,
						Body: new Uint8Array( await body.arrayBuffer() ),
						...headerInput( headers ),
						...conditionInput( only ),
					} ),
					{
						signal,
						...( bodySha256 === undefined ? {} : { bodySha256 } ),
					}
				);
				options.onProgress?.( body.size );
				return { etag: demandEtag( ETag ) };
			},
			options
		);
	};

	const putParts: ObjectStore[ 'put' ] = async ( Key, body, options ) => ( {
		etag: await putInParts(
			{
				...connection,
				memory,
				clock: runtime.clock,
				place: { Bucket, Key },
				headers: headerInput( options.headers ),
			},
			body,
			options
		),
	} );

	const put: ObjectStore[ 'put' ] = async ( Key, body, options ) => {
		// A condition holds for one request only.
		if ( options.only !== undefined ) {
			return putWhole( Key, body, options );
		}
		if ( body.size > LARGEST_SINGLE_PUT ) {
			return putParts( Key, body, options );
		}
		try {
			return await putWhole( Key, body, options );
		} catch ( error ) {
			options.signal.throwIfAborted();
			if ( body.size > PART_SIZE && isTooLarge( error ) ) {
				// Where the bucket does not allow this site, WordPress sends it, which takes smaller requests.
				return putParts( Key, body, options );
			}
			throw error;
		}
	};

	const list: ObjectStore[ 'list' ] = async function* (
		Prefix,
		{ signal, after }
	) {
		let ContinuationToken: string | undefined;
		for ( let page = 0; page < MOST_LIST_PAGES; page++ ) {
			const answer = await send(
				new ListObjectsV2Command( {
					Bucket,
					Prefix,
					MaxKeys: KEYS_PER_REQUEST,
					...( after === undefined ? {} : { StartAfter: after } ),
					...( ContinuationToken === undefined
						? {}
						: { ContinuationToken } ),
				} ),
				{ signal }
			);
			for ( const { Key, LastModified, Size, ETag } of answer.Contents ??
				[] ) {
				if ( Key !== undefined ) {
					// What is removed later is decided by it.
					if ( LastModified === undefined ) {
						throw new AetherError(
							'remote_failed',
							'The store lists an object without the time at which it was written.'
						);
					}
					yield {
						key: Key,
						modifiedAt: LastModified.getTime(),
						size: Size ?? 0,
						etag: ETag ?? '',
					};
				}
			}
			if ( ! answer.IsTruncated ) {
				return;
			}
			if ( answer.NextContinuationToken === undefined ) {
				throw new AetherError(
					'remote_failed',
					'The store cuts its listing short, and does not say how it goes on.'
				);
			}
			ContinuationToken = answer.NextContinuationToken;
		}
		throw new AetherError(
			'remote_failed',
			'The listing of the bucket does not end.'
		);
	};

	const remove: ObjectStore[ 'remove' ] = async ( keys, options ) => {
		for ( let at = 0; at < keys.length; at += KEYS_PER_REQUEST ) {
			const batch = keys.slice( at, at + KEYS_PER_REQUEST );
			const { Errors = [] } = await send(
				new DeleteObjectsCommand( {
					Bucket,
					Delete: {
						Objects: batch.map( ( Key ) => ( { Key } ) ),
						Quiet: true,
					},
				} ),
				options
			);
			if ( Errors.length > 0 ) {
				throw new AetherError(
					'remote_failed',
					`The object store kept ${ Errors.length } of ${ batch.length } objects that were to be removed.`
				);
			}
		}
	};

	return {
		get,
		put,
		sha256,
		md5,
		list,
		remove,
		isRelayed,
		cors: bucketCors( send, Bucket ),
	};
}
